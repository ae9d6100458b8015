import { type MarkdownBlock, readBlocks } from './blocks.ts'
import { chaptersIn } from './chapters.ts'
import { type Details, fileStem, readDetails } from './fields.ts'
import { type Field, readFrontmatter } from './front-matter.ts'
import { withinBounds } from './markdown.ts'
import { error, warning } from './problems.ts'
import { repairLink } from './repair-links.ts'
import { withoutTemplates } from './templates.ts'
import { readDialogue } from './transcripts/dialogue.ts'
import { readSegments } from './transcripts/json.ts'
import type { Chapter, Problem, RawTranscript, Segment } from './types.ts'

/** An episode's file parsed on its own, before the rest of the show is known. */
export type ParsedEpisode = {
  readonly file: string
  readonly id: string
  readonly details: Details
  readonly blocks: readonly MarkdownBlock[]
  /** Its transcript, if that is in the same file. */
  readonly segments?: readonly Segment[]
  /** Those in its front matter. */
  readonly chapters: readonly Chapter[]
  /** The URLs of its links. */
  readonly addresses: readonly string[]
  readonly lacksFrontmatter: boolean
  readonly problems: readonly Problem[]
}

/** Parses one episode; undefined for a README and the like, which have no front matter. */
export function parseEpisode(file: string, whole: string): ParsedEpisode | undefined {
  const { fields, body, problems: faults } = readFrontmatter(file, whole)
  if (fields === undefined && isRepositoryFile(file)) return undefined
  const { notes, spoken } = splitTranscript(body)
  const { text, problems: cuts } = withinBounds(file, notes)
  const read = readBlocks(withoutTemplates(text))
  const heading = read.find(({ kind }) => kind === 'heading')?.lines.join(' ')
  const details = readDetails(file, fields, heading)
  const blocks = read.some(({ kind }) => kind !== 'heading') ? read : [...read, ...describedBy(details)]
  const transcript =
    transcriptIn(file, details.transcript) ?? (spoken === undefined ? undefined : readDialogue(file, spoken))
  const problems = [...faults, ...details.problems, ...cuts, ...(transcript?.problems ?? [])]
  const id = details.id ?? details.slug
  return {
    file,
    id,
    details,
    blocks,
    chapters: chapterFields.flatMap(name => chaptersIn(fields?.get(name)?.value)),
    addresses: addressesIn(blocks),
    lacksFrontmatter: fields === undefined,
    ...(transcript && transcript.segments.length > 0 && { segments: transcript.segments }),
    problems,
  }
}

const chapterFields = ['chapters', 'timestamps', 'timecodes', 'timeline']

/** A description in the front matter stands for notes that there are none of. */
function describedBy({ description }: Details): readonly MarkdownBlock[] {
  if (!description) return []
  return readBlocks('\n'.repeat(description.line - 1) + description.text)
}

/** A heading above a transcript, in the languages that podcasts are in. */
const TRANSCRIPT =
  /^(#{1,6})[ \t]*(?:full |complete |the )*(transcript(?:ion)?|transkript|trascrizione|transcripci[oó]n|transcri[cç][aã]o)[ \t:#]*$/im

/** Splits off what stands below a heading “Transcript”, up to the next heading of the same rank. Line numbers stay. */
function splitTranscript(body: string): { readonly notes: string; readonly spoken?: string } {
  const heading = TRANSCRIPT.exec(body)
  if (!heading) return { notes: body }
  const from = heading.index + heading[0].length
  const next = new RegExp(`^#{1,${heading[1]?.length ?? 1}}[ \\t]+\\S`, 'm').exec(body.slice(from))
  const to = next ? from + next.index : body.length
  const lines = (text: string): string => '\n'.repeat(text.split('\n').length - 1)
  const [before, spoken] = [body.slice(0, heading.index), body.slice(from, to)]
  return { notes: before + lines(heading[0] + spoken) + body.slice(to), spoken: lines(before) + spoken }
}

/** A transcript in the front matter: a list of segments, or text of more than one line. */
function transcriptIn(file: string, field: Field | undefined): RawTranscript | undefined {
  if (typeof field?.value === 'object') return readSegments(file, field.value)
  const isText = typeof field?.value === 'string' && field.value.trim().includes('\n')
  return isText ? readDialogue(file, '\n'.repeat(field.line) + field.value) : undefined
}

const addressesIn = (blocks: readonly MarkdownBlock[]): string[] =>
  blocks.flatMap(({ links }) =>
    links.flatMap(({ url }) => {
      const repaired = repairLink(url)
      return repaired.kind === 'link' ? [repaired.url] : []
    }),
  )

const isRepositoryFile = (file: string): boolean =>
  /^(readme|contributing|changelog|licen[cs]e|code[_-]of[_-]conduct|security|authors|about|todo)$/i.test(fileStem(file))

/** An episode without a date is placed by its number. That is a problem if most of the show has dates. */
export function undated(drafts: readonly ParsedEpisode[]): readonly Problem[] {
  const dated = drafts.filter(({ details }) => details.publishedOn !== undefined).length
  if (dated * 2 <= drafts.length) return []
  return drafts
    .filter(({ details, problems }) => details.undated && !problems.some(({ severity }) => severity === 'error'))
    .map(({ file }) =>
      warning(file, 1, 'This episode has no date, so it is placed by its number.', 'Add its date: “date: 2023-01-20”.'),
    )
}

/**
 * If each season counts anew, so that two of them have an episode 1, every episode with a season is known as `S2E1`.
 */
export function withSeasons(drafts: readonly ParsedEpisode[]): readonly ParsedEpisode[] {
  const seasons = new Map<string, Set<number>>()
  for (const { id, details } of drafts) {
    if (details.season !== undefined) seasons.set(id, (seasons.get(id) ?? new Set()).add(details.season))
  }
  if ([...seasons.values()].every(({ size }) => size < 2)) return drafts
  return drafts.map(draft => {
    const { season } = draft.details
    return season === undefined || !/^\d/.test(draft.id) ? draft : { ...draft, id: `S${season}E${draft.id}` }
  })
}

/**
 * Whether a file has neither a number nor a date nor anything to hear, like an imprint or another page of a site.
 *
 * @param hasTranscript whether a transcript belongs to it.
 */
export function lacksFacts({ details }: ParsedEpisode, hasTranscript: boolean): boolean {
  const { id, publishedOn, links, durationSeconds, season, transcript } = details
  if (details.isPage && publishedOn === undefined && links.audio === undefined) return true
  const isHeard = links.audio ?? links.youtube ?? links.spotify ?? transcript ?? durationSeconds ?? season
  return (id === undefined || !/\d/.test(id)) && publishedOn === undefined && isHeard === undefined && !hasTranscript
}

/** Whether its name is that of a page which most sites have. */
export const isNamedLikePage = ({ file, details }: ParsedEpisode): boolean =>
  details.isPage || PAGES.test(fileStem(file)) || PAGES.test(details.slug)

const PAGES =
  /^(index|home|about|contact|privacy|privacy-policy|imprint|impressum|datenschutz|legal|terms|faq|subscribe|support|sponsors?|team|hosts?|guests?|archive|search|tags?|categories|404|thanks?|links|uses|now|press|newsletter|_index)$/i

/** Gives a second file with the same number an id of its own, `12-2`, so that nothing is lost, and reports it. */
export function withUniqueIds(drafts: readonly ParsedEpisode[]): readonly ParsedEpisode[] {
  const owners = new Map<string, ParsedEpisode>()
  return drafts.map(draft => {
    const owner = owners.get(draft.id)
    if (owner === undefined) {
      owners.set(draft.id, draft)
      return draft
    }
    let n = 2
    while (owners.has(`${draft.id}-${n}`)) n++
    const own = {
      ...draft,
      id: `${draft.id}-${n}`,
      problems: [...draft.problems, taken(draft, owner, `${draft.id}-${n}`)],
    }
    owners.set(own.id, own)
    return own
  })
}

const taken = ({ file, id }: ParsedEpisode, owner: ParsedEpisode, own: string): Problem =>
  error(
    file,
    1,
    `Episode ${id} is already in ${owner.file}, so this one is read as ${own}.`,
    'Give one of the two another number.',
  )
