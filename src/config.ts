import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { config as readDotenv } from 'dotenv'
import * as z from 'zod'
import { type Failed, fail, type Result, succeed } from './result.ts'

export type Config = {
  /** The folder of episodes, relative to where the program is started. */
  readonly content: string
  /** A feed to import, whose folder is read instead. */
  readonly feed?: FeedConfig | undefined
  /** A snapshot that `npm run build:index` wrote, to start from instead of the folder. */
  readonly index?: string
  readonly embeddings: EmbeddingConfig
  readonly logLevel: (typeof logLevels)[number]
}

/** The address of a podcast's feed, which may hold a password, and the folder that its episodes are kept in. */
export type FeedConfig = { readonly url: string; readonly folder: string }

/** Where the vectors of passages and questions come from. */
export type EmbeddingConfig = {
  /** `off` finds answers by words alone. */
  readonly model: 'minilm' | 'service' | 'off'
  /** The file to keep the vectors in. */
  readonly cache: string
  readonly service?: { readonly url: string; readonly key: string | undefined; readonly model: string }
}

/** What every connection to Discord needs. */
export type ConnectionConfig = Config & {
  /** The address of Discord's API, without a trailing slash and without its version. */
  readonly api: string
  /** The address to listen on. */
  readonly host: string
  /** The port for health checks and metrics; none if undefined. */
  readonly operationsPort: number | undefined
}

export type DiscordConfig = ConnectionConfig & { readonly token: string }

export type HttpConfig = ConnectionConfig & {
  /** The application's Ed25519 key: 64 hexadecimal digits. */
  readonly publicKey: string
  readonly token: string | undefined
  readonly port: number
}

export type PageConfig = Config & {
  /** The address to listen on. */
  readonly host: string
  /** The first port to try; 0 for any. */
  readonly port: number
}

type Environment = Readonly<Record<string, string | undefined>>

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

const PORTAL = 'https://discord.com/developers/applications → your application'
const TOKEN_PAGE = `${PORTAL} → Bot → Reset Token`
const KEY_PAGE = `${PORTAL} → General Information → Public Key`

/** The HTTP header for the token accepts only printable ASCII. The error must not repeat the token. */
const token = z
  .string({
    error:
      `DISCORD_TOKEN is missing. It is at ${TOKEN_PAGE}. ` +
      'Put it in a file named .env (.env.example shows how).\n  To try the bot without Discord: npm run preview',
  })
  .regex(/^[!-~]+$/, {
    error:
      'DISCORD_TOKEN is not a token: it contains a space, a line break or another character that no token has. ' +
      `Copy a new one, and nothing else, from ${TOKEN_PAGE}.`,
  })

const publicKey = z
  .string({ error: `DISCORD_PUBLIC_KEY is missing. It is at ${KEY_PAGE}.` })
  .regex(/^[0-9a-f]{64}$/i, { error: `DISCORD_PUBLIC_KEY is not 64 hexadecimal digits. Copy it from ${KEY_PAGE}.` })

const apiUrl = z.url({
  protocol: /^https?$/,
  error: ({ input }) =>
    `DISCORD_API_URL is “${input}”. Give a full http(s) address, or leave it out for Discord’s own.`,
})

const embeddingApiUrl = z.url({
  protocol: /^https?$/,
  error: ({ input }) =>
    `EMBEDDING_API_URL is “${input}”. Give the full http(s) address of the API, such as http://localhost:11434/v1.`,
})

const feedUrl = z.url({
  protocol: /^https?$/,
  error: 'FEED_URL is not an address. Give the full http(s) address of the feed, such as https://example.org/feed.xml.',
})

const embeddings = z.enum(['on', 'off'], {
  error: ({ input }) => `EMBEDDINGS is “${input}”. Use on or off.`,
})

const logLevel = z.enum(logLevels, {
  error: ({ input }) => `LOG_LEVEL is “${input}”. Use one of ${logLevels.join(', ')}.`,
})

function port(name: string, whenUnset = '') {
  const error = (issue: { readonly input?: unknown }): string =>
    `${name} is “${issue.input}”. Give a whole number up to 65535${whenUnset}.`
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .refine(number => number <= 65_535, { error })
}

/** Every variable that the bot reads. `npm run docs` writes docs/configuration.md and .env.example from these descriptions. */
export const settings = z.object({
  DISCORD_TOKEN: token
    .optional()
    .describe(
      `The bot’s token, which connects it to Discord. Find it at ${TOKEN_PAGE}. ` +
        'Anyone who has it controls the bot: never share it or commit it.',
    ),
  DISCORD_PUBLIC_KEY: publicKey
    .optional()
    .describe(
      'The application’s public key, to receive interactions over HTTP instead of over a permanent connection. ' +
        `Find it at ${KEY_PAGE}. It is not a secret.`,
    ),
  CONTENT_DIR: z
    .string()
    .default('content')
    .describe('The folder with the episodes, relative to where the bot is started.'),
  FEED_URL: feedUrl
    .optional()
    .describe(
      'The address of a podcast’s feed, to answer from its episodes instead of a folder: they are imported when the bot ' +
        'starts, and again when the feed changes. Never share the address of a private feed.',
    ),
  FEED_CACHE: z.string().default('.shownotes/feeds').describe('The folder to keep imported episodes in.'),
  INDEX_FILE: z
    .string()
    .optional()
    .describe(
      'An index of the folder with the episodes, which makes starting faster. Write it with `npm run build:index -- --out FILE`. ' +
        'An index that no longer matches the folder is ignored, and the log says so.',
    ),
  EMBEDDINGS: embeddings
    .default('on')
    .describe(
      'Whether to match questions by meaning as well as by words, with sentence embeddings: `on` or `off`. ' +
        '`off` saves about 200 MB of memory.',
    ),
  EMBEDDING_CACHE: z
    .string()
    .default('.shownotes/vectors')
    .describe('The file to keep the vectors in, so that each passage is embedded only once.'),
  EMBEDDING_API_URL: embeddingApiUrl
    .optional()
    .describe(
      'The address of an OpenAI-compatible API for embeddings, such as http://localhost:11434/v1, ' +
        'to use another model than the built-in one, which understands English only.',
    ),
  EMBEDDING_API_KEY: z
    .string()
    .optional()
    .describe('The key for that API, if it needs one. Never share it or commit it.'),
  EMBEDDING_MODEL: z.string().default('text-embedding-3-small').describe('The model to request from that API.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'The address to listen on: for the preview page, for interactions over HTTP and for OPERATIONS_PORT. ' +
        'Anyone who can reach the preview page can read the whole show there.',
    ),
  PORT: port('PORT', ', or leave it out for 3064')
    .default(3064)
    .describe(
      'The port of the preview page, or of interactions over HTTP. If it is taken, the preview page uses the next free one.',
    ),
  OPERATIONS_PORT: port('OPERATIONS_PORT')
    .optional()
    .describe('A port for monitoring: /healthz, /readyz and /metrics. Do not open it to the internet.'),
  NODE_ENV: z
    .string()
    .optional()
    .describe('With `production`, `npm start` without a token is an error. Otherwise it opens the preview page.'),
  LOG_LEVEL: logLevel.default('info').describe(`How much to log: ${logLevels.join(', ')}.`),
  DISCORD_API_URL: apiUrl
    .default('https://discord.com/api')
    .describe('The address of Discord’s API. Only a proxy or a test needs another one.'),
})

const everywhere = settings.pick({
  CONTENT_DIR: true,
  FEED_URL: true,
  FEED_CACHE: true,
  INDEX_FILE: true,
  EMBEDDINGS: true,
  EMBEDDING_CACHE: true,
  EMBEDDING_API_URL: true,
  EMBEDDING_API_KEY: true,
  EMBEDDING_MODEL: true,
  LOG_LEVEL: true,
})
const connectionSettings = everywhere.extend(
  settings.pick({ DISCORD_API_URL: true, HOST: true, OPERATIONS_PORT: true }).shape,
)
const discord = connectionSettings.extend({ DISCORD_TOKEN: token })
const http = connectionSettings.extend({
  DISCORD_PUBLIC_KEY: publicKey,
  ...settings.pick({ DISCORD_TOKEN: true, PORT: true }).shape,
})
const page = everywhere.extend(settings.pick({ HOST: true, PORT: true }).shape)

/** The settings that every part needs. */
export function readConfig(environment: Environment = fromProcess()): Result<Config> {
  const read = everywhere.safeParse(withoutEmpty(environment))
  return read.success ? succeed(shared(read.data)) : invalidSettings(read.error)
}

/** The settings for a connection to Discord's gateway. */
export function readDiscordConfig(environment: Environment = fromProcess()): Result<DiscordConfig> {
  const read = discord.safeParse(withoutEmpty(environment))
  if (!read.success) return invalidSettings(read.error)
  return succeed({ ...connectionConfig(read.data), token: read.data.DISCORD_TOKEN })
}

/** The settings for receiving interactions over HTTP. */
export function readHttpConfig(environment: Environment = fromProcess()): Result<HttpConfig> {
  const read = http.safeParse(withoutEmpty(environment))
  if (!read.success) return invalidSettings(read.error)
  const { DISCORD_PUBLIC_KEY, DISCORD_TOKEN, PORT } = read.data
  return succeed({ ...connectionConfig(read.data), publicKey: DISCORD_PUBLIC_KEY, token: DISCORD_TOKEN, port: PORT })
}

/** Whether to receive interactions over HTTP: if there is a public key to verify them, but no token to connect with. */
export function usesHttp(environment: Environment = fromProcess()): boolean {
  const { DISCORD_TOKEN, DISCORD_PUBLIC_KEY } = withoutEmpty(environment)
  return DISCORD_TOKEN === undefined && DISCORD_PUBLIC_KEY !== undefined
}

/** The settings for the preview page. */
export function readPageConfig(environment: Environment = fromProcess()): Result<PageConfig> {
  const read = page.safeParse(withoutEmpty(environment))
  if (!read.success) return invalidSettings(read.error)
  return succeed({ ...shared(read.data), host: read.data.HOST, port: read.data.PORT })
}

/** Whether to open the preview page instead: if there is no token, except in production. */
export function opensPage(environment: Environment = fromProcess()): boolean {
  const { DISCORD_TOKEN, NODE_ENV } = withoutEmpty(environment)
  return DISCORD_TOKEN === undefined && NODE_ENV !== 'production'
}

/** The environment variables, which take precedence over those in a `.env` file. */
function fromProcess(): Environment {
  const file: Record<string, string> = {}
  readDotenv({ quiet: true, processEnv: file })
  return { ...file, ...process.env }
}

/** An empty variable, as in a copied `.env.example`, counts as unset. */
function withoutEmpty(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''))
}

function shared(read: z.output<typeof everywhere>): Config {
  const { INDEX_FILE: index, FEED_URL: feed } = read
  return {
    content: read.CONTENT_DIR,
    ...(feed !== undefined && { feed: feedOf(feed, read.FEED_CACHE) }),
    embeddings: embeddingsOf(read),
    logLevel: read.LOG_LEVEL,
    ...(index !== undefined && { index }),
  }
}

function embeddingsOf(read: z.output<typeof everywhere>): EmbeddingConfig {
  const { EMBEDDINGS, EMBEDDING_CACHE: cache, EMBEDDING_API_URL: url, EMBEDDING_API_KEY: key } = read
  if (EMBEDDINGS === 'off') return { model: 'off', cache }
  if (url === undefined) return { model: 'minilm', cache }
  return { model: 'service', cache, service: { url, key, model: read.EMBEDDING_MODEL } }
}

function connectionConfig(read: z.output<typeof connectionSettings>): ConnectionConfig {
  const { DISCORD_API_URL: api, HOST: host, OPERATIONS_PORT: operationsPort } = read
  return { ...shared(read), api: api.replace(/\/+$/, ''), host, operationsPort }
}

function invalidSettings(error: z.ZodError): Failed {
  const lines = error.issues.map(issue => `- ${issue.message}`)
  const message = ['Shownotes cannot start with these settings:', ...lines].join('\n')
  return fail(message, 'docs/configuration.md describes every setting.')
}

/** Where the content is, if the command line says so; this overrides the settings. */
export type ContentOptions = { content?: string; feed?: string }

/** The folder or the feed from the command line, or else from the settings, and the settings for its index. */
export function readFolder(named: ContentOptions = {}): Result<{
  folder: string
  feed: FeedConfig | undefined
  index: string | undefined
  embeddings: EmbeddingConfig
}> {
  const read = withContent(readConfig(), named)
  if (!read.ok) return read
  const { content, feed, index, embeddings } = read.value
  return succeed({ folder: feed?.folder ?? content, feed, index, embeddings })
}

/** Settings with the folder or the feed from the command line, if any, instead of CONTENT_DIR and FEED_URL. */
export function withContent<C extends Config>(settings: Result<C>, { content, feed: url }: ContentOptions): Result<C> {
  if (!settings.ok) return settings
  if (content !== undefined) return succeed({ ...settings.value, content, feed: undefined })
  if (url === undefined) return settings
  const feed = readFeed(url)
  return feed.ok ? succeed({ ...settings.value, feed: feed.value }) : feed
}

/** A feed from the command line, and the folder for it in FEED_CACHE. */
export function readFeed(url: string, environment: Environment = fromProcess()): Result<FeedConfig> {
  if (!feedUrl.safeParse(url).success)
    return fail('This is not the address of a feed.', 'Give the whole address, https://…')
  const { FEED_CACHE } = settings.pick({ FEED_CACHE: true }).parse(withoutEmpty(environment))
  return succeed(feedOf(url, FEED_CACHE))
}

/** The folder is named after the host, and the hash tells apart the feeds of one host. */
function feedOf(url: string, cache: string): FeedConfig {
  const name = new URL(url).hostname.replaceAll(/[^a-z0-9.-]/g, '')
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 8)
  return { url, folder: join(cache, `${name}-${hash}`) }
}
