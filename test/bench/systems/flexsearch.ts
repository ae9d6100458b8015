import { createRequire } from 'node:module'
import { linksOf, linkText, passages } from '../documents.ts'
import type { System } from '../system.ts'

/** Its `Index` with its defaults; `suggest`, since a question is never said whole. An episode is as good as its best passage. */
export const flexSearchPassages: System = {
  name: 'FlexSearch defaults, passages',
  open: ({ episodes }) => {
    const { Index } = createRequire(import.meta.url)('flexsearch') as FlexSearch
    const documents = episodes.flatMap(episode => passages(episode).map(text => ({ episode: episode.id, text })))
    const episodeOf = documents.map(({ episode }) => episode)
    const index = new Index()
    documents.forEach(({ text }, id) => void index.add(id, text))
    return {
      ask: question => [
        ...new Set(index.search(question, { suggest: true, limit: 100 }).map(id => episodeOf[id] ?? '')),
      ],
    }
  },
}

export const flexSearchLinks: System = {
  name: 'FlexSearch defaults',
  open: ({ episodes }) => {
    const { Index } = createRequire(import.meta.url)('flexsearch') as FlexSearch
    const links = linksOf(episodes)
    const index = new Index()
    links.forEach((link, id) => void index.add(id, linkText(link)))
    return { ask: words => index.search(words, { suggest: true, limit: 100 }).map(id => links[id]?.url ?? '') }
  },
}

/** What is used of FlexSearch. Its types are not there where only the bot is installed. */
type FlexSearch = { readonly Index: new () => Index }
type Index = {
  readonly add: (id: number, text: string) => unknown
  readonly search: (question: string, options: object) => readonly number[]
}
