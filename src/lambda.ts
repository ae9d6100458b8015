import { handle } from 'hono/aws-lambda'
import { createApp } from './commands/app.ts'
import { createRateLimiter } from './commands/rate-limit.ts'
import { readHttpConfig } from './config.ts'
import { NO_IDS } from './discord/markdown.ts'
import { createEndpoint } from './http/endpoint.ts'
import { publicKey } from './http/signature.ts'
import { openLog } from './log.ts'
import { today } from './operations/lifecycle.ts'
import { noObserver } from './operations/metrics.ts'
import { openIndex } from './operations/snapshot-file.ts'
import { createLibrary, type Library, reveals, updateLibrary } from './search/library.ts'

/**
 * The entry for AWS Lambda: the same answers, behind a function URL or an API Gateway. What is imported here is read
 * once, when a machine starts, and answers until it goes; episodes come with the code.
 */

const configured = readHttpConfig()
if ('faults' in configured) throw new Error(configured.faults)
const { content, index, logLevel, api, publicKey: key } = configured.config
const log = await openLog(logLevel, process.stdout)

let day = today()
let library = await open()
if (library.episodes.length === 0) throw new Error(`There is no episode in “${content}”. Put them into the package.`)
log.info({ event: 'content', show: library.show.name, episodes: library.episodes.length })

/** From the index where one fits, else from the episodes: what reads them takes longer to load than the index does. */
async function open(): Promise<Library> {
  const indexed = await openIndex(index, content, day, message => log.warn({ event: 'index', message }))
  if (indexed) return indexed
  const { readShow } = await import('./content/read-show.ts')
  const { show, problems } = await readShow(content)
  if (problems.length > 0) log.warn({ event: 'problems', problems: problems.length })
  return createLibrary(show, day)
}

/** Between two requests nothing runs here, no timer either: so the calendar is looked at when somebody asks. */
function current(): Library {
  const now = today()
  if (reveals(library.show, day, now)) {
    day = now
    library = updateLibrary(library, library.show, day)
  }
  return library
}

const endpoint = createEndpoint({
  app: createApp(
    current,
    createRateLimiter(() => performance.now()),
  ),
  ids: () => NO_IDS,
  key: publicKey(key),
  api,
  log,
  observe: noObserver,
  now: Date.now,
})

export const handler = handle(endpoint)
