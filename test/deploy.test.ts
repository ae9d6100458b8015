import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseEnvironment } from 'dotenv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { blocks, file } from './readme.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const settings = Object.keys(parseEnvironment(file('.env.example')))
const { engines } = JSON.parse(file('package.json')) as { engines: { node: string } }
const oldestNode = Number(/\d+/.exec(engines.node)?.[0])

/** The part that is used of https://github.com/compose-spec/compose-spec/blob/main/05-services.md */
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
})

/** The part that is used of AWS SAM: docs.aws.amazon.com/serverless-application-model, “AWS::Serverless::Function”. */
const Template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Transform: z.literal('AWS::Serverless-2016-10-31'),
  Description: z.string(),
  Parameters: z.record(z.string(), z.strictObject({ Type: z.literal('String'), AllowedPattern: z.string() })),
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

  test('is made of a Node.js that the program runs on, the same in each stage', () => {
    const bases = all('FROM').map(from => from.split(' ')[0])
    expect(new Set(bases).size).toBe(1)
    expect(Number(/^node:(\d+)-/.exec(bases[0] ?? '')?.[1])).toBeGreaterThanOrEqual(oldestNode)
  })

  test('sets what the program knows, and asks at the port that it sets whether it lives', () => {
    expect(Object.keys(environment).filter(name => !settings.includes(name))).toEqual([])
    const [asked = ''] = all('HEALTHCHECK')
    expect(asked).toContain('process.env.OPERATIONS_PORT}/healthz')
    expect(all('EXPOSE')).toEqual([`${environment.PORT} ${environment.OPERATIONS_PORT}`])
  })

  test('runs without rights, and without a shell before it that would keep signals to itself', () => {
    expect(all('USER')).toEqual(['node'])
    for (const started of [...all('ENTRYPOINT'), ...all('CMD').slice(-1)]) expect(started).toMatch(/^\[".*"\]$/)
    expect(environment.NODE_ENV).toBe('production')
    expect(all('COPY').filter(line => line.startsWith('--from'))).toEqual(['--from=build /shownotes/dist dist'])
  })

  test('is given everything that it is built from, and nothing else', () => {
    const [nothing, ...given] = file('.dockerignore').trim().split('\n').slice(1)
    const sources = all('COPY')
      .filter(line => !line.startsWith('--from'))
      .flatMap(line => line.split(' ').slice(0, -1))
    expect(nothing).toBe('*')
    expect(given.at(-1)).toBe('**/.*')
    expect(given.slice(0, -1)).toEqual(sources.map(source => `!${source}`))
    for (const source of sources) expect(existsSync(join(root, source)), source).toBe(true)
  })

  test('that holds the episodes has them, and their index, where it looks for them', () => {
    const [baked = ''] = blocks('dockerfile')
    expect(baked).toContain(`COPY . ${environment.CONTENT_DIR}\n`)
    expect(baked).toContain('ENV INDEX_FILE=')
    expect(baked).toContain('"dist/main.js", "build:index"')
  })

  test('is run by a compose file of known keys, with settings that the program knows', () => {
    const [compose] = blocks('yaml').filter(block => block.startsWith('services:'))
    const { services } = Compose.parse(parse(compose ?? ''))
    for (const { build, environment: set, volumes } of Object.values(services)) {
      expect(existsSync(join(root, build, 'Dockerfile'))).toBe(true)
      expect(Object.keys(set).filter(name => !settings.includes(name))).toEqual([])
      expect(volumes.map(volume => volume.split(':')[1])).toEqual([environment.CONTENT_DIR])
    }
  })
})

describe('the template for AWS Lambda', () => {
  const [block = ''] = blocks('yaml').filter(text => text.includes('AWS::Serverless'))
  const customTags = ['!Ref', '!Sub'].map(tag => ({ tag, resolve: (text: string) => `${tag} ${text}` }))
  const template = Template.parse(parse(block, { customTags }))
  const { CodeUri, Handler, Runtime, Environment } = template.Resources.Shownotes.Properties
  const shell = blocks('sh').join('\n')

  test('names a handler that is there after a build', () => {
    const [module = '', name] = Handler.split('.')
    expect(CodeUri).toBe('dist')
    const built = mkdtempSync(join(tmpdir(), 'shownotes-'))
    try {
      execFileSync(process.execPath, ['src/build.js', built], { cwd: root })
      expect(readFileSync(join(built, `${module}.js`), 'utf8')).toMatch(new RegExp(`^export {[^}]*\\b${name}\\b`, 'm'))
    } finally {
      rmSync(built, { recursive: true })
    }
    expect(Number(/^nodejs(\d+)\.x$/.exec(Runtime)?.[1])).toBeGreaterThanOrEqual(oldestNode)
  }, 60_000)

  test('sets what the program knows, and starts from the index that was written', () => {
    const { Variables } = Environment
    expect(Object.keys(Variables).filter(name => !settings.includes(name))).toEqual([])
    expect(shell).toContain(`--out ${CodeUri}/${Variables.INDEX_FILE}\n`)
    expect(Variables.DISCORD_PUBLIC_KEY).toBe(`!Ref ${Object.keys(template.Parameters)[0]}`)
  })

  test('says where it can be reached, in the way that the endpoint is called', () => {
    const [{ Value = '' } = {}] = Object.values(template.Outputs)
    expect(Value).toBe(`!Sub \${${Object.keys(template.Resources)[0]}Url.FunctionUrl}interactions`)
  })
})
