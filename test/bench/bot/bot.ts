import { buildBot } from './build.ts'
import { measureGateway } from './gateway.ts'
import { measureHttp } from './http.ts'
import { measureStarts } from './starts.ts'
import { gatewayTable, httpTable, memoryLine, startsTable } from './table.ts'

export type Effort = {
  /** How often each start is measured. */
  readonly rounds: number
  /** How long each number of connections is kept busy. */
  readonly seconds: number
  /** Questions after which the memory is looked at again. */
  readonly asks: number
}

const CONNECTIONS = [1, 32, 256]

/** Asked before anything counts, so that the engine has compiled what it will. */
const WARM_UP = 1000

/** Enough for one in a hundred to be twenty. */
const ON_THE_GATEWAY = 2000

/** Measures the built program as members meet it, a part at a time: markdown to print. */
export async function* measureBot(
  content: string,
  questions: readonly string[],
  { rounds, seconds, asks }: Effort,
  say: (progress: string) => void,
): AsyncGenerator<string> {
  say('building the bot')
  const built = buildBot(content)
  try {
    say('starting it')
    yield startsTable(await measureStarts(built, questions[0] ?? '', rounds))
    say('asking it over HTTP')
    const warmUp = Math.min(WARM_UP, asks)
    const http = await measureHttp(built, questions, { connections: CONNECTIONS, seconds, warmUp, questions: asks })
    yield httpTable(http)
    yield memoryLine(http)
    say('asking it on the gateway')
    yield gatewayTable(await measureGateway(built, questions, Math.min(ON_THE_GATEWAY, asks)))
  } finally {
    built.remove()
  }
}
