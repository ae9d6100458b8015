import { type Block, readBlocks } from './blocks.ts'
import { type Details, readDetails, stemOf } from './fields.ts'
import { readFrontmatter } from './front-matter.ts'
import { withinBounds } from './markdown.ts'
import { error, warning } from './problems.ts'
import { repairLink } from './repair-links.ts'
import type { Problem } from './types.ts'

/** An episode's file as read on its own, before the rest of the show is known. */
export type Draft = {
  readonly file: string
  readonly id: string
  readonly details: Details
  readonly blocks: readonly Block[]
  /** Where its links lead. */
  readonly addresses: readonly string[]
  /** It has no frontmatter. */
  readonly isBare: boolean
  readonly problems: readonly Problem[]
}

/** Reads one episode; undefined for the README and the like, which have no frontmatter. */
export function readDraft(file: string, whole: string): Draft | undefined {
  const { fields, body, problems: faults } = readFrontmatter(file, whole)
  if (fields === undefined && isHousekeeping(file)) return undefined
  const { text, problems: cuts } = withinBounds(file, body)
  const blocks = readBlocks(text)
  const heading = blocks.find(({ kind }) => kind === 'heading')?.lines.join(' ')
  const details = readDetails(file, fields, heading)
  const problems = [...faults, ...details.problems, ...cuts]
  const id = details.id ?? details.slug
  return { file, id, details, blocks, addresses: addressesIn(blocks), isBare: fields === undefined, problems }
}

const addressesIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(({ links }) =>
    links.flatMap(({ url }) => {
      const mended = repairLink(url)
      return mended.kind === 'link' ? [mended.url] : []
    }),
  )

const isHousekeeping = (file: string): boolean =>
  /^(readme|contributing|changelog|licen[cs]e|code[_-]of[_-]conduct|security|authors|about|todo)$/i.test(stemOf(file))

/** Without a date an episode counts as the newest. Says so where most of the show has dates. */
export function undated(drafts: readonly Draft[]): readonly Problem[] {
  const dated = drafts.filter(({ details }) => details.publishedOn !== undefined).length
  if (dated * 2 <= drafts.length) return []
  return drafts
    .filter(({ details, problems }) => details.undated && !problems.some(({ severity }) => severity === 'error'))
    .map(({ file }) =>
      warning(file, 1, 'This episode has no date, so it counts as the newest.', 'Add “date: 2023-01-20”.'),
    )
}

/** Gives the second file with a number an id of its own, `12-2`, so that nothing is lost, and says so. */
export function withOwnIds(drafts: readonly Draft[]): readonly Draft[] {
  const owners = new Map<string, Draft>()
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

const taken = ({ file, id }: Draft, owner: Draft, own: string): Problem =>
  error(
    file,
    1,
    `Episode ${id} is ${owner.file} already; this one is read as ${own}.`,
    'Give one of the two another number.',
  )
