import { createRequire } from 'node:module'
import { linksOf, linkText, passages } from '../documents.ts'
import type { System } from '../system.ts'

/** As its guide begins: a schema, documents, `search`. An episode is as good as its best passage. */
export const oramaPassages: System = {
  name: 'Orama defaults, passages',
  open: ({ episodes }) => {
    const orama = createRequire(import.meta.url)('@orama/orama') as Orama
    const index = orama.create({ schema: { of: 'string', text: 'string' } })
    for (const episode of episodes) {
      for (const text of passages(episode)) orama.insert(index, { of: episode.id, text })
    }
    return {
      ask: term => {
        const { hits } = orama.search(index, { term, properties: ['text'], limit: 100 })
        return [...new Set(hits.map(({ document }) => document.of))]
      },
    }
  },
}

export const oramaLinks: System = {
  name: 'Orama defaults',
  open: ({ episodes }) => {
    const orama = createRequire(import.meta.url)('@orama/orama') as Orama
    const index = orama.create({ schema: { of: 'string', text: 'string' } })
    for (const link of linksOf(episodes)) orama.insert(index, { of: link.url, text: linkText(link) })
    return {
      ask: term => {
        const { hits } = orama.search(index, { term, properties: ['text'], limit: 100 })
        return hits.map(({ document }) => document.of)
      },
    }
  },
}

/** What is used of Orama. Its types are not there where only the bot is installed. */
type Orama = {
  readonly create: (options: { readonly schema: Readonly<Record<keyof Passage, 'string'>> }) => object
  readonly insert: (index: object, passage: Passage) => unknown
  readonly search: (index: object, options: object) => { readonly hits: readonly { readonly document: Passage }[] }
}
type Passage = { readonly of: string; readonly text: string }
