/** `wrongByte`: the line of the first byte that is not UTF-8. */
export type Decoded = { readonly text: string; readonly wrongByte?: number }

/**
 * Bytes to text with `\n` at the end of each line and no byte order mark. UTF-8, or UTF-16 when its mark says so. Bytes
 * that are not UTF-8 are read as Windows-1252, of which Latin-1 is nearly a subset: what old editors save.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = byteOrder(bytes)
  if (marked) return { text: plainLines(new TextDecoder(marked).decode(bytes)) }
  try {
    return { text: plainLines(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return { text: plainLines(new TextDecoder('windows-1252').decode(bytes)), wrongByte: lineOfWrongByte(bytes) }
  }
}

function byteOrder(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

const plainLines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')

/** A wrong byte decodes to U+FFFD, as a genuine U+FFFD does; the second is far too rare in show notes to mislead anyone. */
function lineOfWrongByte(bytes: Uint8Array): number {
  const before = new TextDecoder().decode(bytes).split('\ufffd', 1)[0] ?? ''
  return plainLines(before).split('\n').length
}
