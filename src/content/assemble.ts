import type { Draft } from './draft.ts'
import type { Episode, Problem, Segment } from './episode.ts'
import { byId } from './ids.ts'
import { linkKey } from './links.ts'
import { readNotes } from './notes.ts'
import { notUnderstood } from './problem.ts'
import { directoryOf, sitesOf } from './references.ts'
import { boilerplateOf, findResources, type Judgement } from './resources.ts'
import type { ShowNote } from './show.ts'
import { findSponsors, type Sponsors } from './sponsors.ts'

/** By episode id. */
export type Segments = ReadonlyMap<string, readonly Segment[]>

export type Assembled = { readonly episodes: readonly Episode[]; readonly problems: readonly Problem[] }

/**
 * Makes episodes, oldest first, of what was read one by one. What an episode means only the whole show can tell: who
 * sponsors it, which links stand in all of it, which lead back. One of which nothing can be made costs no other.
 */
export function assemble(drafts: readonly Draft[], note: ShowNote, segments: Segments): Assembled {
  const sponsors = findSponsors(
    drafts.flatMap(({ blocks }) => blocks),
    note.sponsors,
  )
  const known = drafts.map(({ id, details: { slug, links } }) => ({ id, slug, youtube: links.youtube }))
  const sites = sitesOf(
    note.site,
    known,
    drafts.flatMap(({ addresses }) => addresses),
  )
  const boilerplate = boilerplateOf(drafts.map(({ addresses }) => new Set(addresses.map(linkKey))))
  const judgement = { directory: directoryOf(known, sites), sites, boilerplate }
  const show: Whole = { note, sponsors, judgement, segments }
  const problems: Problem[] = []
  const episodes = drafts.flatMap(draft => {
    try {
      return [episodeOf(draft, show, problems)]
    } catch (fault) {
      problems.push(notUnderstood(draft.file, fault))
      return []
    }
  })
  return { episodes: episodes.sort(byDay), problems }
}

/** What is known of the whole show. */
type Whole = {
  readonly note: ShowNote
  readonly sponsors: Sponsors
  readonly judgement: Judgement
  readonly segments: Segments
}

function episodeOf(draft: Draft, { note, sponsors, judgement, segments }: Whole, problems: Problem[]): Episode {
  const { file, id, details, blocks } = draft
  const { title, slug, publishedOn, links } = details
  const notes = readNotes(file, blocks, sponsors)
  const { resources, references, problems: faults } = findResources(file, id, notes, judgement)
  problems.push(...notes.problems, ...faults)
  // Functions, since in plain text “$&” would stand for what is replaced.
  const page = note.episodePage?.replaceAll('{id}', () => id).replaceAll('{slug}', () => slug)
  return {
    id,
    title,
    slug,
    ...(publishedOn !== undefined && { publishedOn }),
    links: { ...(page !== undefined && { page }), ...links },
    summary: notes.summary,
    chapters: notes.chapters,
    resources,
    references,
    segments: segments.get(id) ?? [],
    file,
  }
}

/** Oldest first, those without a date last; on one day, by number. */
const byDay = (a: Episode, b: Episode): number =>
  (a.publishedOn ?? '9999').localeCompare(b.publishedOn ?? '9999') || byId(a.id, b.id)
