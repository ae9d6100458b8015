/** Named runs of numbers and texts, as they are written one after the other. */
export type Sections = Readonly<Record<string, Numbers | string>>

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

/**
 * All sections in one run of bytes: how long the table of contents is (four bytes), the table as JSON, then the sections
 * in its order. Numbers lie there as processors of our day have them, the lowest byte first; texts are UTF-8.
 */
export function bind(sections: Sections): Uint8Array {
  const parts = Object.entries(sections).map(([name, content]) => {
    const bytes = bytesOf(content)
    return { name, kind: kindOf(content), bytes }
  })
  const table = bytesOf(JSON.stringify(parts.map(({ name, kind, bytes }) => [name, kind, bytes.length])))
  const all = new Uint8Array(4 + table.length + parts.reduce((sum, { bytes }) => sum + bytes.length, 0))
  new DataView(all.buffer).setUint32(0, table.length, true)
  all.set(table, 4)
  let at = 4 + table.length
  for (const { bytes } of parts) {
    all.set(bytes, at)
    at += bytes.length
  }
  return all
}

/** Each section has memory of its own afterwards, so that the bytes can be let go of wherever they lay. */
export function unbind(bytes: Uint8Array): Sections {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const table: readonly (readonly [name: string, kind: Kind, length: number])[] = JSON.parse(
    decoder.decode(bytes.subarray(4, 4 + length)),
  )
  let at = 4 + length
  return Object.fromEntries(
    table.map(([name, kind, length]) => {
      at += length
      return [name, contentOf(kind, bytes.subarray(at - length, at))]
    }),
  )
}

/** Whether this machine keeps the lowest byte of a number first, as nearly all do. */
export const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

const NUMBERS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const

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

/** Copied by a constructor, since the `slice` of Node's buffers copies nothing. */
const contentOf = (kind: Kind, bytes: Uint8Array): Numbers | string =>
  kind === 'text' ? decoder.decode(bytes) : new NUMBERS[kind](new Uint8Array(bytes).buffer)
