import type { InteractionJson } from '../../loopback/interaction.ts'
import type { Signer } from '../../loopback/signed.ts'
import { asked } from '../latency/questions.ts'

/** What goes over the wire. */
export type Signed = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** `/ask` as Discord sends it over HTTP: somebody else asks each time, so no two requests are the same. */
export function signed(signer: Signer, question: string): Signed {
  return sign(signer, asked(question))
}

export function sign(signer: Signer, interaction: InteractionJson): Signed {
  const body = JSON.stringify(interaction)
  return { headers: { 'content-type': 'application/json', ...signer.headersFor(body) }, body }
}
