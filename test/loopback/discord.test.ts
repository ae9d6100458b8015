import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Discord, startDiscord } from './discord.ts'
import { guildsOf } from './gateway.ts'
import { ASKER, asButton, asCommand, asForm, asWritten, GUILD, type InteractionJson, MENTION } from './interaction.ts'
import { answer } from './rest.ts'
import type { Message } from './shown.ts'
import { APPLICATION, CHANNEL, newState, type Request } from './state.ts'
import type { Answered } from './validate.ts'

const message = (content: string) => ({ type: 4, data: { content } })

describe('REST', () => {
  const state = () => newState('right')
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

  test('refuses a wrong token, another application, a server without the bot, and an unknown path', () => {
    const at = state()
    expect(codeOf(answer(request('GET', COMMANDS, { headers: { authorization: 'Bot wrong' } }), at))).toEqual([401, 0])
    expect(codeOf(answer(request('GET', '/applications/1/commands'), at))).toEqual([404, 10002])
    expect(codeOf(answer(request('GET', `/applications/${APPLICATION}/guilds/1/commands`), at))).toEqual([403, 50001])
    expect(codeOf(answer(request('GET', '/nowhere'), at))).toEqual([404, 0])
  })

  test('keeps the ids of commands, per scope', () => {
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

  test('limits requests to 50 per second, except for responses to interactions', () => {
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

  test('accepts one response within three seconds, with the right token', () => {
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

  /** An interaction that waits for its response, and a function to respond. */
  function waiting(interaction: InteractionJson) {
    const told: string[] = []
    const at = newState('right', event => told.push(event))
    at.interactions.set(interaction.token, { interaction, sentAt: 0, answered: () => {} })
    const send = (method: string, path: string, body?: unknown) =>
      codeOf(answer(request(method, path, { headers: {}, body, at: 1 }), at))
    const callback = (body: unknown) =>
      send('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, body)
    const original = `/webhooks/${APPLICATION}/${interaction.token}/messages/@original`
    return { at, told, send, callback, original }
  }

  test('turns a response into a public or private message', () => {
    const open = waiting(asCommand('ask', { hide: true, mention: { user: '7' } }))
    expect(open.callback({ type: 4, data: { content: 'for <@7>', allowed_mentions: { users: ['7'] } } })[0]).toBe(204)
    expect([...open.at.messages.values()]).toMatchObject([{ type: 20, content: 'for <@7>', mentions: [{ id: '7' }] }])
    expect(open.told).toEqual(['MESSAGE_CREATE'])

    const hidden = waiting(asCommand('ask'))
    hidden.callback({ type: 4, data: { content: 'a', flags: 64 } })
    expect(hidden.told).toEqual([])
  })

  test('lets a button edit or delete its message while it exists', () => {
    const gone = waiting(asButton('x'))
    expect(gone.callback({ type: 7, data: { content: 'b' } })).toEqual([404, 10008])
    expect(gone.callback(message('b'))).toEqual([204, undefined])

    const button = asButton('x')
    const under = button.message as Message
    const there = waiting(button)
    there.at.messages.set(under.id, under)
    expect(there.callback({ type: 7, data: { flags: 1 << 15 } })).toEqual([400, 50035])
    expect(there.callback({ type: 7, data: { content: 'b', components: [] } })).toEqual([204, undefined])
    expect(there.at.messages.get(under.id)).toMatchObject({ content: 'b', components: [] })
    expect(there.send('DELETE', there.original)).toEqual([204, undefined])
    expect(there.send('DELETE', there.original)).toEqual([404, 10008])
    expect(there.at.messages.get(under.id)).toBe('gone')

    const command = waiting(asCommand('ask'))
    expect(command.callback({ type: 7, data: { content: 'b' } })).toEqual([400, 50035])
    expect(command.callback({ type: 6 })).toEqual([400, 50035])
    expect(waiting(asForm('x', {})).callback({ type: 6 })).toEqual([400, 50035])
  })

  test('accepts valid messages to a channel, once per nonce and within the rate limit', () => {
    const at = state()
    const post = (body: unknown, more: Partial<Request> = {}, channel = CHANNEL) => {
      const made = request('POST', `/channels/${channel}/messages`, { body, ...more })
      at.requests.push(made)
      made.answer = answer(made, at)
      return made.answer
    }
    const hello = asWritten('hello')
    at.messages.set(hello.id, hello)
    const reply = { content: 'a', message_reference: { message_id: hello.id }, nonce: hello.id, enforce_nonce: true }
    expect(codeOf(post(reply, { headers: {} }))).toEqual([401, 0])
    expect(codeOf(post(reply, {}, '9'))).toEqual([404, 10003])
    for (const wrong of [
      {},
      { content: 'x'.repeat(2001) },
      { content: 'a', flags: 64 },
      { content: 'a', nonce: 'x'.repeat(26) },
      { content: 'a', message_reference: { message_id: '9' } },
      { content: 'a', colour: 1 },
    ])
      expect(codeOf(post(wrong))).toEqual([400, 50035])
    const { body } = post(reply)
    expect(body).toMatchObject({ type: 19, referenced_message: { id: hello.id }, mentions: [{ id: ASKER }] })
    expect(post(reply).body).toEqual(body)
    expect(post({ ...reply, nonce: '2', allowed_mentions: { parse: [] } }).body).toMatchObject({ mentions: [] })
    for (let i = 0; i < 2; i++) expect(post({ content: 'a' }).status).toBe(200)
    expect(post({ content: 'a' })).toMatchObject({ status: 429, body: { retry_after: 5, global: false } })
    expect(post({ content: 'a' }, { at: 5000 }).status).toBe(200)
  })

  test('requires an interaction for follow-ups, and a response for edits', () => {
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

  /** Sends these packets after hello, and returns everything received until it is closed or `until` arrives. */
  function talk(
    says: readonly unknown[],
    until: string,
    { api } = discord,
  ): Promise<{ readonly came: readonly Packet[]; readonly code?: number }> {
    const socket = new WebSocket(api.replace(/^http(.*)\/api$/, 'ws$1/?v=10&encoding=json'))
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

  test('identifies the bot, and sends its server', async () => {
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
    ['a shard that does not exist', () => identify({ shard: [1, 1] }), 4010],
    ['more shards than there should be', () => identify({ shard: [0, 2] }), 4010],
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
    discord.gateway.dispatch('INTERACTION_CREATE', {})
    const again = await talk([{ op: 6, d: { token: discord.token, session_id, seq: 2 } }], 'RESUMED')
    expect(again.came.map(({ t }) => t)).toEqual([null, 'INTERACTION_CREATE', 'RESUMED'])
  })

  test.each([
    ['servers and talks with it', 1 | (1 << 9) | (1 << 12), ['', `${MENTION} hello`, 'hello']],
    ['neither', 1, []],
  ])('shows a bot that hears of %s no more of a message than it may see', async (_, intents, contents) => {
    const talking = talk([identify({ intents })], 'INTERACTION_CREATE')
    await vi.waitUntil(() => discord.gateway.heard.length > 0)
    for (const message of [asWritten('hello'), asWritten(`${MENTION} hello`), asWritten('hello', { from: 'dm' })])
      discord.say(message)
    discord.gateway.dispatch('INTERACTION_CREATE', {})
    const { came } = await talking
    const seen = came.filter(({ t }) => t === 'MESSAGE_CREATE')
    expect(seen.map(({ d }) => (d as unknown as Message).content)).toEqual(contents)
  })

  test('closes the connection of a bot from which no heartbeat comes, and forgets its session', async () => {
    const impatient = await startDiscord({ heartbeatMs: 50 })
    const url = impatient.api.replace(/^http(.*)\/api$/, 'ws$1')
    const socket = new WebSocket(url)
    socket.on('message', raw => JSON.parse(String(raw)).op === 10 && socket.send(JSON.stringify(identify())))
    expect((await once(socket, 'close'))[0]).toBe(4009)
    const again = new WebSocket(url)
    const resume = { op: 6, d: { token: impatient.token, session_id: 'session-1', seq: 1 } }
    again.on('open', () => again.send(JSON.stringify(resume)))
    await once(again, 'message')
    expect(JSON.parse(String((await once(again, 'message'))[0]))).toMatchObject({ op: 9, d: false })
    await impatient.close()
  })

  test('asks for shards, lets each come in in its time, and tells each of its own servers', async () => {
    const sharding = { shards: 4, maxConcurrency: 2 }
    const large = await startDiscord({ sharding })
    const enter = (shard: readonly number[]) => talk([identify({ shard })], 'GUILD_CREATE', large)
    expect((await talk([identify()], 'GUILD_CREATE', large)).code).toBe(4011)
    const [first, second] = await Promise.all([enter([0, 4]), enter([1, 4])])
    const servers = [first, second].map(({ came }) => came.at(-1)?.d)
    expect(servers).toMatchObject(
      guildsOf(sharding)
        .slice(0, 2)
        .map(id => ({ id })),
    )
    expect(new Set(guildsOf(sharding)).size).toBe(4)
    expect(guildsOf(sharding)).toContain(GUILD)
    // The third has to wait until five seconds after the first.
    expect((await talk([identify({ shard: [2, 4] })], 'op 9', large)).came.at(-1)).toMatchObject({ op: 9, d: false })
    await large.close()
  })

  test('goes away, and comes back to the same place', async () => {
    await discord.leave()
    await expect(fetch(`${discord.api}/v10/gateway`)).rejects.toThrow()
    await discord.comeBack()
    expect((await fetch(`${discord.api}/v10/gateway`)).status).toBe(200)
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
