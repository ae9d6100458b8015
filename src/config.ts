import { config as readDotenv } from 'dotenv'
import * as z from 'zod'

export type Config = {
  /** The folder of episodes, relative to where the program is started. */
  readonly content: string
  /** A file that `npm run build:index` wrote, to start from instead of the folder. */
  readonly index?: string
  readonly logLevel: (typeof logLevels)[number]
}

/** What is needed wherever Discord is. */
export type OnDiscord = Config & {
  /** Where Discord's API is, without a trailing slash and without its version. */
  readonly api: string
  /** The address of this computer on which to listen. */
  readonly host: string
  /** Where to tell how the bot is; nowhere when it is missing. */
  readonly operationsPort: number | undefined
}

export type DiscordConfig = OnDiscord & { readonly token: string }

export type HttpConfig = OnDiscord & {
  /** The application's Ed25519 key: 64 hexadecimal digits. */
  readonly publicKey: string
  readonly token: string | undefined
  readonly port: number
}

export type PageConfig = Config & {
  /** Where the page listens: an address or a name of this computer. */
  readonly host: string
  /** The port, or the first that is tried; 0 for any. */
  readonly port: number
}

/** What was read, or one text for a person that names every fault at once. */
export type Configured<C> = { readonly config: C } | { readonly faults: string }

type Environment = Readonly<Record<string, string | undefined>>

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

const KEY_PAGE = 'https://discord.com/developers/applications → your application → General Information → Public Key'
const TOKEN_PAGE = 'https://discord.com/developers/applications → your application → Bot → Reset Token'

/** What can stand in the header that carries a token: signs of ASCII that one can see. */
const IN_ONE_PIECE = /^[!-~]+$/

const everywhere = z.object({
  CONTENT_DIR: z.string().default('content'),
  INDEX_FILE: z.string().optional(),
  LOG_LEVEL: z
    .enum(logLevels, { error: issue => `LOG_LEVEL is “${issue.input}”. Use one of ${logLevels.join(', ')}.` })
    .default('info'),
})

const host = z.string().default('127.0.0.1')

const onDiscord = everywhere.extend({
  DISCORD_API_URL: z
    .url({
      protocol: /^https?$/,
      error: issue =>
        `DISCORD_API_URL is “${issue.input}”. Give a whole http(s) address, or leave it out for Discord’s own.`,
    })
    .default('https://discord.com/api'),
  HOST: host,
  OPERATIONS_PORT: port('OPERATIONS_PORT').optional(),
})

const token = z.string().regex(IN_ONE_PIECE, {
  error:
    'DISCORD_TOKEN is not a token: it has a blank, a line break or another sign that no token has. ' +
    `Copy a new one, and nothing else, from ${TOKEN_PAGE}.`,
})

const MISSING_TOKEN =
  `DISCORD_TOKEN is missing. It is at ${TOKEN_PAGE}. ` +
  'Write it into a file named .env (.env.example shows how).\n  To try the bot without Discord: npm run preview'

const MISSING_KEY = `DISCORD_PUBLIC_KEY is missing. It is at ${KEY_PAGE}.`

const discord = onDiscord.extend({ DISCORD_TOKEN: z.string({ error: MISSING_TOKEN }).pipe(token) })

const http = onDiscord.extend({
  DISCORD_PUBLIC_KEY: z
    .string({ error: MISSING_KEY })
    .regex(/^[0-9a-f]{64}$/i, { error: `DISCORD_PUBLIC_KEY is not 64 hexadecimal digits. Copy it from ${KEY_PAGE}.` }),
  DISCORD_TOKEN: token.optional(),
  PORT: port('PORT', ', or leave it out for 3064').default(3064),
})

const page = everywhere.extend({ HOST: host, PORT: port('PORT', ', or leave it out for 3064').default(3064) })

function port(name: string, unset = '') {
  const error = (issue: { readonly input?: unknown }): string =>
    `${name} is “${issue.input}”. Give a whole number up to 65535${unset}.`
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .refine(number => number <= 65_535, { error })
}

/** Settings that every part needs. */
export function readConfig(environment: Environment = fromProcess()): Configured<Config> {
  const read = everywhere.safeParse(filled(environment))
  return read.success ? { config: shared(read.data) } : { faults: faultsOf(read.error) }
}

/** Settings for what talks to Discord. */
export function readDiscordConfig(environment: Environment = fromProcess()): Configured<DiscordConfig> {
  const read = discord.safeParse(filled(environment))
  if (!read.success) return { faults: faultsOf(read.error) }
  return { config: { ...onDiscordOf(read.data), token: read.data.DISCORD_TOKEN } }
}

/** Settings for what Discord talks to. */
export function readHttpConfig(environment: Environment = fromProcess()): Configured<HttpConfig> {
  const read = http.safeParse(filled(environment))
  if (!read.success) return { faults: faultsOf(read.error) }
  const { DISCORD_PUBLIC_KEY: publicKey, DISCORD_TOKEN: token, PORT: port } = read.data
  return { config: { ...onDiscordOf(read.data), publicKey, token, port } }
}

/** Whether Discord is to talk to us: there is a key to know it by, and no token to talk to it. */
export function isSpokenTo(environment: Environment = fromProcess()): boolean {
  const { DISCORD_TOKEN, DISCORD_PUBLIC_KEY } = filled(environment)
  return DISCORD_TOKEN === undefined && DISCORD_PUBLIC_KEY !== undefined
}

/** Settings for the page. */
export function readPageConfig(environment: Environment = fromProcess()): Configured<PageConfig> {
  const read = page.safeParse(filled(environment))
  if (!read.success) return { faults: faultsOf(read.error) }
  return { config: { ...shared(read.data), host: read.data.HOST, port: read.data.PORT } }
}

/** Whether to open the page instead of the bot: there is no token, and nobody counts on the bot. */
export function opensPage(environment: Environment = fromProcess()): boolean {
  const { DISCORD_TOKEN, NODE_ENV } = filled(environment)
  return DISCORD_TOKEN === undefined && NODE_ENV !== 'production'
}

/** `.env` for development; what is really in the environment wins. */
function fromProcess(): Environment {
  const file: Record<string, string> = {}
  readDotenv({ quiet: true, processEnv: file })
  return { ...file, ...process.env }
}

/** A variable left empty, as in a copied `.env.example`, counts as not set. */
function filled(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''))
}

function shared(read: z.output<typeof everywhere>): Config {
  const index = read.INDEX_FILE
  return { content: read.CONTENT_DIR, logLevel: read.LOG_LEVEL, ...(index !== undefined && { index }) }
}

function onDiscordOf(read: z.output<typeof onDiscord>): OnDiscord {
  const { DISCORD_API_URL: api, HOST: host, OPERATIONS_PORT: operationsPort } = read
  return { ...shared(read), api: api.replace(/\/+$/, ''), host, operationsPort }
}

function faultsOf(error: z.ZodError): string {
  const lines = error.issues.map(issue => `- ${issue.message}`)
  return ['Shownotes cannot start with these settings:', ...lines].join('\n')
}

/** Why a subcommand could not go on, as a sentence; nothing when it could. */
export type Trouble = string | undefined

/** The folder that was named, or else the one that is set, and the index that is set. */
export function readFolder(named?: string): Configured<{ folder: string; index: string | undefined }> {
  const configured = readConfig()
  if ('faults' in configured) return configured
  const { content, index } = configured.config
  return { config: { folder: named ?? content, index } }
}

/** The folder that was named, where one was: it goes before the one that is set. */
export function folderOf({ content }: { content?: string }): { content?: string } {
  return content === undefined ? {} : { content }
}
