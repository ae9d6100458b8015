import { createRequire } from 'node:module'
import { LINK_FIELDS, linksOf, wholeEpisode } from '../documents.ts'
import type { Opened, System } from '../system.ts'

/** As its guide begins: fields, documents, then any word of the question. */
export const lunrEpisodes: System = {
  name: 'lunr, episodes',
  open: ({ episodes }) =>
    indexed(
      'id',
      ['title', 'description', 'resources', 'transcript'],
      episodes.map(episode => ({ id: episode.id, ...wholeEpisode(episode) })),
    ),
}

export const lunrLinks: System = {
  name: 'lunr',
  open: ({ episodes }) => indexed('url', LINK_FIELDS, linksOf(episodes)),
}

function indexed(ref: string, fields: readonly string[], documents: readonly Document[]): Opened {
  const lunr = createRequire(import.meta.url)('lunr') as Lunr
  const index = lunr(builder => {
    builder.ref(ref)
    for (const field of fields) builder.field(field)
    for (const document of documents) builder.add(document)
  })
  // Its own language of queries would read a colon or a hyphen as a sign.
  return { ask: question => index.query(query => query.term(lunr.tokenizer(question), {})).map(({ ref }) => ref) }
}

type Document = Readonly<Record<string, string>>

/** What is used of lunr. Its types are not there where only the bot is installed. */
type Lunr = ((configure: (builder: Builder) => void) => Index) & { readonly tokenizer: (text: string) => Tokens }
type Tokens = readonly unknown[]
type Builder = {
  readonly ref: (field: string) => void
  readonly field: (field: string) => void
  readonly add: (document: Document) => void
}
type Index = { readonly query: (build: (query: Query) => void) => readonly { readonly ref: string }[] }
type Query = { readonly term: (terms: Tokens, options: object) => void }
