import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** Data flows from left to right: a folder imports only from folders to its left. */
const FOLDERS = [
  'web',
  'content',
  'search',
  'intent',
  'feeds',
  'embeddings',
  'evaluation',
  'reply',
  'commands',
  'discord',
  'operations',
  'rest',
]

/** Input and output. None of them imports another. */
const SURFACES = ['gateway', 'http', 'preview', 'cli']

/** Files at the top that anything may import. */
const LEAVES = ['limits.ts', 'result.ts', 'text.ts', 'config.ts', 'log.ts', 'worker.ts']

/** Files at the top that put the rest together. Nothing imports them, except that `main.ts` imports `start.ts`. */
const ENTRIES = ['main.ts', 'lambda.ts', 'start.ts']

/** Folders whose functions take everything that they work on as arguments. */
const PURE = ['search', 'intent', 'reply', 'commands', 'discord']

const PLACES: readonly { what: string; found: RegExp; place: RegExp }[] = [
  { what: 'gray-matter', found: /from 'gray-matter'/, place: /^content\/front-matter\.ts$/ },
  { what: 'minisearch', found: /from 'minisearch'/, place: /^search\// },
  { what: 'chokidar', found: /from 'chokidar'/, place: /^content\/watch\.ts$/ },
  { what: 'discord.js', found: /from 'discord\.js'/, place: /^(gateway|rest)\// },
  { what: 'hono', found: /from '@?hono[/']/, place: /^(http\/|preview\/|operations\/|lambda\.ts$)/ },
  { what: 'dotenv', found: /from 'dotenv'/, place: /^config\.ts$/ },
  { what: 'process.env', found: /process\.env|from 'node:process'/, place: /^config\.ts$/ },
  { what: 'the command line', found: /process\.argv|from 'commander'/, place: /^main\.ts$/ },
]

type Source = { readonly path: string; readonly text: string }

/** A sentence for each violation. */
function violations(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(source => [...forbiddenImports(source), ...misplaced(source), ...impure(source)])
}

function forbiddenImports({ path, text }: Source): readonly string[] {
  return importsOf(text)
    .filter(name => name.startsWith('.'))
    .map(name => join(dirname(path), name))
    .filter(target => !mayImport(path, target))
    .map(target => `${path} imports ${target}, which is not to its left`)
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [folderOf(path), folderOf(target)]
  if (to === undefined) return LEAVES.includes(target) || (path === 'main.ts' && target === 'start.ts')
  if (from === to || ENTRIES.includes(path)) return true
  if (from === undefined || SURFACES.includes(to)) return false
  return SURFACES.includes(from) || FOLDERS.indexOf(to) <= FOLDERS.indexOf(from)
}

function misplaced({ path, text }: Source): readonly string[] {
  return PLACES.filter(({ found, place }) => found.test(text) && !place.test(path)).map(
    ({ what }) => `${path} uses ${what}, which belongs elsewhere`,
  )
}

function impure({ path, text }: Source): readonly string[] {
  if (!PURE.includes(folderOf(path) ?? '')) return []
  const used = /from 'node:[^']+'|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/.exec(text)?.[0]
  return used === undefined ? [] : [`${path} uses ${used}, which should be an argument`]
}

/** Import cycles, by static imports of more than types. */
function cycles(sources: readonly Source[]): readonly string[] {
  const imports = new Map(
    sources.map(({ path, text }) => [
      path,
      [...text.matchAll(/^(?:import|export) (?!type )[^']*?from '(\.[^']+)'/gm)].map(match =>
        join(dirname(path), match[1] ?? ''),
      ),
    ]),
  )
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' → ')]
    if (done.has(path)) return []
    const found = (imports.get(path) ?? []).flatMap(target => visit(target, [...trail, path]))
    done.add(path)
    return found
  }
  return sources.flatMap(({ path }) => visit(path, []))
}

function exportedTwice(sources: readonly Source[]): readonly string[] {
  const files = new Map<string, Set<string>>()
  for (const { path, text } of sources) {
    for (const [, name = ''] of text.matchAll(
      /^export (?:async )?(?:function\*?|const|class|type|interface) (\w+)/gm,
    )) {
      files.set(name, (files.get(name) ?? new Set()).add(path))
    }
  }
  return [...files].filter(([, paths]) => paths.size > 1).map(([name, paths]) => `${name} in ${[...paths].join(', ')}`)
}

const folderOf = (path: string): string | undefined => (path.includes('/') ? path.split('/')[0] : undefined)

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(match => match[1] ?? [])
}

const root = new URL('../src/', import.meta.url).pathname

const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))

test('every import points left, and each package is imported only where it belongs', () => {
  expect(sources.length).toBeGreaterThan(30)
  expect(violations(sources)).toEqual([])
})

test('there are no import cycles', () => {
  expect(cycles(sources)).toEqual([])
})

/** Everything that a file loads, at once or on demand; what a thread loads is not among it. */
function loadedBy(entry: string): ReadonlySet<string> {
  const texts = new Map(sources.map(({ path, text }) => [path, text]))
  const loaded = new Set<string>()
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    const values = (texts.get(path) ?? '').replaceAll(/^(?:import|export) type [^']*'[^']+'/gm, '')
    for (const name of importsOf(values)) if (name.startsWith('.')) load(join(dirname(path), name))
  }
  load(entry)
  return loaded
}

test('the thread that answers never parses content', () => {
  const loaded = loadedBy('operations/live-library.ts')
  expect(loaded).toContain('search/library.ts')
  expect([...loaded].filter(path => /content\/(?:read-show|parse-file|markdown)\.ts$/.test(path))).toEqual([])
  expect(loadedBy('operations/content-thread.ts')).toContain('content/read-show.ts')
  expect(loadedBy('content/file-reader-thread.ts')).toContain('content/markdown.ts')
})

test('no name is exported twice', () => {
  expect(exportedTwice(sources)).toEqual([])
})

test('there are at most 175 files, of at most 350 lines each', () => {
  expect(sources.length).toBeLessThanOrEqual(175)
  expect(sources.filter(({ text }) => text.split('\n').length > 351).map(({ path }) => path)).toEqual([])
})

test('every folder is known', () => {
  const folders = new Set(sources.flatMap(({ path }) => folderOf(path) ?? []))
  expect([...folders].filter(folder => ![...FOLDERS, ...SURFACES].includes(folder))).toEqual([])
})

test.each([
  ['search/ask.ts', `import { askReply } from '../reply/ask.ts'`, 'search/ask.ts imports reply/ask.ts'],
  ['content/watch.ts', `const { cite } = await import('../search/ask.ts')`, 'content/watch.ts imports search/ask.ts'],
  ['reply/ask.ts', `import { connect } from '../gateway/client.ts'`, 'reply/ask.ts imports gateway/client.ts'],
  ['http/endpoint.ts', `import '../main.ts'`, 'http/endpoint.ts imports main.ts'],
  ['http/endpoint.ts', `import { handler } from '../lambda.ts'`, 'http/endpoint.ts imports lambda.ts'],
  ['http/endpoint.ts', `import { connect } from '../gateway/client.ts'`, 'http/endpoint.ts imports gateway/client.ts'],
  ['config.ts', `import { connect } from './gateway/client.ts'`, 'config.ts imports gateway/client.ts'],
  ['reply/ask.ts', `import MiniSearch from 'minisearch'`, 'reply/ask.ts uses minisearch'],
  ['content/watch.ts', `import matter from 'gray-matter'`, 'content/watch.ts uses gray-matter'],
  ['discord/message.ts', `import { Client } from 'discord.js'`, 'discord/message.ts uses discord.js'],
  ['http/endpoint.ts', 'const port = process.env.PORT', 'http/endpoint.ts uses process.env'],
  ['reply/ask.ts', 'const now = new Date()', 'reply/ask.ts uses new Date()'],
  ['commands/ask.ts', `import { readFileSync } from 'node:fs'`, `commands/ask.ts uses from 'node:fs'`],
])('finds a planted violation in %s: %s', (path, text, message) => {
  expect(violations([...sources, { path, text }]).join('\n')).toContain(message)
})
