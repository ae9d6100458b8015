import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { readOwnFile, replaceFile } from '../content/own-files.ts'
import { codeOf } from '../content/problems.ts'
import { fail, type Result, succeed } from '../result.ts'

/**
 * Quantized vectors by the text that they stand for, kept in one file, so that they are computed only once.
 *
 * The file is a sixteen-byte signature, the SHA-256 of everything that follows, the hash of the model's name, the number
 * of dimensions (32 bits, little-endian), and then, for each vector, the first 16 bytes of the text's SHA-256 and one byte
 * per dimension.
 */
export class VectorCache {
  readonly #file: string
  readonly #model: Buffer
  readonly #vectors = new Map<string, Int8Array>()
  /** The texts that have been looked up: when the file is written, it keeps at most as many others. */
  readonly #used = new Set<string>()
  #changed = false
  /** When the file was last read or written, by its own time. */
  #seen = 0

  /** @param model vectors from another model are dropped. */
  constructor(file: string, model: string) {
    this.#file = file
    this.#model = createHash('sha256').update(model).digest()
  }

  /** The length of the vectors; undefined if there are none. */
  get dimensions(): number | undefined {
    return this.#vectors.values().next().value?.length
  }

  clear(): void {
    this.#vectors.clear()
    this.#used.clear()
    this.#changed = true
  }

  get(text: string): Int8Array | undefined {
    const key = keyOf(text)
    const vector = this.#vectors.get(key)
    if (vector) this.#used.add(key)
    return vector
  }

  set(text: string, vector: Int8Array): void {
    const key = keyOf(text)
    this.#vectors.set(key, vector)
    this.#used.add(key)
    this.#changed = true
  }

  /** Reads the file, if there is one. A file that is damaged or from another model is ignored, and replaced later. */
  async load(): Promise<Result> {
    const read = await this.#read()
    if (!read.ok) return read
    for (const [key, vector] of read.value) this.#vectors.set(key, vector)
    return succeed(undefined)
  }

  /** Writes the file if there is something new. What another process has written meanwhile is kept. */
  async save(): Promise<Result> {
    if (!this.#changed) return succeed(undefined)
    this.#changed = false
    const others = await this.#read()
    if (others.ok) {
      for (const [key, vector] of others.value) {
        if (!this.#vectors.has(key) && vector.length === (this.dimensions ?? vector.length))
          this.#vectors.set(key, vector)
      }
    }
    let unused = this.#used.size
    for (const key of this.#vectors.keys()) {
      if (!this.#used.has(key) && unused-- <= 0) this.#vectors.delete(key)
    }
    const written = await replaceFile(this.#file, await this.#encode())
    this.#seen = await timeOf(this.#file)
    return written
  }

  async #read(): Promise<Result<ReadonlyMap<string, Int8Array>>> {
    const time = await timeOf(this.#file)
    if (time === this.#seen) return succeed(new Map())
    this.#seen = time
    const ignored = (reason: string) =>
      fail(`The vectors in “${this.#file}” ${reason}, so they are computed again.`, 'You don’t need to do anything.')
    try {
      const bytes = await readOwnFile(this.#file)
      const content = bytes.subarray(CONTENT_AT)
      if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return ignored('are in another format')
      if (!bytes.subarray(MAGIC.length, CONTENT_AT).equals(await sha256(content))) return ignored('are damaged')
      if (!content.subarray(0, HASH_BYTES).equals(this.#model)) return ignored('come from another model')
      return succeed(await decode(content.subarray(HASH_BYTES)))
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? succeed(new Map()) : ignored(`cannot be read (${codeOf(error)})`)
    }
  }

  async #encode(): Promise<Buffer> {
    const { dimensions = 0 } = this
    const vectors = [...this.#vectors]
    const bytes = Buffer.alloc(VECTORS_AT + vectors.length * (KEY_BYTES + dimensions))
    this.#model.copy(bytes, CONTENT_AT)
    bytes.writeUInt32LE(dimensions, CONTENT_AT + HASH_BYTES)
    let at = VECTORS_AT
    for (const [i, [key, vector]] of vectors.entries()) {
      at += bytes.write(key, at, 'base64')
      bytes.set(vector, at)
      at += dimensions
      if (i % SLICE === SLICE - 1) await setImmediate()
    }
    MAGIC.copy(bytes)
    const hash = await sha256(bytes.subarray(CONTENT_AT))
    hash.copy(bytes, MAGIC.length)
    return bytes
  }
}

const MAGIC = Buffer.from('shownotes vector')
const HASH_BYTES = 32
const CONTENT_AT = MAGIC.length + HASH_BYTES
const VECTORS_AT = CONTENT_AT + HASH_BYTES + 4
const KEY_BYTES = 16

/** After so many vectors, and so many bytes, questions get their turn. */
const SLICE = 5000
const SLICE_BYTES = 2 ** 22

/** The vectors share the memory of the file. */
async function decode(content: Buffer): Promise<ReadonlyMap<string, Int8Array>> {
  const dimensions = content.readUInt32LE(0)
  const vectors = new Map<string, Int8Array>()
  for (let at = 4; at + KEY_BYTES + dimensions <= content.length; at += KEY_BYTES + dimensions) {
    const values = new Int8Array(content.buffer, content.byteOffset + at + KEY_BYTES, dimensions)
    vectors.set(content.toString('base64', at, at + KEY_BYTES), values)
    if (vectors.size % SLICE === 0) await setImmediate()
  }
  return vectors
}

async function sha256(bytes: Uint8Array): Promise<Buffer> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    hash.update(bytes.subarray(at, at + SLICE_BYTES))
    await setImmediate()
  }
  return hash.digest()
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest().toString('base64', 0, KEY_BYTES)

const timeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0
