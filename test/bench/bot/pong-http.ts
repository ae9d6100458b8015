import { verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { publicKey } from '../../../src/http/signature.ts'

/** The least that answers Discord over HTTP: it checks the signature, and says one word. To measure beside. */

const [key = ''] = process.argv.slice(2)
const signer = publicKey(key)
const PONG = JSON.stringify({ type: 4, data: { content: 'pong' } })

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const { 'x-signature-ed25519': signature, 'x-signature-timestamp': stamp } = request.headers
    const signed = Buffer.concat([Buffer.from(String(stamp)), ...chunks])
    const isTrue = verify(null, signed, signer, Buffer.from(String(signature), 'hex'))
    response.writeHead(isTrue ? 200 : 401, { 'content-type': 'application/json' })
    response.end(isTrue ? PONG : '')
  })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ event: 'ready', url: `http://127.0.0.1:${port}/interactions` })}\n`)
})
