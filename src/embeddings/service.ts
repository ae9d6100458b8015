import * as z from 'zod'
import { codeOf } from '../content/problems.ts'
import type { Embedder } from './embeddings.ts'

export type EmbeddingService = {
  /** The address of an OpenAI-compatible API, such as `http://localhost:11434/v1`. */
  readonly url: string
  readonly key: string | undefined
  readonly model: string
}

const response = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).nonempty() })),
})

/** A batch of passages on a slow machine takes several seconds. */
const TIMEOUT_MS = 60_000

/**
 * An embedding model behind an OpenAI-compatible API: https://platform.openai.com/docs/api-reference/embeddings
 *
 * @throws if the service does not answer, or not with vectors.
 */
export async function openService({ url, key, model }: EmbeddingService): Promise<Embedder> {
  const closing = new AbortController()
  const endpoint = new URL(`${url.replace(/\/+$/, '')}/embeddings`)
  const request = async (input: readonly string[]): Promise<readonly Float32Array[]> => {
    const answer = await post(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key !== undefined && { Authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      // Elsewhere, nobody should see the key.
      redirect: 'manual',
    })
    if (!answer.ok)
      throw new Error(`${endpoint.host} answered with status ${answer.status}. Check ${settingsBehind(answer.status)}.`)
    const read = response.safeParse(await answer.json())
    if (!read.success) throw new Error(`${endpoint.host} did not answer with vectors.`)
    const byIndex = new Map(read.data.data.map(({ index, embedding }) => [index, embedding]))
    return input.map((_, i) => {
      const vector = byIndex.get(i)
      if (!vector) throw new Error(`${endpoint.host} answered with too few vectors.`)
      return unitVector(vector)
    })
  }
  const [probe] = await request(['dimensions'])
  const dimensions = probe?.length ?? 0
  return {
    model: `${endpoint.href} ${model}`,
    dimensions,
    embed: async texts => {
      const vectors = await request(texts)
      const other = vectors.find(vector => vector.length !== dimensions)
      if (other) throw new Error(`${endpoint.host} answered with ${other.length} numbers instead of ${dimensions}.`)
      return vectors
    },
    close: async () => closing.abort(),
  }
}

/** On its own, `fetch` says only “fetch failed”, and keeps the reason in `cause`. */
async function post(endpoint: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(endpoint, init)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const reason = codeOf(error.cause)
    throw new Error(`${endpoint.host} cannot be reached (${reason}). Check EMBEDDING_API_URL.`, { cause: error })
  }
}

function settingsBehind(status: number): string {
  if (status < 400) return 'EMBEDDING_API_URL, which leads to another address'
  if (status === 401 || status === 403) return 'EMBEDDING_API_KEY'
  if (status === 400 || status === 404) return 'EMBEDDING_API_URL and EMBEDDING_MODEL'
  return 'the service and EMBEDDING_API_URL'
}

function unitVector(values: readonly number[]): Float32Array {
  const norm = Math.hypot(...values) || 1
  return Float32Array.from(values, value => value / norm)
}
