import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Discord, startDiscord } from './discord.ts'
import type { Answered } from './fault.ts'
import { asCommand, GUILD } from './interaction.ts'
import { answer } from './routes.ts'
import { APPLICATION, type Request, type State } from './state.ts'

const message = (content: string) => ({ type: 4, data: { content } })

describe('REST', () => {
  const state = (): State => ({ token: 'right', commands: new Map(), interactions: new Map(), requests: [] })
  const request = (method: string, path: string, more: Partial<Request> = {}): Request => ({
    method,
    path,
    query: new URLSearchParams(),
    headers: { authorization: 'Bot right' },
    body: undefined,
    at: 0,
    ...more,
  })
  const codeOf = ({ status, body }: Answered) => [status, (body as { code?: number } | undefined)?.code]
  const COMMANDS = `/applications/${APPLICATION}/commands`

  test('a wrong token, another application, a server without the bot, a path that does not exist', () => {
    const at = state()
    expect(codeOf(answer(request('GET', COMMANDS, { headers: { authorization: 'Bot wrong' } }), at))).toEqual([401, 0])
    expect(codeOf(answer(request('GET', '/applications/1/commands'), at))).toEqual([404, 10002])
    expect(codeOf(answer(request('GET', `/applications/${APPLICATION}/guilds/1/commands`), at))).toEqual([403, 50001])
    expect(codeOf(answer(request('GET', '/nowhere'), at))).toEqual([404, 0])
  })

  test('commands are kept with ids that stay, in each place by itself', () => {
    const at = state()
    const put = (path: string, body: unknown) => answer(request('PUT', path, { body }), at).body as { id: string }[]
    const [first] = put(COMMANDS, [{ name: 'ask', description: 'Ask' }])
    const [second] = put(COMMANDS, [{ name: 'ask', description: 'Ask me' }])
    expect(second).toMatchObject({ id: first?.id, description: 'Ask me', type: 1, nsfw: false, contexts: null })
    expect(answer(request('GET', `/applications/${APPLICATION}/guilds/${GUILD}/commands`), at).body).toEqual([])
    expect(codeOf(answer(request('PUT', COMMANDS, { body: [{ name: 'Ask', description: 'Ask' }] }), at))).toEqual([
      400, 50035,
    ])
    expect(at.commands.get('everywhere')).toHaveLength(1)
  })

  test('more than 50 requests in a second, answers to interactions not counted', () => {
    const at = state()
    const ask = (path: string, more: Partial<Request> = {}) => {
      const made = request('GET', path, more)
      at.requests.push(made)
      return answer(made, at)
    }
    for (let i = 0; i < 50; i++) expect(ask(COMMANDS).status).toBe(200)
    expect(ask(COMMANDS)).toMatchObject({ status: 429, body: { retry_after: 1, global: true } })
    expect(ask('/gateway', { headers: {} }).status).toBe(200)
    expect(ask(COMMANDS, { at: 1500 }).status).toBe(200)
  })

  test('an interaction is answered once, within three seconds, by who knows its token', () => {
    const at = state()
    const interaction = asCommand('ask')
    const reset = () => at.interactions.set(interaction.token, { interaction, sentAt: 0, answered: () => {} })
    const send = (body: unknown, time = 1, token = interaction.token) =>
      codeOf(
        answer(
          request('POST', `/interactions/${interaction.id}/${token}/callback`, { headers: {}, body, at: time }),
          at,
        ),
      )
    reset()
    expect(send(message('a'), 1, 'other')).toEqual([404, 10062])
    expect(send(message(''))).toEqual([400, 50035])
    expect(send(message('a'), 3001)).toEqual([404, 10062])
    expect(send(message('a'), 3000)).toEqual([204, undefined])
    expect(send(message('a'))).toEqual([400, 40060])
    reset()
    expect(send(new SyntaxError('no JSON'))).toEqual([400, 50109])
  })

  test('a follow-up and an edit need an interaction, an edit also its answer', () => {
    const at = state()
    const interaction = asCommand('ask')
    at.interactions.set(interaction.token, { interaction, sentAt: 0, answered: () => {} })
    const send = (method: string, rest: string, body: unknown, time = 1) =>
      codeOf(answer(request(method, `/webhooks/${APPLICATION}/${rest}`, { headers: {}, body, at: time }), at))
    const original = `${interaction.token}/messages/@original`
    expect(send('POST', 'other', { content: 'a' })).toEqual([404, 10015])
    expect(send('POST', interaction.token, { content: 'a' })).toEqual([200, undefined])
    expect(send('POST', interaction.token, {})).toEqual([400, 50035])
    expect(send('PATCH', original, { content: 'a' })).toEqual([404, 10008])
    answer(request('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, { body: message('a') }), at)
    expect(send('PATCH', original, { content: 'b' })).toEqual([200, undefined])
    expect(send('PATCH', original, { content: 'b' }, 15 * 60 * 1000)).toEqual([404, 10015])
  })
})

describe('gateway', () => {
  let discord: Discord
  beforeEach(async () => {
    discord = await startDiscord()
  })
  afterEach(() => discord.close())

  /** Says these things as soon as it is greeted, and gives all that came until it was closed or `until` came. */
  function talk(
    says: readonly unknown[],
    until: string,
  ): Promise<{ readonly came: readonly Packet[]; readonly code?: number }> {
    const socket = new WebSocket(discord.api.replace(/^http(.*)\/api$/, 'ws$1/?v=10&encoding=json'))
    const came: Packet[] = []
    return new Promise(resolve => {
      socket.on('close', code => resolve({ came, code }))
      socket.on('message', raw => {
        const packet = JSON.parse(String(raw)) as Packet
        came.push(packet)
        if (packet.op === 10)
          for (const said of says) socket.send(typeof said === 'string' ? said : JSON.stringify(said))
        if (packet.t !== until && `op ${packet.op}` !== until) return
        resolve({ came })
        socket.terminate()
      })
    })
  }

  type Packet = { op: number; t: string | null; s: number | null; d: { session_id?: string } | boolean | null }

  const identify = (more: object = {}) => ({ op: 2, d: { token: discord.token, intents: 1, properties: {}, ...more } })

  test('lets the bot in, and shows it its server', async () => {
    const { came } = await talk([identify()], 'GUILD_CREATE')
    expect(came.map(({ op, t, s }) => [op, t, s])).toEqual([
      [10, null, null],
      [0, 'READY', 1],
      [0, 'GUILD_CREATE', 2],
    ])
  })

  test.each<[string, () => unknown, number]>([
    ['a wrong token', () => identify({ token: 'wrong' }), 4004],
    ['the intent to read messages', () => identify({ intents: 1 | (1 << 15) }), 4014],
    ['the intent to see members', () => identify({ intents: 1 << 1 }), 4014],
    ['an intent that does not exist', () => identify({ intents: 1 << 18 }), 4013],
    ['something before it said who it is', () => ({ op: 3, d: {} }), 4003],
    ['what is not JSON', () => '{', 4002],
  ])('closes the connection at %s', async (_, says, code) => {
    expect((await talk([says()], 'READY')).code).toBe(code)
  })

  test('closes the connection of who says twice who it is', async () => {
    expect((await talk([identify(), identify()], 'never')).code).toBe(4005)
  })

  test('answers a heartbeat', async () => {
    expect((await talk([{ op: 1, d: null }], 'op 11')).came.at(-1)?.op).toBe(11)
  })

  test('sends again what a bot missed while it was away', async () => {
    const { came } = await talk([identify()], 'GUILD_CREATE')
    const session_id = came
      .map(({ d }) => (typeof d === 'object' ? d?.session_id : undefined))
      .find(id => id !== undefined)
    discord.gateway.dispatch('TYPING_START', {})
    const again = await talk([{ op: 6, d: { token: discord.token, session_id, seq: 2 } }], 'RESUMED')
    expect(again.came.map(({ t }) => t)).toEqual([null, 'TYPING_START', 'RESUMED'])
  })

  test('does not know a session of another time', async () => {
    const { came } = await talk([{ op: 6, d: { token: discord.token, session_id: 'other', seq: 2 } }], 'op 9')
    expect(came.at(-1)).toMatchObject({ op: 9, d: false })
  })
})

test('an interaction that nobody answers is given up', async () => {
  const discord = await startDiscord()
  await expect(discord.send(asCommand('ask'), 10)).rejects.toThrow('This application did not respond')
  await discord.close()
})
