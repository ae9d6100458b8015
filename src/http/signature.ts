import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { promisify } from 'node:util'

/** On a thread of Node's pool: to verify takes longer than to give an answer that was given before. */
const verified = promisify(verify)

/** A request as it came in: two headers, and the body byte by byte. */
export type SignedRequest = {
  /** `X-Signature-Ed25519`: 64 bytes, in hexadecimal. */
  readonly signature: string | undefined
  /** `X-Signature-Timestamp`: seconds since 1970. */
  readonly stamp: string | undefined
  readonly body: Uint8Array
}

/** What stands before the 32 bytes of an Ed25519 key in DER: RFC 8410, section 4. */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

/** @param hex an application's public key as Discord shows it: 64 hexadecimal digits. */
export function publicKey(hex: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([DER_HEAD, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' })
}

/** Who has overheard a request may not send it again much later; clocks differ by less. */
export const WINDOW_MS = 5 * 60 * 1000

/**
 * Whether Discord signed this, just now: Ed25519 over the stamp followed by the body.
 * docs.discord.com/developers/interactions/overview, “Validating Security Request Headers”.
 *
 * @param now milliseconds since 1970.
 */
export async function isSigned(
  { signature = '', stamp = '', body }: SignedRequest,
  key: KeyObject,
  now: number,
): Promise<boolean> {
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(stamp)) return false
  if (Math.abs(now - Number(stamp) * 1000) > WINDOW_MS) return false
  return verified(null, Buffer.concat([Buffer.from(stamp), body]), key, Buffer.from(signature, 'hex'))
}
