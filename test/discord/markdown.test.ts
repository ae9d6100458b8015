import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeMarkdown, renderMarkdown, safeUrl } from '../../src/discord/markdown.ts'
import type { Text } from '../../src/reply/types.ts'
import { read } from './reader.ts'

const ids = new Map([['ask', '900000000000000001']])
const link = (text: string, url = 'https://example.org/a') => renderMarkdown([{ kind: 'link', text, url }], ids)

describe('text from others shows literally', () => {
  test.each([
    ['*bold* and _italic_ and ~~gone~~', '\\*bold\\* and \\_italic\\_ and \\~\\~gone\\~\\~'],
    ['snake_case and 5 * 3', 'snake\\_case and 5 \\* 3'],
    ['||spoiler||', '\\|\\|spoiler\\|\\|'],
    ['`code` and ```block```', '\\`code\\` and \\`\\`\\`block\\`\\`\\`'],
    ['[click](https://example.org)', '\\[click\\]\\(https\\://example.org)'],
    ['see https://example.org/a_b', 'see https\\://example.org/a\\_b'],
    [
      '<@123> <@&1> <#2> <t:1:R> </ask:3> <:wave:4> <id:guide>',
      '\\<@123> \\<@&1> \\<#2> \\<t\\:1:R> \\</ask:3> \\<\\:wave:4> \\<id:guide>',
    ],
    ['@everyone and @here, not me@home', '\\@everyone and \\@here, not me@home'],
    [':tada: at 10:30:45', '\\:tada: at 10\\:30:45'],
    ['# a heading', '\\# a heading'],
    ['-# small', '\\-# small'],
    ['> quoted', '\\> quoted'],
    ['>>> all quoted', '\\>>> all quoted'],
    ['- one\n+ two\n  1. three', '\\- one\n\\+ two\n  1\\. three'],
    ['C# and F#, 1.5 - 2.5', 'C# and F#, 1.5 - 2.5'],
    ['back\\slash \\*', 'back\\\\slash \\\\\\*'],
    ['bell\u0007, half \ud83d pair, over\u202eride', 'bell, half  pair, override'],
    ['عربى, 日本語, 👩‍👩‍👧', 'عربى, 日本語, 👩‍👩‍👧'],
  ])('%s', (words, drawn) => {
    expect(escapeMarkdown(words)).toBe(drawn)
  })

  test('any text is read by a Discord markdown parser as plain text', () => {
    const nasty = fc.array(
      fc.constantFrom(...'*_~|`[]()<>@#:-+>.\\/!& \n1aé', '@everyone', 'https://a.b', '<@1>', '1. ', '-# ', '```'),
    )
    fc.assert(
      fc.property(nasty, parts => {
        const words = parts.join('')
        const seen = read(escapeMarkdown(words))
        expect(seen.shapes.filter(shape => shape !== 'br')).toEqual([])
        expect(seen.words.replace(/\s/g, '')).toBe(words.replace(/\s/g, ''))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('pieces', () => {
  test.each([
    ['bold', [{ kind: 'strong', text: 'a*b' } as const], '**a\\*b**'],
    ['a found word', ['the ', { kind: 'mark', text: 'Rust' } as const, '-y way'], 'the **Rust**-y way'],
    [
      'found words side by side',
      [{ kind: 'mark', text: 'cold' } as const, { kind: 'mark', text: 'start' } as const],
      '**coldstart**',
    ],
    ['a found blank', ['a', { kind: 'mark', text: ' ' } as const, 'b'], 'a b'],
    ['a day', [{ kind: 'date', iso: '2023-01-20' } as const], '<t:1674208800:D>'],
    ['no day', [{ kind: 'date', iso: 'soon_ish' } as const], 'soon\\_ish'],
    ['a command that can be clicked', [{ kind: 'command', name: 'ask' } as const], '</ask:900000000000000001>'],
    [
      'with words behind it',
      [{ kind: 'command', name: 'ask', rest: 'a `b`' } as const],
      '</ask:900000000000000001> `a ˋbˋ`',
    ],
    ['a command without an id', [{ kind: 'command', name: 'help' } as const], '`/help`'],
    ['with words and without an id', [{ kind: 'command', name: 'episode', rest: '…' } as const], '`/episode …`'],
  ])('%s', (_, text, drawn) => {
    expect(renderMarkdown(text, ids)).toBe(drawn)
  })

  test.each([-10, 0, 13])('the day is the same at UTC%i', hours => {
    const seconds = Number(/<t:(\d+):D>/.exec(renderMarkdown([{ kind: 'date', iso: '2023-01-20' }], ids))?.[1])
    expect(new Date((seconds + hours * 3600) * 1000).toISOString().slice(0, 10)).toBe('2023-01-20')
  })
})

describe('links', () => {
  test.each([
    ['Tokio', '[Tokio](<https://example.org/a>)'],
    ['C# [2nd] edition', '[C# (2nd) edition](<https://example.org/a>)'],
    ['_a_b_〡', '[＿a_b＿〡](<https://example.org/a>)'],
    ['__init__ of snake_case', '[＿＿init＿＿ of snake_case](<https://example.org/a>)'],
    ['*one* `two` ~~three~~ ||four||', '[∗one∗ ˋtwoˋ ∼∼three∼∼ ∣∣four∣∣](<https://example.org/a>)'],
    ['https://example.org/x', '[example.org/x](<https://example.org/a>)'],
    ['Party 🎉 with 👩‍💻 and 🇮🇹 ©', '[Party with and ©](<https://example.org/a>)'],
    ['Vec<T> @everyone :tada:', '[Vec‹T› ＠everyone ∶tada:](<https://example.org/a>)'],
    ['two\nlines', '[two lines](<https://example.org/a>)'],
    ['🎉', '<https://example.org/a>'],
  ])('the text %s does not break the link', (words, drawn) => {
    expect(link(words)).toBe(drawn)
    expect(read(link(words)).shapes.filter(shape => shape !== 'autolink')).toEqual(
      drawn.startsWith('[') ? ['link'] : [],
    )
  })

  test.each([
    ['https://example.org/a(b)c d', 'https://example.org/a%28b%29c%20d'],
    ['https://example.org/?q=a>b\\c', 'https://example.org/?q=a%3Eb%5Cc'],
    ['http://example.org', 'http://example.org/'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['discord://-/channels/@me', undefined],
    ['example.org', undefined],
  ])('a URL %s', (url, target) => {
    expect(safeUrl(url)).toBe(target)
  })

  test('an unsafe URL leaves only the text', () => {
    expect(link('click *me*', 'javascript:alert(1)')).toBe('click \\*me\\*')
  })
})

test('joins adjacent bold pieces', () => {
  const text = [{ kind: 'mark', text: 'fog' }, '\u009b', { kind: 'mark', text: 'horn' }] as const
  expect(renderMarkdown(text, ids)).toBe('**foghorn**')
})

test.each<[string, Text, string]>([
  ['a mention in two pieces', ['@', 'everyone'], '\\@everyone'],
  ['a heading behind blanks of their own', ['  ', '# fog'], '  \\# fog'],
  ['a heading behind blanks in bold', [{ kind: 'strong', text: ' ' }, '# fog'], ' \\# fog'],
  ['an emoji name in two pieces', [':fo', 'g:'], '\\:fog:'],
  [
    'bold pieces around a day that nobody knows',
    [
      { kind: 'strong', text: 'fog' },
      { kind: 'date', iso: '' },
      { kind: 'strong', text: 'horn' },
    ],
    '**foghorn**',
  ],
])('escapes across pieces: %s', (_, text, drawn) => {
  expect(renderMarkdown(text, ids)).toBe(drawn)
})

test('keeps the colons of a time in a link', () => {
  const drawn = renderMarkdown([{ kind: 'link', text: 'at 1:02:12 :fog:', url: 'https://e.org/' }], ids)
  expect(drawn).toBe('[at 1:02:12 ∶fog:](<https://e.org/>)')
})
