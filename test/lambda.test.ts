import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { MAIN } from './loopback/bot.ts'
import { type Discord, startDiscord } from './loopback/discord.ts'
import { newSigner } from './loopback/http.ts'
import { asButton, asCommand } from './loopback/interaction.ts'
import './loopback/bot.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const signer = newSigner()

const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))

const program = promisify(execFile)
const node = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const env = { CONTENT_DIR: join(root, 'content'), ...environment }
  return program(process.execPath, [...words], { cwd: folder, env })
}

describe.concurrent('on AWS Lambda', () => {
  const latest = () => JSON.stringify(asCommand('latest'))
  const ping = '{"type":1,"id":"1"}'

  test.each(['a function URL', 'an API Gateway'] as const)('answers behind %s', async by => {
    const forged = newSigner()
    const { answers } = await onLambda([
      event(by, latest()),
      event(by, latest(), { base64: true }),
      event(by, ping, { base64: true }),
      event(by, latest(), { signedBy: forged }),
      event(by, ping, { signedBy: forged, base64: true }),
      event(by, latest(), { path: '/' }),
      event(by, '', { method: 'GET' }),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 401, 401, 404, 405])
    const [first, second, third, ...refused] = answers
    for (const answer of [first, second]) {
      expect(JSON.parse(answer?.body ?? '')).toMatchObject({ type: 4, data: { allowed_mentions: { parse: [] } } })
      expect(answer).toMatchObject({ isBase64Encoded: false, headers: { 'content-type': 'application/json' } })
    }
    expect(third?.body).toBe('{"type":1}')
    expect(refused.map(({ body }) => body)).not.toContainEqual(expect.stringContaining('type'))
  })

  test('answers the same from an index, and logs what it answered from', async () => {
    const INDEX_FILE = join(folder, 'lambda.index')
    await node([MAIN, 'build:index', '--out', INDEX_FILE])
    const asked = event('a function URL', JSON.stringify(asCommand('episode', { which: '64' })))
    const [fresh, indexed] = [await onLambda([asked]), await onLambda([asked], { INDEX_FILE })]
    expect(indexed.answers).toEqual(fresh.answers)
    expect(indexed.log.map(({ level, event }) => `${level} ${event}`)).toEqual(['info content', 'info answered'])
    expect(indexed.log[1]).toMatchObject({ command: 'episode', outcome: 'found' })
  })

  test('finishes everything before it answers, since Lambda may freeze the process then', async () => {
    const discord = await startDiscord({ instead: async () => ({ status: 204 }) })
    const dismissed = event('a function URL', JSON.stringify(asButton('1|d', { permissions: '8192' })))
    const { answers } = await onLambda([dismissed], { DISCORD_API_URL: discord.api })
    expect(answers).toMatchObject([{ statusCode: 202, body: '' }])
    expect(methods(discord)).toEqual(['POST', 'DELETE'])
    await discord.close()
  })

  test('says which setting is missing', async () => {
    await expect(onLambda([], { DISCORD_PUBLIC_KEY: '' })).rejects.toThrow('DISCORD_PUBLIC_KEY is missing')
    await expect(onLambda([], { CONTENT_DIR: folder })).rejects.toThrow('There are no episodes in')
  })
})

const methods = ({ requests }: Discord) => requests.map(({ method }) => method)

type How = {
  readonly base64?: boolean
  readonly path?: string
  readonly method?: string
  readonly signedBy?: typeof signer
}

/** A request as Lambda receives it: payload format 2.0, which function URLs and HTTP APIs use. */
function event(by: 'a function URL' | 'an API Gateway', body: string, how: How = {}): object {
  const { base64 = false, path = '/interactions', method = 'POST', signedBy = signer } = how
  const [id, host] = by === 'an API Gateway' ? ['b7c1', 'execute-api'] : ['x2qk', 'lambda-url']
  const domainName = `${id}.${host}.eu-west-1.on.example`
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'Discord-Interactions/1.0' }
  return {
    version: '2.0',
    routeKey: by === 'an API Gateway' ? `${method} ${path}` : '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { ...signedBy.headersFor(body), 'content-type': 'application/json', host: domainName },
    requestContext: { accountId: 'anonymous', apiId: id, domainName, http, requestId: id, stage: '$default' },
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  }
}

type Answer = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** Lambda may freeze a process as soon as it has answered; this one exits. */
const MACHINE = `
  import { readFileSync } from 'node:fs'
  const [, , lambda, events] = process.argv
  const { handler } = await import(lambda)
  const answers = []
  for (const event of JSON.parse(readFileSync(events, 'utf8'))) answers.push(await handler(event, {}))
  process.stdout.write(JSON.stringify({ answers }) + '\\n')
  process.exit()
`

async function onLambda(events: readonly object[], environment: Readonly<Record<string, string>> = {}) {
  const here = mkdtempSync(join(folder, 'machine-'))
  writeFileSync(join(here, 'machine.mjs'), MACHINE)
  writeFileSync(join(here, 'events.json'), JSON.stringify(events))
  const words = [join(here, 'machine.mjs'), join(dirname(MAIN), 'lambda.js'), join(here, 'events.json')]
  const { stdout } = await node(words, { DISCORD_PUBLIC_KEY: signer.publicKey, ...environment })
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const { answers } = lines.pop() as { answers: readonly Answer[] }
  return { answers, log: lines as readonly { readonly level: string; readonly event: string }[] }
}
