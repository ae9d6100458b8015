import { createRequire } from 'node:module'
import { wholeEpisode } from '../documents.ts'
import type { System } from '../system.ts'

/**
 * FTS5 as its documentation advises for text that is kept elsewhere (a contentless table) and does not change
 * ('optimize'), ranked by its own bm25, in memory. It is native code, not WebAssembly, so that it is as fast as SQLite is.
 */
export const sqliteEpisodes: System = {
  name: 'SQLite FTS5, episodes',
  open: ({ episodes }) => {
    const database = new (sqlite().DatabaseSync)(':memory:')
    database.exec(`CREATE VIRTUAL TABLE episodes USING fts5(title, description, resources, transcript, content='')`)
    const insert = database.prepare('INSERT INTO episodes VALUES (?, ?, ?, ?)')
    database.exec('BEGIN')
    for (const { title, description, resources, transcript } of episodes.map(wholeEpisode)) {
      insert.run(title, description, resources, transcript)
    }
    database.exec(`INSERT INTO episodes(episodes) VALUES ('optimize')`)
    database.exec('COMMIT')

    const search = database.prepare('SELECT rowid FROM episodes WHERE episodes MATCH ? ORDER BY rank LIMIT 10')
    const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
    return {
      ask: question => {
        const expression = anyWordOf(question)
        if (expression === '') return []
        return search.all(expression).flatMap(({ rowid }) => episodes[Number(rowid) - 1]?.id ?? [])
      },
      bytesElsewhere: () => pragma('page_count') * pragma('page_size'),
    }
  },
}

/** Each word in quotes, since FTS5 would read AND, NEAR or a colon as its own; OR, since a question is never said whole. */
const anyWordOf = (question: string): string =>
  [...question.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => `"${word}"`).join(' OR ')

/** What is used of `@photostructure/sqlite`. Its own types are not there where only the bot is installed. */
type Sqlite = { readonly DatabaseSync: new (file: string) => Database }
type Database = {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => Statement
}
type Statement = {
  readonly run: (...values: readonly string[]) => void
  readonly get: (...values: readonly string[]) => Row | undefined
  readonly all: (...values: readonly string[]) => readonly Row[]
}
type Row = Readonly<Record<string, unknown>>

const sqlite = (): Sqlite => createRequire(import.meta.url)('@photostructure/sqlite')
