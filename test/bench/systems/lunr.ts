import { createRequire } from 'node:module'
import { wholeEpisode } from '../documents.ts'
import type { System } from '../system.ts'

/** As its guide begins: fields, documents, then any word of the question. */
export const lunrEpisodes: System = {
  name: 'lunr, episodes',
  open: ({ episodes }) => {
    const lunr = createRequire(import.meta.url)('lunr') as Lunr
    const index = lunr(builder => {
      builder.ref('id')
      for (const field of ['title', 'description', 'resources', 'transcript']) builder.field(field)
      for (const episode of episodes) builder.add({ id: episode.id, ...wholeEpisode(episode) })
    })
    // Its own language of queries would read a colon or a hyphen as a sign.
    return { ask: question => index.query(query => query.term(lunr.tokenizer(question), {})).map(({ ref }) => ref) }
  },
}

/** What is used of lunr. Its types are not there where only the bot is installed. */
type Lunr = ((configure: (builder: Builder) => void) => Index) & { readonly tokenizer: (text: string) => Tokens }
type Tokens = readonly unknown[]
type Builder = {
  readonly ref: (field: string) => void
  readonly field: (field: string) => void
  readonly add: (document: Readonly<Record<string, string>>) => void
}
type Index = { readonly query: (build: (query: Query) => void) => readonly { readonly ref: string }[] }
type Query = { readonly term: (terms: Tokens, options: object) => void }
