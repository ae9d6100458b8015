import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { promisify } from 'node:util'

/** Runs on Node's thread pool, because verifying a signature takes longer than answering from the cache. */
const verifyAsync = promisify(verify)

/** Two headers and the body of a request, unchanged. */
export type SignedRequest = {
  /** `X-Signature-Ed25519`: 64 bytes, in hexadecimal. */
  readonly signature: string | undefined
  /** `X-Signature-Timestamp`: seconds since 1970. */
  readonly timestamp: string | undefined
  readonly body: Uint8Array
}

/** What precedes the 32 bytes of an Ed25519 key in DER: RFC 8410, section 4. */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** @param hex an application's public key as Discord shows it: 64 hexadecimal digits. */
export function publicKey(hex: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([DER_PREFIX, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' })
}

/** Older requests are rejected, so that a recorded one cannot be replayed later. Clocks rarely differ by this much. */
export const WINDOW_MS = 5 * 60 * 1000

/**
 * Whether Discord has just signed this request: Ed25519 over the timestamp followed by the body.
 * docs.discord.com/developers/interactions/overview, “Validating Security Request Headers”.
 *
 * @param now milliseconds since 1970.
 */
export async function isSigned(
  { signature = '', timestamp = '', body }: SignedRequest,
  key: KeyObject,
  now: number,
): Promise<boolean> {
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now - Number(timestamp) * 1000) > WINDOW_MS) return false
  return verifyAsync(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
}
