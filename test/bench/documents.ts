import type { Episode } from '../../src/content/types.ts'
import { resourceRows } from '../../src/search/resource-index.ts'

/** An episode as somebody would hand it to a search library: plain text, a field for each kind of it. */
export type WholeEpisode = Readonly<Record<'title' | 'description' | 'resources' | 'transcript', string>>

export function wholeEpisode(episode: Episode): WholeEpisode {
  return {
    title: episode.title,
    description: [...episode.summary.map(({ text }) => text), ...episode.chapters.map(({ title }) => title)].join('\n'),
    resources: episode.resources.map(({ label, context }) => context ?? label).join('\n'),
    transcript: episode.segments.map(({ text }) => text).join('\n'),
  }
}

/** A link with all that episodes say of it, which other systems get as plain text. */
export type Link = { readonly url: string } & Readonly<Record<LinkField, string>>
type LinkField = (typeof LINK_FIELDS)[number]

export const LINK_FIELDS = ['label', 'context', 'address', 'episodes'] as const

/** The show's links, each once. */
export function linksOf(episodes: readonly Episode[]): readonly Link[] {
  return resourceRows(episodes).map(({ url, label, mentions }) => ({
    url,
    label,
    context: mentions.map(({ resource }) => resource.context ?? resource.label).join('\n'),
    address: url,
    episodes: mentions.map(({ episode }) => episode.title).join('\n'),
  }))
}

/** The same for a system that has no fields. */
export const linkText = (link: Link): string => LINK_FIELDS.map(field => link[field]).join('\n')

const WORDS = 160
const STEP = 80

/** Overlapping windows of 160 words: over what is written of an episode, and over what is said in it. */
export function passages(episode: Episode): readonly string[] {
  const { title, description, resources, transcript } = wholeEpisode(episode)
  return [...windows([title, description, resources].join('\n')), ...windows(transcript)]
}

function windows(text: string): readonly string[] {
  const words = text.split(/\s+/).filter(word => word !== '')
  const count = words.length === 0 ? 0 : 1 + Math.ceil(Math.max(0, words.length - WORDS) / STEP)
  return Array.from({ length: count }, (_, i) => words.slice(i * STEP, i * STEP + WORDS).join(' '))
}
