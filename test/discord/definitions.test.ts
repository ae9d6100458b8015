import { describe, expect, test } from 'vitest'
import type { Command, Option } from '../../src/commands/command.ts'
import { definitions } from '../../src/discord/definitions.ts'
import { differences, type Registered } from '../../src/discord/differences.ts'
import { bulkFaults } from '../loopback/body.ts'
import { type CommandJson, registered } from '../loopback/commands.ts'

const option = (more: Partial<Option> = {}): Option => ({
  name: 'which',
  description: 'Its number',
  type: 'string',
  required: true,
  maxLength: 200,
  ...more,
})

const command = (more: Partial<Command> = {}): Command => ({
  name: 'episode',
  description: 'Show an episode',
  options: [option()],
  run: () => ({ outcome: 'found', audience: 'everyone', blocks: [], actions: [] }),
  ...more,
})

describe('what is sent to Discord', () => {
  test('a command that anyone may use anywhere, with choices as one types', () => {
    const sent = definitions([
      command({ options: [option({ complete: () => [] }), option({ name: 'in', required: false, maxLength: 9999 })] }),
    ])
    expect(sent).toEqual([
      {
        type: 1,
        name: 'episode',
        description: 'Show an episode',
        options: [
          { type: 3, name: 'which', description: 'Its number', max_length: 200, required: true, autocomplete: true },
          { type: 3, name: 'in', description: 'Its number', max_length: 6000 },
        ],
        contexts: [0, 1, 2],
        integration_types: [0, 1],
      },
    ])
    expect(bulkFaults(sent)).toEqual([])
  })

  test.each<[string, readonly Command[], string]>([
    ['capitals in a name', [command({ name: 'Episode' })], '/Episode: “Episode” is no name for a command'],
    [
      'a blank in the name of an option',
      [command({ options: [option({ name: 'which one' })] })],
      '“which one” is no name',
    ],
    ['no description', [command({ description: '' })], '“episode” has no description'],
    ['a long description', [command({ description: 'x'.repeat(101) })], 'the description of “episode” is too long'],
    ['the same name twice', [command(), command()], '/episode is there twice'],
    ['the same option twice', [command({ options: [option(), option()] })], 'the option which is there twice'],
    [
      'a required option behind another',
      [command({ options: [option({ required: false }), option({ name: 'b' })] })],
      'a required option stands behind',
    ],
    [
      '26 options',
      [command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) })],
      '26 options: too many',
    ],
    ['101 commands', Array.from({ length: 101 }, (_, i) => command({ name: `c${i}` })), '101 commands: too many'],
  ])('%s never gets there', (_, commands, says) => {
    expect(() => definitions(commands)).toThrow(says)
  })
})

describe('what differs from what Discord has', () => {
  const kept = { id: '1', application_id: '2', version: '3' }
  const present = (commands: readonly Command[], guild_id?: string): Registered[] =>
    definitions(commands).map(
      sent => registered(sent as CommandJson, guild_id === undefined ? kept : { ...kept, guild_id }) as Registered,
    )
  const both = [command(), command({ name: 'help', options: [] })]

  test('nothing, although Discord adds ids and defaults and leaves out what is false', () => {
    expect(differences(definitions(both), present(both), 'everywhere')).toEqual([])
  })

  test('nothing, although Discord may also say what is not set', () => {
    const unset = { autocomplete: false, choices: [], min_length: null }
    const before = present(both).map(other => {
      const { options = [] } = other as { options?: readonly object[] }
      return { ...other, options: options.map(option => ({ ...unset, ...option })) }
    })
    expect(differences(definitions(both), before, 'everywhere')).toEqual([])
  })

  test('nothing in one server, where Discord does not keep where a command can be used', () => {
    expect(differences(definitions(both), present(both, '7'), 'one server')).toEqual([])
  })

  test('the order of commands says nothing', () => {
    expect(differences(definitions(both), present(both).reverse(), 'everywhere')).toEqual([])
  })

  test.each<[string, readonly Command[], readonly string[]]>([
    ['a new command', [...both, command({ name: 'ask' })], ['+ /ask']],
    ['one that is gone', [command()], ['- /help']],
    ['another description', [command({ description: 'Show one' }), both[1] as Command], ['~ /episode: description']],
    ['another option', [command({ options: [] }), both[1] as Command], ['~ /episode: options']],
    [
      'an option that is no longer required',
      [command({ options: [option({ required: false })] }), both[1] as Command],
      ['~ /episode: options'],
    ],
    [
      'choices as one types',
      [command({ options: [option({ complete: () => [] })] }), both[1] as Command],
      ['~ /episode: options'],
    ],
  ])('%s', (_, wanted, says) => {
    expect(differences(definitions(wanted), present(both), 'everywhere')).toEqual(says)
  })

  test('a field that we no longer send', () => {
    const before = present(both).map(other => ({ ...other, default_member_permissions: '32' }))
    expect(differences(definitions(both), before, 'everywhere')).toEqual([
      '~ /episode: default_member_permissions',
      '~ /help: default_member_permissions',
    ])
  })

  test('a right-click command of the same name is another command', () => {
    const before = present(both).map(other => ({ ...other, type: 3 }))
    expect(differences(definitions(both), before, 'everywhere')).toEqual([
      '+ /episode',
      '+ /help',
      '- /episode',
      '- /help',
    ])
  })
})
