import { type MarkdownBlock, readBlocks } from './blocks.ts'
import { type Details, fileStem, readDetails } from './fields.ts'
import { readFrontmatter } from './front-matter.ts'
import { withinBounds } from './markdown.ts'
import { error, warning } from './problems.ts'
import { repairLink } from './repair-links.ts'
import type { Problem } from './types.ts'

/** An episode's file parsed on its own, before the rest of the show is known. */
export type ParsedEpisode = {
  readonly file: string
  readonly id: string
  readonly details: Details
  readonly blocks: readonly MarkdownBlock[]
  /** The URLs of its links. */
  readonly addresses: readonly string[]
  readonly lacksFrontmatter: boolean
  readonly problems: readonly Problem[]
}

/** Parses one episode; undefined for a README and the like, which have no front matter. */
export function parseEpisode(file: string, whole: string): ParsedEpisode | undefined {
  const { fields, body, problems: faults } = readFrontmatter(file, whole)
  if (fields === undefined && isRepositoryFile(file)) return undefined
  const { text, problems: cuts } = withinBounds(file, body)
  const blocks = readBlocks(text)
  const heading = blocks.find(({ kind }) => kind === 'heading')?.lines.join(' ')
  const details = readDetails(file, fields, heading)
  const problems = [...faults, ...details.problems, ...cuts]
  const id = details.id ?? details.slug
  return { file, id, details, blocks, addresses: addressesIn(blocks), lacksFrontmatter: fields === undefined, problems }
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

/** An episode without a date counts as the newest. That is a problem if most of the show has dates. */
export function undated(drafts: readonly ParsedEpisode[]): readonly Problem[] {
  const dated = drafts.filter(({ details }) => details.publishedOn !== undefined).length
  if (dated * 2 <= drafts.length) return []
  return drafts
    .filter(({ details, problems }) => details.undated && !problems.some(({ severity }) => severity === 'error'))
    .map(({ file }) =>
      warning(file, 1, 'This episode has no date, so it counts as the newest.', 'Add its date: “date: 2023-01-20”.'),
    )
}

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
