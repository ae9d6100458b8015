import * as z from 'zod'
import { secondsOf } from '../chapters.ts'
import { error, warning } from '../problems.ts'
import type { Chapter, Problem, RawTranscript, Segment } from '../types.ts'
import { type Formats, linesIn, type RawLine } from './json-formats.ts'

/** No recording lasts a hundred hours. */
const MAX_SECONDS = 360_000

/** A transcript or chapters in JSON, in any format that `json-formats.ts` knows. Other JSON is neither, which is no problem. */
export function readJson(file: string, text: string): RawTranscript {
  if (isExcessive(text)) {
    const message = 'This has too many values, or too many inside one another, for a transcript, so it was left out.'
    return { segments: [], problems: [error(file, 1, message, 'Create it again, without a time for each word.')] }
  }
  const value = parseJson(text)
  if (value === undefined) {
    return {
      segments: [],
      problems: [
        error(
          file,
          1,
          'The transcript is not valid JSON.',
          'Create it again; until then its episode has no transcript.',
        ),
      ],
    }
  }
  const chapters = chaptersInJson(value)
  if (chapters) return { segments: [], chapters, problems: [] }
  return readSegments(file, value, text)
}

const chapterList = z.object({
  chapters: z.array(
    z.object({
      startTime: z.union([z.number(), z.string()]).optional(),
      start: z.number().optional(),
      title: z.string().optional(),
    }),
  ),
})

/** Chapters as in https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md. */
function chaptersInJson(value: unknown): readonly Chapter[] | undefined {
  const { data } = chapterList.safeParse(value)
  return data?.chapters.flatMap(({ startTime, start = startTime, title = '' }) => {
    const seconds = timeOf(start)
    return seconds === undefined || Number.isNaN(seconds) || title.trim() === ''
      ? []
      : [{ start: seconds, title: title.trim() }]
  })
}

/**
 * Reads the segments of a parsed transcript.
 *
 * @param text its source, to find the line of an unnamed speaker.
 */
export function readSegments(file: string, value: unknown, text = ''): RawTranscript {
  const found = linesIn(value)
  if (found === undefined) return { segments: [], notTranscript: true, problems: [] }
  const problems: Problem[] = []
  const nameless = new Set<string>()
  let timeless = 0
  const unit = found.unit ?? unitOf(found.lines)
  const isMilliseconds = unit === 0.001
  if (isMilliseconds && found.unit === undefined) problems.push(inMilliseconds(file))
  const lineOf = lineFinder(text)
  const lines = found.lines.flatMap((line): Segment[] => {
    const at = lineOf(line.text)
    const [start, end] = [withinDays(timeOf(line.start), unit), withinDays(timeOf(line.end), unit)]
    if (Number.isNaN(start) || Number.isNaN(end)) timeless++
    const label = String(line.speaker ?? '').trim()
    const name = nameOf(label, found)
    const named = name !== '' && !isPlaceholder(name)
    if (label !== '' && !named) nameless.add(label)
    return [
      {
        text: line.text,
        ...(at !== undefined && { line: at }),
        ...inSeconds('start', start, unit),
        ...inSeconds('end', end, unit),
        ...(named ? { speaker: name } : label !== '' && { voice: label }),
      },
    ]
  })
  if (found.lost > 0) {
    const message = `${count(found.lost, 'segment has', 'segments have')} no text.`
    problems.push(warning(file, 0, message, 'Create the transcript again, or delete them.'))
  }
  if (timeless > 0) problems.push(noTimes(file, timeless))
  if (nameless.size > 0) problems.push(noNames(file, text, [...nameless]))
  return { segments: inSentences(lines), problems }
}

/** How far the next text can be in the file: nobody writes more about one than this, in characters. */
const MAX_DISTANCE = 20_000

/** Enough characters of a text to find it by. */
const KEY_LENGTH = 60

/** Returns a function that tells the line of each text in some JSON, called in their order; undefined if it is not found. */
function lineFinder(json: string): (text: string) => number | undefined {
  if (json === '') return () => undefined
  if (!json.trimEnd().includes('\n')) return () => 1
  let at = 0
  let line = 1
  return text => {
    const key = JSON.stringify(text.slice(0, KEY_LENGTH)).slice(0, -1)
    const near = json.slice(at, at + MAX_DISTANCE)
    const found = near.indexOf(key)
    if (found < 0) return undefined
    for (let end = near.indexOf('\n'); end >= 0 && end < found; end = near.indexOf('\n', end + 1)) line++
    at += found
    return line
  }
}

const withinDays = (time: number | undefined, unit: number): number | undefined =>
  time === undefined || time * unit <= MAX_SECONDS ? time : Number.NaN

const inSeconds = <Name extends 'start' | 'end'>(name: Name, time: number | undefined, unit: number) =>
  time === undefined || Number.isNaN(time) ? {} : { [name]: unit === 1 ? time : Math.round(time * unit * 1000) / 1000 }

const nameOf = (label: string, { names }: Formats): string => (names.get(label) ?? label).trim()

/**
 * A time in seconds or whatever the file's unit is; undefined if there is none, NaN if it is no time. `"12.5"`, `"12.5s"`
 * and `"00:00:12,500"` are times too.
 */
function timeOf(written: unknown): number | undefined {
  if (written === undefined || written === null || written === '') return undefined
  if (typeof written === 'number') return written >= 0 ? written : Number.NaN
  const text = String(written).trim()
  if (/^\d+(\.\d+)?s?$/.test(text)) return Number(text.replace(/s$/, ''))
  const [whole, clock = '', fraction = ''] = /^((?:\d{1,2}:)?\d{1,3}:\d{2})(?:[.,](\d+))?$/.exec(text) ?? []
  if (whole === undefined) return Number.NaN
  const seconds = secondsOf(clock.split(':').map(Number))
  return seconds === undefined ? Number.NaN : seconds + Number(`0.${fraction || '0'}`)
}

/** People say between one and five words a second; in milliseconds it would be a thousandth of that. */
const FEWEST_WORDS = 0.05

/** Seconds for each unit of a file's times: 1, or 0.001 for milliseconds, in which a word would take minutes otherwise. */
function unitOf(lines: readonly RawLine[]): 1 | 0.001 {
  let [words, time] = [0, 0]
  lines.forEach(({ start, end, text }, i) => {
    const from = timeOf(start)
    const to = timeOf(end) ?? timeOf(lines[i + 1]?.start)
    if (from === undefined || to === undefined || !(to > from) || to > MAX_SECONDS * 1000) return
    words += text.split(/\s+/).length
    time += to - from
  })
  return time > 0 && words / time < FEWEST_WORDS ? 0.001 : 1
}

const inMilliseconds = (file: string): Problem =>
  warning(
    file,
    0,
    'The times must be milliseconds: in seconds, every word would take minutes. They were read so.',
    'Write them in seconds from the start: “12.5”.',
  )

/** Segments of so few words on average, if there are several, are words and no sentences. */
const WORDS_PER_LINE = 1.5
const MIN_LINES = 12

/** A sentence ends here even without a full stop: after so many words, or a silence of so many seconds. */
const MAX_WORDS = 40
const MAX_SILENCE = 2

/** Joins the words of a transcript that has a time for each into sentences. */
export function inSentences(lines: readonly Segment[]): readonly Segment[] {
  const words = lines.reduce((sum, { text }) => sum + text.trim().split(/\s+/).length, 0)
  if (lines.length < MIN_LINES || words / lines.length > WORDS_PER_LINE) return lines
  const sentences: Segment[] = []
  let last: Segment | undefined
  let count = 0
  for (const line of lines) {
    const ends =
      !last ||
      count >= MAX_WORDS ||
      /[.!?…。！？]["”’)]?\s*$/u.test(last.text) ||
      (line.speaker ?? line.voice) !== (last.speaker ?? last.voice) ||
      (line.start ?? 0) - (last.end ?? line.start ?? 0) > MAX_SILENCE
    if (last && !ends) {
      // Punctuation, and words that bring their own space, follow without another one.
      const gap: string = /^[\s,.;:!?…%)\]]/u.test(line.text) || /\s$/.test(last.text) ? '' : ' '
      last = { ...last, text: last.text + gap + line.text, ...(line.end !== undefined && { end: line.end }) }
      sentences[sentences.length - 1] = last
      count++
    } else {
      last = line
      sentences.push(line)
      count = 1
    }
  }
  return sentences
}

/** Ten hours with a time for each word have a fifth of this. */
const MAX_LISTS_AND_OBJECTS = 1_000_000
const MAX_VALUES = 5_000_000
const MAX_NESTING = 100

/** Whether some JSON would take gigabytes to parse, told from its punctuation alone. */
function isExcessive(text: string): boolean {
  let [opened, depth, commas, isQuoted] = [0, 0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i)
    if (character === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) i += character === BACKSLASH ? 1 : 0
    else if (character === COMMA) commas++
    else if (character === BRACKET || character === BRACE) {
      opened++
      depth++
    } else if (character === BRACKET + 2 || character === BRACE + 2) depth--
    if (depth > MAX_NESTING || opened > MAX_LISTS_AND_OBJECTS || commas > MAX_VALUES) return true
  }
  return false
}

/** Closing ones are two further in ASCII. */
const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b]

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a name is what speech recognition calls an unnamed speaker: `spk_0`, `SPEAKER_01`, `Speaker A`, `B`, `1`. */
const isPlaceholder = (speaker: string): boolean =>
  /^(?:(?:spk|speaker|unknown|sprecher(?:in)?|intervenant)[\s_-]*(?:\d*|\p{Lu})|\d+|\p{Lu})$/iu.test(speaker)

const noTimes = (file: string, n: number): Problem =>
  warning(
    file,
    0,
    `${count(n, 'segment has', 'segments have')} an invalid time, so it was left out.`,
    'Write times in seconds from the start: “12.5”.',
  )

function noNames(file: string, text: string, labels: readonly string[]): Problem {
  const line = text.slice(0, Math.max(0, text.indexOf(`"${labels[0]}"`))).split('\n').length
  const more = labels.length > 5 ? ` and ${labels.length - 5} more` : ''
  const who =
    labels.length === 1
      ? `The speaker “${labels[0]}” has`
      : `The speakers “${labels.slice(0, 5).join('”, “')}”${more} have`
  return warning(file, line, `${who} no name.`, 'Write the names under “speakers”.')
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
