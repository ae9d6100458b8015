import { byId, cleanId, type Details, dateInName, fileStem, numberInName, withoutDate } from '../fields.ts'
import { error, warning } from '../problems.ts'
import type { Problem, RawTranscript } from '../types.ts'
import { withoutAdverts } from './adverts.ts'
import { readCaptions } from './captions.ts'
import { cleanTranscript } from './clean.ts'
import { readDialogue } from './dialogue.ts'
import { readHtml } from './html.ts'
import { readJson } from './json.ts'

/** The file types that hold transcripts, the richest first: JSON names speakers, markdown seldom has times. */
const transcriptKinds = ['json', 'vtt', 'srt', 'srv3', 'ttml', 'html', 'htm', 'md', 'markdown', 'txt'] as const

const kindOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1).toLowerCase()

/** Reads a transcript in any format, cleans it, and leaves out its adverts. */
export async function readTranscript(file: string, text: string): Promise<RawTranscript> {
  const raw = await readRaw(file, text)
  if (raw.chapters) return raw
  if (raw.notTranscript) return isAmongTranscripts(file) ? { ...raw, problems: [noList(file)] } : raw
  const { segments, problems } = cleanTranscript(file, raw.segments)
  const nothing =
    segments.length === 0 && raw.problems.length === 0
      ? [warning(file, 0, 'The transcript has no words.', 'Create it again, or delete it.')]
      : []
  return { segments: withoutAdverts(segments), problems: [...raw.problems, ...problems, ...nothing] }
}

function readRaw(file: string, text: string): RawTranscript | Promise<RawTranscript> {
  switch (kindOf(file)) {
    case 'json':
      return readJson(file, text)
    case 'vtt':
      return readCaptions(file, text, 'vtt')
    case 'srt':
      return readCaptions(file, text, 'srt')
    case 'srv3':
    case 'ttml':
    case 'html':
    case 'htm':
      return readHtml(text)
    default:
      return /-->/.test(text.slice(0, 2000)) ? readCaptions(file, text, 'vtt') : readDialogue(file, text)
  }
}

const noList = (file: string): Problem =>
  error(
    file,
    1,
    'The transcript has no list of “segments”.',
    'Write it as { "segments": [{ "start": 0, "end": 2.5, "text": "…" }] }.',
  )

/** The transcript files of each episode, by the episode's id, the richest first. */
type Matched = { readonly files: ReadonlyMap<string, readonly string[]>; readonly problems: readonly Problem[] }

/** In a folder with this name markdown and JSON files are transcripts. */
const isAmongTranscripts = (file: string): boolean => /(^|\/)_?(transcripts?|captions|subtitles|subs)\//i.test(file)

export const isTranscript = (file: string): boolean =>
  ['json', 'vtt', 'srt', 'srv3', 'ttml'].includes(kindOf(file)) ||
  (isAmongTranscripts(file) && kinds.includes(kindOf(file)) && !isReadme(file))

/**
 * Finds each episode's transcripts by their names: the name of its markdown file, its id, its whole date, the id of its
 * video, or its slug; or the folder that only this episode is in. Without an episode 13, `13.json` belongs to the first
 * 13.x without a transcript. JSON outside a transcripts folder may be anything, so its name must match exactly. Transcripts
 * of `unfinished` episodes are skipped.
 */
export function matchTranscripts(
  files: readonly string[],
  episodes: readonly Named[],
  unfinished: readonly Named[] = [],
): Matched {
  const find = finderOf(episodes)
  const findUnfinished = finderOf(unfinished)
  const matched = new Map<string, string[]>()
  const leftOver: string[] = []
  for (const file of [...files].sort((a, b) => kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b)))) {
    const id = find(file)
    if (id === undefined && findUnfinished(file) === undefined) leftOver.push(file)
    else if (id !== undefined) matched.set(id, [...(matched.get(id) ?? []), file])
  }
  const problems: Problem[] = []
  const adopted = new Map<string, string>()
  for (const file of leftOver.filter(isCertainlyTranscript)) {
    const number = cleanId(stemOf(file))
    const parts = episodes.map(({ id }) => id).filter(id => id.startsWith(`${number}.`) && !matched.has(id))
    const id = adopted.get(number) ?? parts.sort(byId)[0]
    if (id === undefined) problems.push(noEpisode(file))
    else if (!adopted.has(number)) {
      adopted.set(number, id)
      matched.set(id, [file])
      problems.push(takenFor(file, number, id))
    }
  }
  return { files: matched, problems }
}

/** What a transcript's name may say about its episode. */
type Named = {
  readonly id: string
  readonly file: string
  readonly details?: Pick<Details, 'publishedOn' | 'links' | 'slug' | 'transcript' | 'season'>
}

/** Returns a function that finds the episode a file belongs to by its name. */
function finderOf(episodes: readonly Named[]): (file: string) => string | undefined {
  const byStem = new Map(episodes.map(({ id, file }) => [fileStem(file).toLowerCase(), id]))
  const ids = new Map(episodes.map(({ id }) => [id.toLowerCase(), id]))
  const byVideo = new Map(
    episodes.flatMap(({ id, details }) => (details?.links.youtube ? [[details.links.youtube, id]] : [])),
  )
  const bySlug = new Map(episodes.flatMap(({ id, details }) => (details ? [[details.slug, id]] : [])))
  const byAudio = new Map(
    episodes.flatMap(({ id, details }) => (details?.links.audio ? [[audioName(details.links.audio), id]] : [])),
  )
  const written = new Map(
    episodes.flatMap(({ id, details }) => {
      const path = details?.transcript?.value
      return typeof path === 'string' && !path.includes('\n') ? [[lastParts(path), id]] : []
    }),
  )
  const byDay = onlyOnes(
    episodes.flatMap(({ id, details }) => (details?.publishedOn ? [[details.publishedOn, id]] : [])),
  )
  const byFolder = onlyOnes(episodes.map(({ id, file }) => [folderOf(file), id]))
  return file => {
    const stem = stemOf(file)
    const own = fileStem(file).toLowerCase()
    const named = written.get(lastParts(file)) ?? byStem.get(own) ?? byStem.get(stem) ?? ids.get(cleanId(stem))
    if (named !== undefined) return named
    const folder = folderOf(file)
    // A page bundle: `fog/index.md` and `fog/transcript.srt`.
    const bundled = folder === '' || isAmongTranscripts(file) ? undefined : byFolder.get(folder)
    if (bundled !== undefined && isCertainlyTranscript(file)) return bundled
    if (!isCertainlyTranscript(file)) return undefined
    const [, video = ''] = /\[([\w-]{11})\]/.exec(file) ?? []
    const found = byVideo.get(video) ?? byVideo.get(fileName(file)) ?? byAudio.get(stem) ?? byAudio.get(own)
    if (found !== undefined) return found
    const day = dateInName(stem)
    // A date belongs to the episode of that day, and its year is nobody's number.
    if (day !== undefined) return byDay.get(day) ?? bySlug.get(withoutDate(stem))
    const [, season, number] = /^s(\d+)[\s._-]?e(\d+)/i.exec(stem) ?? []
    if (season !== undefined) return ids.get(`s${Number(season)}e${Number(number)}`) ?? ids.get(cleanId(number ?? ''))
    return ids.get(numberInName(stem) ?? '') ?? bySlug.get(stem)
  }
}

/** Only keys that occur once. */
function onlyOnes(pairs: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const [key = ''] of pairs) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Map(pairs.flatMap(([key = '', id = '']) => (counts.get(key) === 1 ? [[key, id] as const] : [])))
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')))

const fileName = (file: string): string =>
  file.slice(file.lastIndexOf('/') + 1).replace(/(\.[a-z]{2}(-[\w]+)?)?\.[^.]+$/i, '')

/** A path's last two parts: enough to tell files apart, however the path is written. */
const lastParts = (path: string): string =>
  path.split(/[?#]/, 1)[0]?.split('/').filter(Boolean).slice(-2).join('/').toLowerCase() ?? ''

const audioName = (url: string): string => fileStem(new URL(url).pathname).toLowerCase()

/** What programs add to the name of a transcript: `.en`, `-transcript`, `.chapters`. */
const ADDED =
  /(?:[._-](?:transcripts?|transcription|captions?|subtitles?|subs?|chapters?|auto|orig|final|edited)|\.[a-z]{2}(?:-[a-z0-9]+)*)$/i

/** A file's name without what programs add to it. */
function stemOf(file: string): string {
  let stem = fileStem(file).toLowerCase()
  while (ADDED.test(stem) && stem.replace(ADDED, '') !== '') stem = stem.replace(ADDED, '')
  return stem
}

const isCertainlyTranscript = (file: string): boolean => kindOf(file) !== 'json' || isAmongTranscripts(file)

const kinds: readonly string[] = transcriptKinds

const isReadme = (file: string): boolean => /^readme$/i.test(fileStem(file))

const takenFor = (file: string, number: string, id: string): Problem => {
  const message = `There is no episode ${number}, so this was taken for the transcript of episode ${id}.`
  return warning(file, 0, message, `Rename it to ${id}.${kindOf(file)}.`)
}

const noEpisode = (file: string): Problem =>
  warning(
    file,
    0,
    'This transcript belongs to no episode.',
    'Name it after an episode’s number or markdown file, or delete it.',
  )
