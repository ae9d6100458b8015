import { createRequire } from 'node:module'
import { LINK_FIELDS, linksOf, wholeEpisode } from '../documents.ts'
import type { Opened, System } from '../system.ts'

/**
 * FTS5 as its documentation advises for text that is kept elsewhere (a contentless table) and does not change
 * ('optimize'), ranked by its own bm25, in memory. It is native code, not WebAssembly, so that it is as fast as SQLite is.
 */
export const sqliteEpisodes: System = {
  name: 'SQLite FTS5, episodes',
  open: ({ episodes }) =>
    indexed(
      ['title', 'description', 'resources', 'transcript'],
      episodes.map(wholeEpisode),
      episodes.map(({ id }) => id),
    ),
}

export const sqliteLinks: System = {
  name: 'SQLite FTS5',
  open: ({ episodes }) => {
    const links = linksOf(episodes)
    return indexed(
      LINK_FIELDS,
      links,
      links.map(({ url }) => url),
    )
  },
}

/** @param found what a row is found as. */
function indexed<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
  found: readonly string[],
): Opened {
  const database = new (sqlite().DatabaseSync)(':memory:')
  database.exec(`CREATE VIRTUAL TABLE texts USING fts5(${columns}, content='')`)
  const insert = database.prepare(`INSERT INTO texts VALUES (${columns.map(() => '?')})`)
  database.exec('BEGIN')
  for (const row of rows) insert.run(...columns.map(column => row[column]))
  database.exec(`INSERT INTO texts(texts) VALUES ('optimize')`)
  database.exec('COMMIT')

  const search = database.prepare('SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10')
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
  return {
    ask: question => {
      const expression = anyWordOf(question)
      if (expression === '') return []
      return search.all(expression).flatMap(({ rowid }) => found[Number(rowid) - 1] ?? [])
    },
    bytesElsewhere: () => pragma('page_count') * pragma('page_size'),
  }
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
