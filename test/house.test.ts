import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** Data walks from left to right; a room imports only from rooms to its left. */
const ROOMS = ['content', 'search', 'evaluation', 'reply', 'commands', 'discord', 'transport']

/** What does something when it is imported: the command line, and the entry for AWS Lambda. */
const ENTRIES = ['main.ts', 'lambda.ts']

/** Rooms whose functions get everything they work on as arguments. */
const PURE = ['search', 'reply', 'commands', 'discord']

const PLACES: readonly { what: string; found: RegExp; place: RegExp }[] = [
  { what: 'gray-matter', found: /from 'gray-matter'/, place: /^content\/frontmatter\.ts$/ },
  { what: 'minisearch', found: /from 'minisearch'/, place: /^search\/indexing\.ts$/ },
  { what: 'chokidar', found: /from 'chokidar'/, place: /^content\/watch\.ts$/ },
  { what: 'discord.js', found: /from 'discord\.js'/, place: /^transport\// },
  { what: 'hono', found: /from '@?hono[/']/, place: /^(transport\/|lambda\.ts$)/ },
  { what: 'dotenv', found: /from 'dotenv'/, place: /^config\.ts$/ },
  { what: 'process.env', found: /process\.env|from 'node:process'/, place: /^config\.ts$/ },
  { what: 'the command line', found: /process\.argv|from 'commander'/, place: /^main\.ts$/ },
]

type Source = { readonly path: string; readonly text: string }

/** A sentence for each thing that stands where it may not. */
function breaches(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(source => [...wrongWays(source), ...misplaced(source), ...impure(source)])
}

function wrongWays({ path, text }: Source): readonly string[] {
  const room = roomOf(path)
  return importsOf(text)
    .filter(name => name.startsWith('.'))
    .map(name => join(dirname(path), name))
    .filter(target => {
      if (room === undefined) return !ENTRIES.includes(path) && roomOf(target) === 'transport'
      const other = roomOf(target)
      return other === undefined
        ? room !== 'transport' || ENTRIES.includes(target)
        : ROOMS.indexOf(other) > ROOMS.indexOf(room)
    })
    .map(target => `${path} imports ${target}, which is not to its left`)
}

function misplaced({ path, text }: Source): readonly string[] {
  return PLACES.filter(({ found, place }) => found.test(text) && !place.test(path)).map(
    ({ what }) => `${path} uses ${what}, which has its own place`,
  )
}

function impure({ path, text }: Source): readonly string[] {
  if (!PURE.includes(roomOf(path) ?? '')) return []
  const reached = /from 'node:[^']+'|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/.exec(text)?.[0]
  return reached === undefined ? [] : [`${path} reaches for ${reached}, which should come in as an argument`]
}

const roomOf = (path: string): string | undefined => (path.includes('/') ? path.split('/')[0] : undefined)

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(match => match[1] ?? [])
}

const root = new URL('../src/', import.meta.url).pathname

const house: readonly Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))

test('every import points left, and every library stays in its place', () => {
  expect(house.length).toBeGreaterThan(30)
  expect(breaches(house)).toEqual([])
})

test('every room is known', () => {
  const rooms = new Set(house.map(({ path }) => roomOf(path)).filter(room => room !== undefined))
  expect([...rooms].filter(room => !ROOMS.includes(room))).toEqual([])
})

test.each([
  ['search/ask.ts', `import { askReply } from '../reply/ask.ts'`, 'search/ask.ts imports reply/ask.ts'],
  ['content/read.ts', `const { cite } = await import('../search/ask.ts')`, 'content/read.ts imports search/ask.ts'],
  ['reply/ask.ts', `import { config } from '../config.ts'`, 'reply/ask.ts imports config.ts'],
  ['transport/http.ts', `import '../main.ts'`, 'transport/http.ts imports main.ts'],
  ['transport/http.ts', `import { handler } from '../lambda.ts'`, 'transport/http.ts imports lambda.ts'],
  ['config.ts', `import { connect } from './transport/gateway.ts'`, 'config.ts imports transport/gateway.ts'],
  ['search/ask.ts', `import MiniSearch from 'minisearch'`, 'search/ask.ts uses minisearch'],
  ['content/read.ts', `import matter from 'gray-matter'`, 'content/read.ts uses gray-matter'],
  ['discord/payload.ts', `import { Client } from 'discord.js'`, 'discord/payload.ts uses discord.js'],
  ['transport/http.ts', 'const port = process.env.PORT', 'transport/http.ts uses process.env'],
  ['reply/ask.ts', 'const now = new Date()', 'reply/ask.ts reaches for new Date()'],
  ['commands/ask.ts', `import { readFileSync } from 'node:fs'`, `commands/ask.ts reaches for from 'node:fs'`],
])('a planted breach in %s is found: %s', (path, text, says) => {
  expect(breaches([...house, { path, text }]).join('\n')).toContain(says)
})
