import type { Episode } from '../content/types.ts'
import type { Counts } from './expand-query.ts'
import { freezeShow, thawShow } from './frozen-show.ts'
import type { Library } from './library.ts'
import { byField, FIELDS, type IndexedField } from './links.ts'
import type { Lists } from './postings.ts'
import { type ResourceRow, rowOf } from './resources.ts'
import { bind, type Sections, unbind } from './sections.ts'
import { shelve } from './shelves.ts'
import type { Timeline } from './timeline.ts'

/**
 * To be raised whenever the same show would be written down in another way: when the sections change, and when words,
 * moments or stems are read differently, since a question is read by today's rules and must meet an index made by them.
 */
export const VERSION = 2

/**
 * A library as bytes, its show with it, so that a start reads no markdown and a thread can hand it to another. They hold
 * no checksum: whoever keeps them in a file sees to it that they come back as they were.
 */
export function serializeLibrary(library: Library): Uint8Array {
  return frozen.get(library) ?? written(library)
}

/** What a library lies in that was thawed: it need not be written again. */
const frozen = new WeakMap<Library, Uint8Array>()

function written({ show, episodes, index }: Library): Uint8Array {
  const { lexicon, timeline, words, names } = index
  return bind({
    ...within('show', freezeShow(show)),
    published: Uint8Array.from(show.episodes, episode => Number(episodes.includes(episode))),
    stems: [...lexicon.keys()].join('\n'),
    ...within('words', freezeCounts(words)),
    ...within('names', freezeCounts(names)),
    initials: JSON.stringify([...index.initials]),
    lengths: index.lengths,
    ...within('timeline', freezeTimeline(timeline)),
    ...within('whole', index.whole),
    ...within('said', index.said),
    ...Object.assign({}, ...FIELDS.map(field => within(field, freezeField(index.links[field])))),
    ...within('rows', freezeRows(index.resources, episodes)),
  })
}

/**
 * The library as it was; every answer is the same. It is for the same day: see `published` in `shelves.ts`. It lies in the
 * bytes from then on, which must not be changed.
 */
export function deserializeLibrary(bytes: Uint8Array): Library {
  const sections = unbind(bytes)
  const show = thawShow(of('show', sections))
  const isPublished = sections.published as Uint8Array
  const episodes = show.episodes.filter((_, i) => isPublished[i] === 1)
  const library = shelve(show, episodes, {
    lexicon: new Map(linesOf(sections.stems as string).map((stem, number) => [stem, number])),
    words: thawCounts(of('words', sections)),
    names: thawCounts(of('names', sections)),
    initials: new Map(JSON.parse(sections.initials as string)),
    lengths: sections.lengths as Uint32Array,
    timeline: thawTimeline(of('timeline', sections)),
    whole: of('whole', sections) as Lists,
    said: of('said', sections) as Lists,
    links: byField(field => thawField(of(field, sections))),
    resources: thawRows(of('rows', sections), episodes),
  })
  frozen.set(library, bytes)
  return library
}

const within = (name: string, sections: Sections): Sections =>
  Object.fromEntries(Object.entries(sections).map(([part, content]) => [`${name} ${part}`, content]))

const of = (name: string, sections: Sections): Sections =>
  Object.fromEntries(
    Object.entries(sections).flatMap(([part, content]) =>
      part.startsWith(`${name} `) ? [[part.slice(name.length + 1), content]] : [],
    ),
  )

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'))

function freezeCounts(counts: Counts): Sections {
  return { what: [...counts.keys()].join('\n'), counts: Uint32Array.from(counts.values()) }
}

function thawCounts({ what, counts }: Sections): Counts {
  const all = (what as string).split('\n')
  return new Map(Array.from(counts as Uint32Array, (count, i) => [all[i] ?? '', count]))
}

function freezeTimeline({ length, ...arrays }: Timeline): Sections {
  return arrays
}

function thawTimeline(sections: Sections): Timeline {
  const arrays = sections as Omit<Timeline, 'length'>
  return { ...arrays, length: arrays.sources.length }
}

const freezeField = ({ lists, lengths }: IndexedField): Sections => ({ ...lists, lengths })

const thawField = ({ lengths, ...lists }: Sections): IndexedField => ({
  lists: lists as Lists,
  lengths: lengths as Uint32Array,
})

/** A row is its mentions: an episode's position, and the link's among that episode's. */
function freezeRows(rows: readonly ResourceRow[], episodes: readonly Episode[]): Sections {
  const positions = new Map(episodes.map((episode, i) => [episode, i]))
  const mentions = rows.flatMap(row => row.mentions)
  return {
    sizes: Uint32Array.from(rows, row => row.mentions.length),
    episodes: Uint32Array.from(mentions, ({ episode }) => positions.get(episode) ?? 0),
    links: Uint32Array.from(mentions, ({ episode, resource }) => episode.resources.indexOf(resource)),
  }
}

function thawRows(sections: Sections, shown: readonly Episode[]): readonly ResourceRow[] {
  const { sizes, episodes, links } = sections as Record<'sizes' | 'episodes' | 'links', Uint32Array>
  let next = 0
  return Array.from(sizes).flatMap(size => {
    const mentions = Array.from({ length: size }, () => {
      const episode = shown[episodes[next] ?? 0]
      const resource = episode?.resources[links[next] ?? 0]
      next++
      return episode && resource ? [{ episode, resource }] : []
    })
    return rowOf(mentions.flat())
  })
}
