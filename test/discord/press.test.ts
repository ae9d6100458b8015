import { describe, expect, test } from 'vitest'
import type { ButtonPress } from '../../src/commands/app.ts'
import { readInteraction } from '../../src/discord/interaction.ts'
import { ASKER, asButton } from '../loopback/interaction.ts'

const OTHER = '300000000000000008'

/** A button on a message of ours that answers this person, as far as we read it. */
const on = (message: object, custom_id = '1|t|ask|1||how long?', more: object = {}) => {
  const button = asButton(custom_id)
  return { ...button, message, data: { ...(button.data as object), ...more } }
}
const answering = (id: string) => ({ flags: 32768, components: [], interaction_metadata: { user: { id } } })

const replying = (to: string) => {
  const dismiss = { type: 2, style: 2, label: 'Dismiss', custom_id: `1|d${to && `|${to}`}` }
  return { flags: 32768, components: [{ type: 17, components: [{ type: 1, components: [dismiss] }] }] }
}

function pressed(interaction: unknown): ButtonPress {
  const read = readInteraction(interaction)
  if (read.kind !== 'button') throw new Error(`not a button but ${read.kind}`)
  return read.press
}

describe('a button', () => {
  test('carries what it does', () => {
    expect(pressed(on(answering(ASKER))).action).toEqual({
      kind: 'turn',
      view: { command: 'ask', words: 'how long?', page: 1 },
    })
  })

  test('of a menu opens what was chosen', () => {
    expect(pressed(on(answering(ASKER), '1|o|episode|0||', { component_type: 3, values: ['64'] })).action).toEqual({
      kind: 'open',
      view: { command: 'episode', words: '64', page: 0 },
    })
  })

  test.each([
    '',
    'v0|x',
    '2|t|ask|1||x',
    '1|x|ask|1||x',
    '1|t|ask|-1||x',
    '1|t|ask|1',
    '1|t|../etc|1||x',
    'x'.repeat(5000),
  ])('with the id %j is one that nobody knows', id => {
    expect(pressed(on(answering(ASKER), id)).action).toBeUndefined()
  })

  test.each<[string, object, boolean]>([
    ['the answer to a command of mine', answering(ASKER), true],
    ["the answer to somebody else's", answering(OTHER), false],
    ['the reply to a message of mine', replying(ASKER), true],
    ["the reply to somebody else's", replying(OTHER), false],
    ['a reply that does not tell whose message it answers', replying(''), false],
    ['what only I see', { flags: 32768 | 64 }, true],
  ])('on %s', (_, message, own) => {
    expect(pressed(on(message)).isOwn).toBe(own)
  })

  test('knows who may remove the messages of others', () => {
    const by = (permissions: string) => {
      const button = on(answering(OTHER)) as { member?: object }
      return pressed({ ...button, member: { ...button.member, permissions } }).canManage
    }
    expect([by('8192'), by('8'), by('0'), by('2147483648')]).toEqual([true, true, false, false])
  })

  test('knows whom the answer is said to', () => {
    const mentioned = (...components: object[]) => pressed(on({ ...answering(ASKER), components })).mention
    const text = (content: string) => ({ type: 10, content })
    const inside = (...components: object[]) => ({ type: 17, components })
    expect(mentioned(inside(text('<@300000000000000009>\nfog'), text('<@2>')))).toBe('300000000000000009')
    expect(mentioned(inside({ type: 9, components: [text('<@9>\n### Fog')] }))).toBe('9')
    expect(mentioned(inside(text('<@&1> <@2>')))).toBeUndefined()
    expect(mentioned(inside(text('fog'), text('<@2>\nfog')))).toBeUndefined()
    expect(mentioned(inside())).toBeUndefined()
  })
})
