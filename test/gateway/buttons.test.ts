import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, start, stop, until } from '../loopback/bot.ts'
import { refusals } from '../loopback/discord.ts'
import { asCommand, asForm, asPress, labels, STRANGER } from '../loopback/interaction.ts'
import { isPrivate, type Message } from '../loopback/shown.ts'
import { refuse } from '../loopback/validate.ts'

const QUESTION = 'which async runtime is it built on top of?'

let both: Started
beforeAll(async () => {
  both = await start()
})
afterAll(async () => {
  await stop(both)
})

async function answered(): Promise<Message> {
  const { message } = await both.discord.send(asCommand('ask', { question: QUESTION }, { by: `${asker++}` }))
  if (message === undefined) throw new Error('an answer is a message')
  return message
}
let asker = 500_000_000_000_000

const isThere = ({ id }: Message) => both.discord.messages().some(message => message.id === id)

/** Who asked for it. */
const askerOf = ({ interaction_metadata }: Message) => (interaction_metadata as { user: { id: string } }).user.id

test('“Not it” edits the asker’s message, and gives others a copy', async () => {
  const message = await answered()
  const strangers = await both.discord.send(asPress(message, 'Not it', { by: STRANGER }))
  expect(strangers.type).toBe(4)
  expect(strangers.message && isPrivate(strangers.message)).toBe(true)
  expect(both.discord.messages()).toContainEqual(message)

  const { type, message: changed } = await both.discord.send(asPress(message, 'Not it', { by: askerOf(message) }))
  expect(type).toBe(7)
  expect(changed?.id).toBe(message.id)
  expect(changed?.components).not.toEqual(message.components)
})

test('answers privately if a message is deleted while its button is pressed', async () => {
  const message = await answered()
  both.discord.erase(message)
  const { type, message: said } = await both.discord.send(asPress(message, 'Not it', { by: askerOf(message) }))
  expect(type).toBe(4)
  expect(said && isPrivate(said)).toBe(true)
  expect(refusals(both.discord)).toEqual([expect.stringContaining('10008')])
})

test('“Dismiss” works for the asker and for moderators only', async () => {
  const message = await answered()
  const strangers = await both.discord.send(asPress(message, 'Dismiss', { by: STRANGER, permissions: '0' }))
  expect(strangers.message && isPrivate(strangers.message)).toBe(true)
  expect(isThere(message)).toBe(true)

  expect(await both.discord.send(asPress(message, 'Dismiss', { by: askerOf(message) }))).toMatchObject({ type: 6 })
  await until(() => !isThere(message))

  const other = await answered()
  await both.discord.send(asPress(other, 'Dismiss', { by: STRANGER, permissions: String(1 << 13) }))
  await until(() => !isThere(other))
})

test('“Dismiss” accepts that the message is already deleted', async () => {
  const message = await answered()
  both.discord.erase(message)
  expect(await both.discord.send(asPress(message, 'Dismiss', { by: askerOf(message) }))).toMatchObject({ type: 6 })
  expect(both.bot.log().filter(({ event }) => event === 'not deleted')).toEqual([])
})

test('“Dismiss” whose response is rejected keeps its message and the apology', async () => {
  let isRejected = true
  const rejecting = await start({
    instead: async ({ body }) => {
      if (!isRejected || (body as { type?: number } | undefined)?.type !== 6) return undefined
      isRejected = false
      return refuse.malformed([])
    },
  })
  const { message } = await rejecting.discord.send(asCommand('ask', { question: QUESTION }))
  if (message === undefined) throw new Error('an answer is a message')
  await rejecting.discord.send(asPress(message, 'Dismiss'))
  await until(() => rejecting.bot.log().find(({ outcome }) => outcome === 'failed'))
  const left = JSON.stringify(rejecting.discord.messages())
  expect(left).toContain('Something went wrong on my end')
  expect(rejecting.discord.messages()).toHaveLength(2)
  expect(rejecting.bot.log().filter(({ event, outcome }) => event === 'answered' && outcome === 'removed')).toEqual([])
  await stop(rejecting)
})

test('“Dismiss” reports privately if Discord refuses', async () => {
  const refusing = await start({ instead: async ({ method }) => (method === 'DELETE' ? refuse.overloaded : undefined) })
  const { message } = await refusing.discord.send(asCommand('ask', { question: QUESTION }))
  if (message === undefined) throw new Error('an answer is a message')
  await refusing.discord.send(asPress(message, 'Dismiss'))
  const lines = () => refusing.discord.messages().filter(isPrivate)
  await until(() => lines().length === 1)
  const line = await until(() => refusing.bot.log().find(({ event }) => event === 'not deleted'))
  expect(JSON.stringify(lines())).toContain(`Something went wrong on my end`)
  expect(JSON.stringify(lines())).toContain(`(${line.code})`)
  await stop(refusing)
})

test('“Ask about this episode” opens a form, and its question is answered from that episode', async () => {
  const { message: card } = await both.discord.send(asCommand('episode', { which: '64' }))
  if (card === undefined) throw new Error('an episode is a message')
  const opened = await both.discord.send(asPress(card, 'Ask about this episode'))
  expect(opened).toMatchObject({ type: 9, data: { title: 'Ask about this episode' } })
  const { custom_id } = opened.data as { custom_id: string }
  const { type, message } = await both.discord.send(asForm(custom_id, { words: QUESTION }))
  expect(type).toBe(4)
  expect(message && isPrivate(message)).toBe(true)
  expect(JSON.stringify(message)).toContain('Tokio')
})

test('every button still works in a new process', async () => {
  const message = await answered()
  const later = await start()
  try {
    for (const label of labels(message)) {
      const pressed = await later.discord.send(asPress(message, label, { by: askerOf(message) }))
      expect([label, pressed.type]).toEqual([label, label === 'Dismiss' ? 6 : expect.toBeOneOf([4, 7, 9])])
    }
  } finally {
    await stop(later)
  }
})
