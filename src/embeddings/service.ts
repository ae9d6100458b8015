import * as z from 'zod'
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
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key !== undefined && { Authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      redirect: 'error',
    })
    if (!answer.ok)
      throw new Error(
        `${endpoint.host} answered with status ${answer.status}; see EMBEDDING_API_URL, EMBEDDING_API_KEY and EMBEDDING_MODEL.`,
      )
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

function unitVector(values: readonly number[]): Float32Array {
  const norm = Math.hypot(...values) || 1
  return Float32Array.from(values, value => value / norm)
}
