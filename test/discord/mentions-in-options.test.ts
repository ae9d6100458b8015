import { expect, test } from 'vitest'
import { readInteraction } from '../../src/discord/interaction.ts'

const USER = '300000000000000009'

/** What a command gets of an option. */
function asked(value: string, resolved: object = {}): unknown {
  const interaction = readInteraction({
    type: 2,
    guild_id: '1',
    locale: 'en-US',
    member: { user: { id: '2' }, permissions: '0' },
    data: { name: 'ask', options: [{ name: 'question', type: 3, value }], resolved },
  })
  return interaction.kind === 'command' ? interaction.request.options.question : undefined
}

test('a person becomes their display name', () => {
  const users = { [USER]: { id: USER, username: 'keeper9', global_name: 'Ada Stone' } }
  expect(asked(`what did <@${USER}> say about lamps?`, { users })).toBe('what did Ada Stone say about lamps?')
  const members = { [USER]: { nick: 'Ada' } }
  expect(asked(`what did <@!${USER}> say?`, { users, members })).toBe('what did Ada say?')
})

test('a person without a name, channels, roles, emoji and times are dropped', () => {
  for (const markup of [`<@${USER}>`, '<#12345>', '<@&12345>', '<:lamp:12345>', '<a:lamp:12345>', '<t:1700000000:R>'])
    expect(asked(`how does a ${markup} lamp burn?`)).toBe('how does a lamp burn?')
})

test('other text stays as it is', () => {
  expect(asked('is a < b, and  c > d?')).toBe('is a < b, and  c > d?')
})
