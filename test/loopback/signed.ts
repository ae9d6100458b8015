import { generateKeyPairSync, sign } from 'node:crypto'

/** An application's key pair: Discord signs with it, and tells the bot the public half. */
export type Signer = {
  /** For `DISCORD_PUBLIC_KEY`. */
  readonly publicKey: string
  /** The headers that Discord puts on a body. @param at milliseconds since 1970. */
  readonly headersFor: (body: string | Uint8Array, at?: number) => Headers
}

type Headers = { readonly 'x-signature-ed25519': string; readonly 'x-signature-timestamp': string }

export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    headersFor: (body, at = Date.now()) => {
      const stamp = String(Math.floor(at / 1000))
      const signature = sign(null, Buffer.concat([Buffer.from(stamp), Buffer.from(body)]), privateKey)
      return { 'x-signature-ed25519': signature.toString('hex'), 'x-signature-timestamp': stamp }
    },
  }
}
