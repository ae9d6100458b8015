import type { Signer } from '../../loopback/http.ts'
import { asked } from '../latency/questions.ts'

/** What goes over the wire. */
export type Signed = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** `/ask` as Discord sends it over HTTP: somebody else asks each time, so no two requests are the same. */
export function signed(signer: Signer, question: string): Signed {
  const body = JSON.stringify(asked(question))
  return { headers: { 'content-type': 'application/json', ...signer.headersFor(body) }, body }
}
