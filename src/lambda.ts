/**
 * The entry for AWS Lambda: the same answers, behind a function URL or an API Gateway. What is imported here is read
 * once, when a machine starts, and answers until it goes; episodes come with the code.
 */
import { handle } from 'hono/aws-lambda'
import { createApp } from './commands/app.ts'
import { createCourtesy } from './commands/courtesy.ts'
import { readHttpConfig } from './config.ts'
import { readShow } from './content/read.ts'
import { dailyLibrary } from './daily.ts'
import { createLog } from './log.ts'
import { createEndpoint } from './transport/http.ts'
import { unobserved } from './transport/observe.ts'
import { publicKey } from './transport/signature.ts'

const configured = readHttpConfig()
if ('faults' in configured) throw new Error(configured.faults)
const { content, logLevel, api, publicKey: key } = configured.config

const log = createLog(logLevel, process.stdout)
const { show, problems } = await readShow(content)
if (show.episodes.length === 0) throw new Error(`There is no episode in “${content}”. Put the folder into the package.`)
log.info({ event: 'content', show: show.name, episodes: show.episodes.length, problems: problems.length })

const library = dailyLibrary(show, () => new Date().toISOString().slice(0, 10))

/** Between two requests nothing runs here, no timer either: so the calendar is looked at when somebody asks. */
function current() {
  library.turn()
  return library.current()
}

const endpoint = createEndpoint({
  app: createApp(
    current,
    createCourtesy(() => performance.now()),
  ),
  ids: () => new Map(),
  key: publicKey(key),
  api,
  log,
  observe: unobserved,
  now: Date.now,
})

export const handler = handle(endpoint)
