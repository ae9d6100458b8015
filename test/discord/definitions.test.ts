import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import {
  type Definition,
  definitionErrors,
  definitions,
  differences,
  type Registered,
  type SlashDefinition,
} from '../../src/discord/definitions.ts'
import { type CommandJson, registered } from '../loopback/commands.ts'
import { bulkFaults } from '../loopback/validate.ts'

const all = definitions(createApp(noLibrary).commands)

const slash = (name: string): SlashDefinition => {
  const found = all.find(command => command.name === name)
  if (!found || !('description' in found)) throw new Error(`there is no slash command ${name}`)
  return found
}

const option = (more: object = {}) => ({ type: 3, name: 'which', description: 'Its number', ...more })

const command = (more: object = {}): Definition =>
  ({
    type: 1,
    name: 'episode',
    description: 'Show an episode',
    options: [option({ required: true })],
    contexts: [0, 1, 2],
    integration_types: [0, 1],
    ...more,
  }) as Definition

describe('a command definition', () => {
  test('is valid for Discord', () => {
    expect(all.map(({ name }) => name)).toEqual([
      'ask',
      'episode',
      'episodes',
      'resources',
      'related',
      'latest',
      'help',
      'Find in episodes',
    ])
    expect(bulkFaults(all)).toEqual([])
  })

  test('can be used anywhere by anyone, and completes options', () => {
    expect(slash('resources')).toMatchObject({
      type: 1,
      name: 'resources',
      description: 'List links about a topic',
      options: [
        { type: 3, name: 'about', max_length: 200, required: true, autocomplete: true },
        { type: 3, name: 'episode', max_length: 200, autocomplete: true },
        { type: 5, name: 'hide' },
        { type: 6, name: 'mention' },
      ],
      contexts: [0, 1, 2],
      integration_types: [0, 1],
    })
  })

  test('is in every language, and in English for both of its locales', () => {
    for (const { name_localizations: names } of [...all, ...(slash('ask').options ?? [])]) {
      expect(Object.keys(names ?? {}).sort()).toEqual(['de', 'en-GB', 'en-US', 'es-419', 'es-ES', 'fr', 'it', 'pt-BR'])
    }
    expect(slash('ask').name_localizations?.['en-US']).toBe('ask')
  })

  test('has no description for a message command', () => {
    const found = all.find(({ type }) => type === 3)
    expect(found).toMatchObject({ type: 3 })
    expect(found).not.toHaveProperty('description')
    expect(found).not.toHaveProperty('options')
  })

  test.each<[string, readonly Definition[], string]>([
    ['capitals in a name', [command({ name: 'Episode' })], '/Episode: “Episode” is not a valid name'],
    [
      'a space in a translated name',
      [command({ name_localizations: { de: 'eine folge' } })],
      '/episode: “eine folge” is not a valid name',
    ],
    [
      'a space in an option name',
      [command({ options: [option({ name: 'which one' })] })],
      '“which one” is not a valid name',
    ],
    ['no description', [command({ description: '' })], '“episode” has no description'],
    ['a long description', [command({ description: 'x'.repeat(101) })], 'the description of “episode” is too long'],
    ['the same name twice', [command(), command()], 'two commands are called /episode'],
    ['the same option twice', [command({ options: [option(), option()] })], 'two options are called which'],
    [
      'the same option twice in one language',
      [
        command({
          options: [
            option({ name_localizations: { it: 'quale' } }),
            option({ name: 'b', name_localizations: { it: 'quale' } }),
          ],
        }),
      ],
      'two options are called quale (it)',
    ],
    [
      'a required option after an optional one',
      [command({ options: [option(), option({ name: 'b', required: true })] })],
      'a required option comes after',
    ],
    [
      '26 options',
      [command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) })],
      '26 options, but Discord accepts 25',
    ],
    [
      '8,001 characters',
      [
        command({
          options: Array.from({ length: 25 }, (_, i) =>
            option({ name: `o${i}`, description: 'x', description_localizations: { de: 'x'.repeat(400) } }),
          ),
        }),
      ],
      'characters in total, but Discord accepts 8000',
    ],
    [
      '101 commands',
      Array.from({ length: 101 }, (_, i) => command({ name: `c${i}` })),
      '101 slash commands, but Discord accepts 100',
    ],
    [
      '16 message commands',
      Array.from({ length: 16 }, (_, i): Definition => ({ type: 3, name: `On ${i}` })),
      '16 message commands, but Discord accepts 15',
    ],
    ['a message command without a name', [{ type: 3, name: '' }], '“” is not a valid name'],
  ])('%s is refused', (_, commands, says) => {
    expect(definitionErrors(commands).join('\n')).toContain(says)
  })
})

describe('the difference from what Discord has', () => {
  const kept = { id: '1', application_id: '2', version: '3' }
  const present = (commands: readonly Definition[], guild_id?: string): Registered[] =>
    commands.map(
      sent => registered(sent as CommandJson, guild_id === undefined ? kept : { ...kept, guild_id }) as Registered,
    )
  const both = [command(), command({ name: 'help', options: [] })]

  test('ignores ids, defaults and missing false values', () => {
    expect(differences(both, present(both), 'everywhere')).toEqual([])
  })

  test('ignores explicit values that are not set', () => {
    const unset = { autocomplete: false, choices: [], min_length: null }
    const before = present(both).map(other => {
      const { options = [] } = other as { options?: readonly object[] }
      return { ...other, options: options.map(option => ({ ...unset, ...option })) }
    })
    expect(differences(both, before, 'everywhere')).toEqual([])
  })

  test('ignores contexts in a single server, where Discord does not keep them', () => {
    expect(differences(both, present(both, '7'), 'one server')).toEqual([])
  })

  test('ignores the order of commands', () => {
    expect(differences(both, present(both).reverse(), 'everywhere')).toEqual([])
  })

  test.each<[string, readonly Definition[], readonly string[]]>([
    ['a new command', [...both, command({ name: 'ask' })], ['+ /ask']],
    ['a removed command', [command()], ['- /help']],
    ['a new description', [command({ description: 'Show one' }), both[1] as Definition], ['~ /episode: description']],
    ['a removed option', [command({ options: [] }), both[1] as Definition], ['~ /episode: options']],
    [
      'an option that is no longer required',
      [command({ options: [option()] }), both[1] as Definition],
      ['~ /episode: options'],
    ],
    [
      'new autocompletion',
      [command({ options: [option({ required: true, autocomplete: true })] }), both[1] as Definition],
      ['~ /episode: options'],
    ],
  ])('names %s', (_, wanted, says) => {
    expect(differences(wanted, present(both), 'everywhere')).toEqual(says)
  })

  test('names a field that is no longer sent', () => {
    const before = present(both).map(other => ({ ...other, default_member_permissions: '32' }))
    expect(differences(both, before, 'everywhere')).toEqual([
      '~ /episode: default_member_permissions',
      '~ /help: default_member_permissions',
    ])
  })

  test('distinguishes a message command with the same name', () => {
    const before = present(both).map(other => ({ ...other, type: 3 }))
    expect(differences(both, before, 'everywhere')).toEqual(['+ /episode', '+ /help', '- “episode”', '- “help”'])
  })
})

function noLibrary(): never {
  throw new Error('only the definitions of commands are read here')
}
