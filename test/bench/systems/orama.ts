import { createRequire } from 'node:module'
import { passages } from '../documents.ts'
import type { System } from '../system.ts'

/** As its guide begins: a schema, documents, `search`. An episode is as good as its best passage. */
export const oramaPassages: System = {
  name: 'Orama defaults, passages',
  open: ({ episodes }) => {
    const orama = createRequire(import.meta.url)('@orama/orama') as Orama
    const index = orama.create({ schema: { episode: 'string', text: 'string' } })
    for (const episode of episodes) {
      for (const text of passages(episode)) orama.insert(index, { episode: episode.id, text })
    }
    return {
      ask: term => {
        const { hits } = orama.search(index, { term, properties: ['text'], limit: 100 })
        return [...new Set(hits.map(({ document }) => document.episode))]
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
type Passage = { readonly episode: string; readonly text: string }
