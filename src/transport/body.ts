import type { HonoRequest } from 'hono'

/**
 * The body of a request, byte by byte; nothing when there are more of them than `most`.
 *
 * hono's `bodyLimit` makes a second request of each to look at its body, which costs more than all else that we do with a
 * question asked before.
 */
export async function bodyOf(request: HonoRequest, most: number): Promise<Uint8Array | undefined> {
  const announced = request.header('content-length')
  if (announced !== undefined) {
    // Whoever announces less than comes is cut off there by HTTP itself.
    return Number(announced) > most ? undefined : new Uint8Array(await request.arrayBuffer())
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.raw.body ?? []) {
    length += chunk.length
    if (length > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
