import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { settings as schema } from '../src/config.ts'
import { codeBlocks, file } from './documents.ts'
import { MAIN } from './loopback/bot.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const settings = Object.keys(schema.shape)
const { engines } = JSON.parse(file('package.json')) as { engines: { node: string } }
const oldestNode = Number(/\d+/.exec(engines.node)?.[0])

/** The part that we use of https://github.com/compose-spec/compose-spec/blob/main/05-services.md */
const Compose = z.strictObject({
  services: z.record(
    z.string(),
    z.strictObject({
      build: z.string(),
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)),
      read_only: z.boolean(),
      cap_drop: z.array(z.string()),
      security_opt: z.array(z.string()),
      stop_grace_period: z.string().regex(/^\d+s$/),
      restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})

/** The part that we use of AWS SAM: docs.aws.amazon.com/serverless-application-model, “AWS::Serverless::Function”. */
const Template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Transform: z.literal('AWS::Serverless-2016-10-31'),
  Description: z.string(),
  Parameters: z.record(
    z.string(),
    z.strictObject({ Type: z.literal('String'), AllowedPattern: z.string(), Description: z.string() }),
  ),
  Resources: z.strictObject({
    Shownotes: z.strictObject({
      Type: z.literal('AWS::Serverless::Function'),
      Properties: z.strictObject({
        CodeUri: z.string(),
        Handler: z.string(),
        Runtime: z.string(),
        Architectures: z.tuple([z.enum(['arm64', 'x86_64'])]),
        MemorySize: z.number().min(128).max(10_240),
        Timeout: z.number().min(3).max(900),
        FunctionUrlConfig: z.strictObject({ AuthType: z.literal('NONE') }),
        Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }),
      }),
    }),
  }),
  Outputs: z.record(z.string(), z.strictObject({ Value: z.string() })),
})

describe('the container image', () => {
  const dockerfile = file('Dockerfile').replaceAll('\\\n', ' ')
  const all = (instruction: string): readonly string[] =>
    [...dockerfile.matchAll(new RegExp(`^ *${instruction} (.*)$`, 'gm'))].map(([, rest = '']) => rest.trim())
  const environment = Object.fromEntries(all('ENV').flatMap(line => line.split(' ').map(pair => pair.split('='))))

  test('uses one supported version of Node.js in every stage', () => {
    const bases = all('FROM').map(from => from.split(' ')[0])
    expect(new Set(bases).size).toBe(1)
    expect(Number(/^node:(\d+)-/.exec(bases[0] ?? '')?.[1])).toBeGreaterThanOrEqual(oldestNode)
  })

  test('sets known variables only, and checks its health on the port that it sets', () => {
    expect(Object.keys(environment).filter(name => !settings.includes(name))).toEqual([])
    const [asked = ''] = all('HEALTHCHECK')
    expect(asked).toContain('process.env.OPERATIONS_PORT}/healthz')
    expect(all('EXPOSE')).toEqual([`${environment.PORT} ${environment.OPERATIONS_PORT}`])
  })

  test('runs unprivileged, and without a shell that would swallow signals', () => {
    expect(all('USER')).toEqual(['node'])
    for (const started of [...all('ENTRYPOINT'), ...all('CMD').slice(-1)]) expect(started).toMatch(/^\[".*"\]$/)
    expect(environment.NODE_ENV).toBe('production')
    expect(all('COPY').filter(line => line.startsWith('--from'))).toEqual(['--from=build /shownotes/dist dist'])
  })

  test('is built from the files that it needs, and nothing else', () => {
    const [nothing, ...given] = file('.dockerignore').trim().split('\n').slice(1)
    const sources = all('COPY')
      .filter(line => !line.startsWith('--from'))
      .flatMap(line => line.split(' ').slice(0, -1))
    expect(nothing).toBe('*')
    expect(given.at(-2)).toBe('**/.*')
    expect(given.filter(line => line !== '**/.*').sort()).toEqual(sources.map(source => `!${source}`).sort())
    for (const source of sources) expect(existsSync(join(root, source)), source).toBe(true)
  })

  test('finds the episodes and the index that another image adds to it', () => {
    const [baked = ''] = codeBlocks('dockerfile')
    expect(baked).toContain(`COPY . ${environment.CONTENT_DIR}\n`)
    expect(baked).toContain('ENV INDEX_FILE=')
    expect(baked).toContain('"dist/main.js", "build:index"')
  })

  test('is run by a compose file with known keys and known variables', () => {
    const { services } = Compose.parse(parse(file('compose.yaml')))
    for (const { build, environment: set, volumes } of Object.values(services)) {
      expect(existsSync(join(root, build, 'Dockerfile'))).toBe(true)
      expect(Object.keys(set).filter(name => !settings.includes(name))).toEqual([])
      expect(volumes.map(volume => volume.split(':')[1])).toEqual([
        environment.CONTENT_DIR,
        dirname(environment.EMBEDDING_CACHE ?? ''),
      ])
    }
  })
})

describe('the template for AWS Lambda', () => {
  const customTags = ['!Ref', '!Sub'].map(tag => ({ tag, resolve: (text: string) => `${tag} ${text}` }))
  const template = Template.parse(parse(file('template.yaml'), { customTags }))
  const { CodeUri, Handler, Runtime, Environment } = template.Resources.Shownotes.Properties
  const shell = codeBlocks('sh').join('\n')

  test('names a handler that exists in the build', () => {
    const [module = '', name] = Handler.split('.')
    expect(shell).toContain(`npm run build -- ${CodeUri} linux/arm64\n`)
    expect(readFileSync(join(dirname(MAIN), `${module}.js`), 'utf8')).toMatch(
      new RegExp(`^export {[^}]*\\b${name}\\b`, 'm'),
    )
    expect(Number(/^nodejs(\d+)\.x$/.exec(Runtime)?.[1])).toBeGreaterThanOrEqual(oldestNode)
  })

  test('sets known variables only, and starts from the index that the guide writes', () => {
    const { Variables } = Environment
    expect(Object.keys(Variables).filter(name => !settings.includes(name))).toEqual([])
    expect(shell).toContain(`--out ${CodeUri}/${Variables.INDEX_FILE}\n`)
    expect(shell).toContain(`EMBEDDING_CACHE=${CodeUri}/${Variables.EMBEDDING_CACHE} `)
    expect(Variables.DISCORD_PUBLIC_KEY).toBe(`!Ref ${Object.keys(template.Parameters)[0]}`)
  })

  test('prints the address of the endpoint', () => {
    const [{ Value = '' } = {}] = Object.values(template.Outputs)
    expect(Value).toBe(`!Sub \${${Object.keys(template.Resources)[0]}Url.FunctionUrl}interactions`)
  })
})
