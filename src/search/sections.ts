/** Named runs of numbers and texts, as they are written one after the other. */
export type Sections = Readonly<Record<string, Numbers | string>>

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

/**
 * All sections in one run of bytes: how long the table of contents is (four bytes), the table as JSON, then the sections
 * in its order, each beginning at a multiple of eight. Numbers lie there as processors of our day have them, the lowest
 * byte first; texts are UTF-8.
 */
export function bind(sections: Sections): Uint8Array {
  const parts = Object.entries(sections).map(([name, content]) => {
    const bytes = bytesOf(content)
    return { name, kind: kindOf(content), bytes }
  })
  const table = bytesOf(JSON.stringify(parts.map(({ name, kind, bytes }) => [name, kind, bytes.length])))
  const size = parts.reduce((sum, { bytes }) => aligned(sum) + bytes.length, 4 + table.length)
  const all = new Uint8Array(size)
  new DataView(all.buffer).setUint32(0, table.length, true)
  all.set(table, 4)
  let at = 4 + table.length
  for (const { bytes } of parts) {
    at = aligned(at)
    all.set(bytes, at)
    at += bytes.length
  }
  return all
}

/** The sections lie in the bytes, unless these lie where a processor cannot read numbers. */
export function unbind(bytes: Uint8Array): Sections {
  const { buffer, byteOffset } = bytes.byteOffset % ALIGNMENT === 0 ? bytes : new Uint8Array(bytes)
  const length = new DataView(buffer, byteOffset).getUint32(0, true)
  const table: readonly (readonly [name: string, kind: Kind, length: number])[] = JSON.parse(
    decoder.decode(bytes.subarray(4, 4 + length)),
  )
  let at = 4 + length
  return Object.fromEntries(
    table.map(([name, kind, length]) => {
      const begin = aligned(at)
      at = begin + length
      if (kind === 'text') return [name, decoder.decode(bytes.subarray(begin, at))]
      return [name, numbersIn(NUMBERS[kind], buffer, byteOffset + begin, length)]
    }),
  )
}

/** That of the largest numbers: a double's eight bytes. */
const ALIGNMENT = 8

const aligned = (at: number): number => Math.ceil(at / ALIGNMENT) * ALIGNMENT

/** The run of numbers that each of some things has, one after the other. */
export function concatenated<A extends Numbers, T>(
  type: new (length: number) => A,
  things: readonly T[],
  runOf: (thing: T) => A,
): A {
  const runs = things.map(runOf)
  const all = new type(runs.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const run of runs) {
    all.set(run, at)
    at += run.length
  }
  return all
}

/** Whether this machine keeps the lowest byte of a number first, as nearly all do. */
export const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

const NUMBERS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array }

type Kind = keyof typeof NUMBERS | 'text'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const bytesOf = (content: Numbers | string): Uint8Array =>
  typeof content === 'string'
    ? encoder.encode(content)
    : new Uint8Array(content.buffer, content.byteOffset, content.byteLength)

function kindOf(content: Numbers | string): Kind {
  if (typeof content === 'string') return 'text'
  if (content instanceof Uint8Array) return 'u8'
  if (content instanceof Uint16Array) return 'u16'
  return content instanceof Uint32Array ? 'u32' : 'f64'
}

type NumbersType = {
  readonly BYTES_PER_ELEMENT: number
  new (memory: ArrayBufferLike, at: number, length: number): Numbers
}

const numbersIn = (type: NumbersType, memory: ArrayBufferLike, at: number, bytes: number): Numbers =>
  new type(memory, at, bytes / type.BYTES_PER_ELEMENT)
