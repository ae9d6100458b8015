import { readFileSync } from 'node:fs'
import { parse } from 'dotenv'
import { expect, test } from 'vitest'
import { opensPage, readConfig, readDiscordConfig, readHttpConfig, readPageConfig, usesHttp } from '../src/config.ts'
import { succeed } from '../src/result.ts'

const embeddings = { model: 'minilm', cache: '.shownotes/vectors' }

test('has defaults for everything', () => {
  expect(readConfig({})).toEqual(succeed({ content: 'content', embeddings, logLevel: 'info' }))
})

test('Discord needs only its token', () => {
  expect(readDiscordConfig({ DISCORD_TOKEN: 'abc' })).toEqual(
    succeed({
      content: 'content',
      embeddings,
      logLevel: 'info',
      token: 'abc',
      api: 'https://discord.com/api',
      host: '127.0.0.1',
    }),
  )
})

test('ignores white space around values and slashes at the end of URLs', () => {
  const read = readDiscordConfig({ DISCORD_TOKEN: ' abc\n', DISCORD_API_URL: 'http://127.0.0.1:8080/api//' })
  expect(read).toMatchObject({ value: { token: 'abc', api: 'http://127.0.0.1:8080/api' } })
})

test.each(['two\nlines', 'Bot abc', 'abc…', '“abc”', 'a\u200bbc'])(
  'refuses %j as a token without repeating it',
  token => {
    const read = readDiscordConfig({ DISCORD_TOKEN: token })
    expect(read).toMatchObject({
      error: {
        message: expect.stringMatching(
          /is not a token.*https:\/\/discord\.com\/developers\/applications → .* → Reset Token\.$/,
        ),
      },
    })
    expect(JSON.stringify(read)).not.toContain(token)
  },
)

test('the page needs no settings, and listens on loopback', () => {
  const config = { content: 'content', embeddings, logLevel: 'info' }
  expect(readPageConfig({})).toEqual(succeed({ ...config, host: '127.0.0.1', port: 3064 }))
  expect(readPageConfig({ HOST: '0.0.0.0', PORT: '80' })).toEqual(succeed({ ...config, host: '0.0.0.0', port: 80 }))
})

test.each(['http', '-1', '80.5', '65536', '0x50', '1e3'])('refuses %j as a port', PORT => {
  expect(readPageConfig({ PORT })).toMatchObject({
    error: {
      message: `Shownotes cannot start with these settings:\n- PORT is “${PORT}”. Give a whole number up to 65535, or leave it out for 3064.`,
    },
  })
})

test('HTTP needs the key, but no token', () => {
  const key = 'ab'.repeat(32)
  expect(readHttpConfig({ DISCORD_PUBLIC_KEY: key })).toMatchObject({ value: { publicKey: key, port: 3064 } })
  for (const DISCORD_PUBLIC_KEY of ['', 'ab', 'xy'.repeat(32)]) {
    expect(readHttpConfig({ DISCORD_PUBLIC_KEY, OPERATIONS_PORT: 'x' })).toMatchObject({
      error: { message: expect.stringMatching(/OPERATIONS_PORT is “x”[\s\S]*DISCORD_PUBLIC_KEY is .*→ Public Key\.$/) },
    })
  }
  expect(usesHttp({ DISCORD_PUBLIC_KEY: key })).toBe(true)
  expect(usesHttp({ DISCORD_PUBLIC_KEY: key, DISCORD_TOKEN: 'abc' })).toBe(false)
})

test('opens the page without a token, but never in production', () => {
  expect(opensPage({})).toBe(true)
  expect(opensPage({ DISCORD_TOKEN: ' ', NODE_ENV: 'development' })).toBe(true)
  expect(opensPage({ NODE_ENV: 'production' })).toBe(false)
  expect(opensPage({ DISCORD_TOKEN: 'abc' })).toBe(false)
})

test('treats an empty variable as unset', () => {
  expect(readConfig({ CONTENT_DIR: '', LOG_LEVEL: ' ' })).toEqual(readConfig({}))
})

test('reports all invalid settings at once', () => {
  const read = readDiscordConfig({ LOG_LEVEL: 'loud', DISCORD_API_URL: 'discord.com' })
  expect(read).toMatchObject({
    error: {
      message: [
        'Shownotes cannot start with these settings:',
        '- LOG_LEVEL is “loud”. Use one of fatal, error, warn, info, debug, trace.',
        '- DISCORD_API_URL is “discord.com”. Give a full http(s) address, or leave it out for Discord’s own.',
        '- DISCORD_TOKEN is missing. It is at https://discord.com/developers/applications → your application → Bot → Reset Token. Put it in a file named .env (.env.example shows how).',
        '  To try the bot without Discord: npm run preview',
      ].join('\n'),
    },
  })
})

test('.env.example names every variable, sets none, and is no fault by itself', () => {
  const example = parse(readFileSync(new URL('../.env.example', import.meta.url)))
  expect(Object.keys(example).sort()).toEqual([
    'CONTENT_DIR',
    'DISCORD_API_URL',
    'DISCORD_PUBLIC_KEY',
    'DISCORD_TOKEN',
    'EMBEDDINGS',
    'EMBEDDING_API_KEY',
    'EMBEDDING_API_URL',
    'EMBEDDING_CACHE',
    'EMBEDDING_MODEL',
    'FEED_CACHE',
    'FEED_URL',
    'HOST',
    'INDEX_FILE',
    'LOG_LEVEL',
    'NODE_ENV',
    'OPERATIONS_PORT',
    'PORT',
  ])
  expect(Object.values(example).join('')).toBe('')
  expect(readConfig(example)).toEqual(readConfig({}))
})
