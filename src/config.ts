import { config as readDotenv } from 'dotenv'
import { z } from 'zod'

export type Config = {
  /** The folder of episodes, relative to where the program is started. */
  readonly content: string
  /** A file that `npm run build:index` wrote, to start from instead of the folder. */
  readonly index?: string
  readonly logLevel: (typeof logLevels)[number]
}

export type DiscordConfig = Config & {
  readonly token: string
  /** Where Discord's API is, without a trailing slash and without its version. */
  readonly api: string
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

const discord = everywhere.extend({
  DISCORD_TOKEN: z
    .string({
      error:
        `DISCORD_TOKEN is missing. It is at ${TOKEN_PAGE}. ` +
        'Write it into a file named .env (.env.example shows how).\n  To try the bot without Discord: npm run preview',
    })
    .regex(IN_ONE_PIECE, {
      error:
        'DISCORD_TOKEN is not a token: it has a blank, a line break or another sign that no token has. ' +
        `Copy a new one, and nothing else, from ${TOKEN_PAGE}.`,
    }),
  DISCORD_API_URL: z
    .url({
      protocol: /^https?$/,
      error: issue =>
        `DISCORD_API_URL is “${issue.input}”. Give a whole http(s) address, or leave it out for Discord’s own.`,
    })
    .default('https://discord.com/api'),
})

const page = everywhere.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: badPort, abort: true })
    .transform(Number)
    .pipe(z.number().max(65_535, { error: badPort }))
    .default(3064),
})

/** Settings that every part needs. */
export function readConfig(environment: Environment = fromProcess()): Configured<Config> {
  const read = everywhere.safeParse(filled(environment))
  return read.success ? { config: shared(read.data) } : { faults: faultsOf(read.error) }
}

/** Settings for what talks to Discord. */
export function readDiscordConfig(environment: Environment = fromProcess()): Configured<DiscordConfig> {
  const read = discord.safeParse(filled(environment))
  if (!read.success) return { faults: faultsOf(read.error) }
  const { DISCORD_TOKEN: token, DISCORD_API_URL: api } = read.data
  return { config: { ...shared(read.data), token, api: api.replace(/\/+$/, '') } }
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

function badPort({ input }: { readonly input?: unknown }): string {
  return `PORT is “${input}”. Give a whole number up to 65535, or leave it out for 3064.`
}

function faultsOf(error: z.ZodError): string {
  const lines = error.issues.map(issue => `- ${issue.message}`)
  return ['Shownotes cannot start with these settings:', ...lines].join('\n')
}
