import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { newSigner } from '../../loopback/http.ts'
import { distinct } from '../latency/questions.ts'
import type { Built } from './build.ts'
import { type Carried, type Load, load } from './load.ts'
import { type Program, start, urlOf } from './program.ts'
import { type Signed, signed } from './signed.ts'

export type OverHttp = {
  readonly levels: readonly Level[]
  /** Bytes after as many questions as were asked first, and after all of them. */
  readonly memory: { readonly first: Memory; readonly last: Memory }
}

export type Level = {
  readonly connections: number
  /** Each question for the first time; one question over and over; and the least that a program can say to it. */
  readonly distinct: Carried
  readonly repeated: Carried
  readonly pong: Carried
}

/** `heap`: after garbage collection. `resident`: what the system gives the process, which it rarely takes back. */
type Memory = { readonly questions: number; readonly heap: number; readonly resident: number }

export type Effort = {
  readonly connections: readonly number[]
  /** Of each level. */
  readonly seconds: number
  /** Asked first, so that the engine has compiled what it will. */
  readonly warmUp: number
  /** Asked altogether, at least. */
  readonly questions: number
}

/** Lets itself be told to collect garbage, in the real program. */
const COLLECTS = `data:text/javascript,${encodeURIComponent("process.on('SIGUSR2', () => gc())")}`

/** Asks the real `serve` over HTTP, started from an index, with requests signed as Discord signs them. */
export async function measureHttp(built: Built, questions: readonly string[], effort: Effort): Promise<OverHttp> {
  const signer = newSigner()
  const settings = { DISCORD_PUBLIC_KEY: signer.publicKey, CONTENT_DIR: built.content, INDEX_FILE: built.index }
  const ports = { PORT: '0', OPERATIONS_PORT: '0' }
  const bot = start(['--expose-gc', '--import', COLLECTS, built.main, 'serve'], { ...settings, ...ports })
  const pong = start(['--import', import.meta.resolve('tsx'), pongProgram, signer.publicKey], {})
  try {
    const log = await bot.ready
    const [operations, ours] = [urlOf(log, 'operations'), urlOf(log, 'ready')]
    const least = urlOf(await pong.ready, 'ready')
    const never = unasked(questions)
    const fresh = () => signed(signer, never.next().value)
    const same = () => signed(signer, questions[0] ?? '')
    let asked = 0
    const carry = async (next: () => Signed, connections: number, until: Load['until']): Promise<Carried> => {
      const carried = await load({ url: ours, connections, until, next })
      asked += carried.answers
      return carried
    }
    await carry(fresh, 32, { requests: effort.warmUp })
    const first = await memoryOf(bot, operations, asked)
    const levels: Level[] = []
    for (const connections of effort.connections) {
      const until = { seconds: effort.seconds }
      levels.push({
        connections,
        distinct: await carry(fresh, connections, until),
        repeated: await carry(same, connections, until),
        pong: await load({ url: least, connections, until, next: same }),
      })
    }
    if (asked < effort.questions) await carry(mixed(fresh, same), 32, { requests: effort.questions - asked })
    return { levels, memory: { first, last: await memoryOf(bot, operations, asked) } }
  } finally {
    for (const program of [bot, pong]) program.kill('SIGKILL')
  }
}

const pongProgram = fileURLToPath(new URL('pong-http.ts', import.meta.url))

/** Questions that were not asked before, made some thousands at a time. */
function* unasked(questions: readonly string[]): Generator<string, never> {
  for (let piece = 1; ; piece++) yield* distinct(questions, piece * PIECE).slice(-PIECE)
}

const PIECE = 5000

/** As it goes in a community: some ask what nobody has asked before. */
function mixed(fresh: () => Signed, same: () => Signed): () => Signed {
  let n = 0
  return () => (n++ % 5 === 0 ? fresh() : same())
}

async function memoryOf(bot: Program, operations: string, questions: number): Promise<Memory> {
  bot.kill('SIGUSR2')
  await setTimeout(500)
  const text = await (await fetch(`${operations}/metrics`)).text()
  const figure = (name: string): number => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
  return {
    questions,
    heap: figure('nodejs_heap_size_used_bytes'),
    resident: figure('process_resident_memory_bytes'),
  }
}
