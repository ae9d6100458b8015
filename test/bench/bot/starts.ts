import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { newSigner } from '../../loopback/http.ts'
import { middle } from '../measure.ts'
import type { Built } from './build.ts'
import { start, urlOf } from './program.ts'
import { signed } from './signed.ts'

/** Milliseconds from the start of a process to its first whole answer; medians. */
export type Starts = {
  /** `serve`, from an index and from the episodes. */
  readonly index: number
  readonly content: number
  /** The handler of AWS Lambda, from an index, without the episodes. */
  readonly lambda: number
  /** What Node.js takes to start and say one word. */
  readonly node: number
}

/** All are started once in each round, so that a busy machine slows all alike. */
export async function measureStarts(built: Built, question: string, rounds: number): Promise<Starts> {
  const times = { index: [] as number[], content: [] as number[], lambda: [] as number[], node: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.node.push(await timed(() => said('process.stdout.write("pong")', {})))
    times.index.push(await timed(() => serveOnce(built, question, { INDEX_FILE: built.index })))
    times.lambda.push(await timed(() => handleOnce(built, question)))
    times.content.push(await timed(() => serveOnce(built, question, {})))
  }
  const { index, content, lambda, node } = times
  return { index: middle(index), content: middle(content), lambda: middle(lambda), node: middle(node) }
}

/** @returns when the answer had arrived, by `performance.now()`. */
async function serveOnce(built: Built, question: string, environment: Record<string, string>): Promise<number> {
  const signer = newSigner()
  const settings = { DISCORD_PUBLIC_KEY: signer.publicKey, CONTENT_DIR: built.content, PORT: '0', ...environment }
  const program = start([built.main, 'serve'], settings)
  const url = urlOf(await program.ready, 'ready')
  const response = await fetch(url, { method: 'POST', ...signed(signer, question) })
  assertAnswer(response.status, await response.text())
  const arrived = performance.now()
  program.kill('SIGKILL')
  await program.ended
  return arrived
}

async function handleOnce(built: Built, question: string): Promise<number> {
  const signer = newSigner()
  const { headers, body } = signed(signer, question)
  const http = { method: 'POST', path: '/interactions', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' }
  const event = {
    version: '2.0',
    rawPath: '/interactions',
    rawQueryString: '',
    headers,
    requestContext: { http, domainName: 'localhost' },
    body,
    isBase64Encoded: false,
  }
  const program = `
    const { handler } = await import(${JSON.stringify(new URL(`file://${built.lambda}`))})
    process.stdout.write(JSON.stringify(await handler(${JSON.stringify(event)}, {})))`
  const settings = {
    DISCORD_PUBLIC_KEY: signer.publicKey,
    INDEX_FILE: built.index,
    CONTENT_DIR: 'none',
    LOG_LEVEL: 'error',
  }
  const { arrived, written } = await said(program, settings)
  const { statusCode, body: answer } = JSON.parse(written) as { statusCode: number; body: string }
  assertAnswer(statusCode, answer)
  return arrived
}

/** What a program writes, and when it began to. */
async function said(program: string, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: tmpdir(),
    env: { EMBEDDINGS: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const arrived = new Promise<number>(first => child.stdout.once('data', () => first(performance.now())))
  const written = await text(child.stdout)
  if (written === '') throw new Error('The program ended without a word')
  return { arrived: await arrived, written }
}

async function timed(work: () => Promise<number | { readonly arrived: number }>): Promise<number> {
  const began = performance.now()
  const done = await work()
  return (typeof done === 'number' ? done : done.arrived) - began
}

/** An answer is a message: type 4. */
function assertAnswer(status: number, body: string): void {
  if (status === 200 && (JSON.parse(body) as { type?: unknown }).type === 4) return
  throw new Error(`That was no answer: ${status} ${body.slice(0, 200)}`)
}
