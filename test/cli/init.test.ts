import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { parse } from 'dotenv'
import { expect, test } from 'vitest'
import { type InitOptions, init } from '../../src/cli/init.ts'
import { readShow } from '../../src/content/read-show.ts'
import { until } from '../loopback/bot.ts'

/** A folder with one episode, and a place for `.env` beside it. */
function place() {
  const root = mkdtempSync(join(tmpdir(), 'shownotes-'))
  const content = join(root, 'fog-hours')
  mkdirSync(content)
  writeFileSync(
    join(content, '1-lenses.md'),
    '---\nepisode: 1\ntitle: Lenses\ndate: 2024-05-03\n---\n\nA night about lenses.\n',
  )
  return { root, content, env: join(root, '.env'), show: join(content, 'show.md') }
}

/** Runs without a terminal. */
async function quietly(options: InitOptions, env: string) {
  const output = new PassThrough()
  const result = await init(options, { input: new PassThrough(), output }, env)
  return { result, printed: String(output.read() ?? '') }
}

/** Types each answer when its question has appeared. */
async function answering(answers: readonly (readonly [string, string])[], options: InitOptions, env: string) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  Object.assign(input, { isTTY: true, setRawMode: () => {} })
  Object.assign(output, { isTTY: true })
  let printed = ''
  output.on('data', chunk => {
    printed += stripVTControlCharacters(String(chunk))
  })
  const running = init(options, { input, output }, env)
  let seen = 0
  for (const [question, answer] of answers) {
    await until(() => printed.includes(question, seen))
    seen = printed.indexOf(question, seen) + question.length
    input.write(answer === '\u0003' ? answer : `${answer}\r`)
  }
  return { result: await running, printed }
}

test('without a terminal, flags and what the folder says are written', async () => {
  const { content, env, show } = place()
  const { result, printed } = await quietly(
    { content, name: 'Fog Hours', hosts: 'Ada Stone, Ben Reed', site: 'https://fog.example' },
    env,
  )
  expect(result.ok).toBe(true)
  expect(printed).toContain('1 episode in')
  expect(printed).toContain('npm run check')
  expect((await readShow(content)).show).toMatchObject({
    name: 'Fog Hours',
    hosts: ['Ada Stone', 'Ben Reed'],
    site: 'https://fog.example',
  })
  expect((await readShow(content)).problems).toEqual([])
  expect(readFileSync(show, 'utf8')).not.toContain('language')
  expect(parse(readFileSync(env))).toEqual({ DISCORD_TOKEN: '', CONTENT_DIR: content })
  expect(statSync(env).mode & 0o077).toBe(0)
})

test('files that are there stay as they are, and what they lack is printed', async () => {
  const { content, env, show } = place()
  writeFileSync(show, '---\nname: Fog Hours\n---\n')
  writeFileSync(env, 'LOG_LEVEL=debug\n')
  const { result, printed } = await quietly({ content, hosts: 'Ada' }, env)
  expect(result.ok).toBe(true)
  expect(readFileSync(show, 'utf8')).toBe('---\nname: Fog Hours\n---\n')
  expect(readFileSync(env, 'utf8')).toBe('LOG_LEVEL=debug\n')
  expect(printed).toContain('hosts:\n  - Ada\n')
  expect(printed).not.toContain('name:')
  expect(printed).toContain(`CONTENT_DIR=${content}`)
})

test('a feed goes into the settings, and nothing else is written', async () => {
  const { root, env } = place()
  expect((await quietly({ feed: 'https://fog.example/feed.xml?key=1#a b' }, env)).result.ok).toBe(true)
  expect(parse(readFileSync(env)).FEED_URL).toBe('https://fog.example/feed.xml?key=1#a b')
  expect(await quietly({ feed: 'fog' }, join(root, 'other'))).toMatchObject({ result: { ok: false } })
})

test.each([
  ['a folder that is missing', { content: '/nowhere/at/all' }, 'There is no folder'],
  ['a file', { content: 'package.json' }, 'is a file'],
  ['a site that is no address', { site: 'fog' }, 'is not a URL'],
])('%s is refused, and nothing is written', async (_, options, message) => {
  const { content, env, show } = place()
  const { result } = await quietly({ content, ...options }, env)
  expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } })
  for (const file of [env, show]) expect(() => statSync(file)).toThrow()
})

test('asks on a terminal, again if an answer is wrong, and never shows the token', async () => {
  const { content, env } = place()
  const { result, printed } = await answering(
    [
      ['folder with the episodes', '/nowhere/at/all'],
      ['folder with the episodes', content],
      ['name of the show [fog-hours]', 'Fog Hours'],
      ['Its site', 'fog'],
      ['Its site', ''],
      ['language', 'en-GB'],
      ['hosts', 'Ada'],
      ['corrected', ''],
      ['token', 'two words'],
      ['token', 'a-secret-token'],
    ],
    {},
    env,
  )
  expect(result.ok).toBe(true)
  expect((await readShow(content)).show).toMatchObject({ name: 'Fog Hours', language: 'en-GB', hosts: ['Ada'] })
  expect(parse(readFileSync(env)).DISCORD_TOKEN).toBe('a-secret-token')
  expect(printed).not.toContain('secret')
  expect(printed).not.toContain('two words')
})

test('Ctrl-C writes nothing', async () => {
  const { content, env, show } = place()
  const { result } = await answering([['name of the show', '\u0003']], { content }, env)
  expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('nothing was written') } })
  for (const file of [env, show]) expect(() => statSync(file)).toThrow()
})
