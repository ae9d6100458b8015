import { handle } from 'hono/aws-lambda'
import { createApp } from './commands/app.ts'
import { createRateLimiter } from './commands/rate-limit.ts'
import { readHttpConfig } from './config.ts'
import { NO_IDS } from './discord/markdown.ts'
import { logEmbeddings, openEmbeddings } from './embeddings/embeddings.ts'
import { createEndpoint } from './http/endpoint.ts'
import { publicKey } from './http/signature.ts'
import { openLog } from './log.ts'
import { today } from './operations/lifecycle.ts'
import { noObserver } from './operations/metrics.ts'
import { openIndex } from './operations/snapshot-file.ts'
import { failureText } from './result.ts'
import { createLibrary, hasPublished, type Library, updateLibrary } from './search/library.ts'

/**
 * The entry point for AWS Lambda, behind a function URL or an API Gateway. The episodes are read once, when an instance
 * starts; they are deployed with the code.
 */

const settings = readHttpConfig()
if (!settings.ok) throw new Error(failureText(settings.error))
const { content, index, embeddings: embeddingConfig, logLevel, api, publicKey: key } = settings.value
const log = await openLog(logLevel, process.stdout)

let day = today()
let library = await open()
if (library.episodes.length === 0) throw new Error(`There are no episodes in “${content}”. Add them to the package.`)
log.info({ event: 'content', show: library.show.name, episodes: library.episodes.length })

/** An instance is frozen between requests, so it uses only the vectors that were deployed with it. */
const embeddings = openEmbeddings(embeddingConfig, logEmbeddings(log))
const ready = embeddings?.update(library, true)
ready?.then(() => embeddings?.prepare('Loads the model ahead of the first question.'))

/** From the index if it matches, otherwise from the episodes; the code that reads them is loaded only then. */
async function open(): Promise<Library> {
  const indexed = await openIndex(index, content, day, message => log.warn({ event: 'index', message }))
  if (indexed) return indexed
  const { readShow } = await import('./content/read-show.ts')
  const { show, problems } = await readShow(content)
  if (problems.length > 0) log.warn({ event: 'problems', problems: problems.length })
  return createLibrary(show, day)
}

/** No timer runs between requests, so the date is checked at each request. */
function current(): Library {
  const now = today()
  if (hasPublished(library.show, day, now)) {
    day = now
    library = updateLibrary(library, library.show, day)
    void embeddings?.update(library, true)
  }
  return library
}

const endpoint = createEndpoint({
  app: createApp(
    current,
    createRateLimiter(() => performance.now()),
    undefined,
    embeddings,
  ),
  ids: () => NO_IDS,
  key: publicKey(key),
  api,
  log,
  observe: noObserver,
  now: Date.now,
})

export const handler = handle(endpoint)
