import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import type { Episode } from '../../src/content/types.ts'
import { handleInteraction } from '../../src/discord/handle-interaction.ts'
import { ask } from '../../src/search/ask.ts'
import { createLibrary } from '../../src/search/library.ts'
import { asButton, asCommand } from '../loopback/interaction.ts'
import { readFiles } from './folder.ts'

// A thousand cases, the same ones each time. Whatever is in the other files, the good episode is answered.

const SEED = 20_261_127
const CASES_PER_FOLDER = 25

/** Up to so many characters: most cases should take milliseconds; `too-much.test.ts` has the ones that overrun. */
const MAX_LENGTH = 1500

const good = {
  '999.md':
    '---\nepisode: 999\ntitle: The zandorim\ndate: 2024-01-01\n---\n\nThe zandorim hums because its quistel is loose.\n',
  'transcripts/999.json': JSON.stringify([
    { start: 3, end: 9, text: 'Tighten the quistel, and the zandorim is silent.' },
  ]),
}

/** Tokens of a format in any order, some of them many times in a row. */
const soup = (...tokens: readonly string[]) =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...tokens),
        fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, { arbitrary: fc.nat(300), weight: 1 }),
      ),
      {
        maxLength: 40,
      },
    )
    .map(parts =>
      parts
        .map(([token, times]) => token.repeat(times))
        .join('')
        .slice(0, MAX_LENGTH),
    )

const odd = ['\u0000', '\ufeff', '\u202e', '\ud800', 'ﷺ', '👩‍👩‍👧', '\r', '\u2028', '__proto__', 'constructor', '$&']

const frontMatter = soup(
  ...[
    '---\n',
    'title: ',
    'episode: ',
    'date: ',
    'links:\n',
    '  - ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ': ',
    '#',
    '\n',
    '\t',
  ],
  ...['&a ', '*a', '!!js/function ', '<<: ', '? ', '|\n', '>\n', '1e999', '2024-02-30', 'null', '12', ...odd],
).map(text => `---\n${text}\n---\nWords.\n`)

const markdown = soup(
  ...[
    '# ',
    '> ',
    '- ',
    '1. ',
    '* ',
    '`',
    '```\n',
    '**',
    '_',
    '[',
    ']',
    '(',
    ')',
    '![',
    '<',
    '>',
    '</b>',
    '<a href="',
    '|',
    '|-|\n',
  ],
  ...[
    '==\n',
    '\n',
    '\n\n',
    'https://',
    'javascript:',
    '00:12 ',
    '12:34:56 ',
    '[^1]: ',
    '<!--',
    '&amp;',
    '\\',
    'words ',
    ...odd,
  ],
)

const json = fc.oneof(
  soup(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"text"',
    '"start"',
    '"segments"',
    '"speaker"',
    '1e999',
    '-1',
    'null',
    '"a"',
    ...odd,
  ),
  fc.json({ maxDepth: 6 }),
  fc
    .array(
      fc.record(
        {
          text: fc.anything({ maxDepth: 1 }),
          start: fc.anything({ maxDepth: 1 }),
          end: fc.double(),
          speaker: fc.anything({ maxDepth: 1 }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 20 },
    )
    .map(segments =>
      JSON.stringify({ segments, speakers: { a: 'Ada' } }, (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ),
)

const captions = soup(
  ...[
    'WEBVTT\n\n',
    '1\n',
    '00:00.000',
    '00:00:01,500',
    '99:99:99.999',
    ' --> ',
    '\n',
    '\n\n',
    'NOTE ',
    'STYLE\n',
    '<v Ada>',
    '</v>',
  ],
  ...['<00:00:01.000>', '<b>', '</b>', '<c.x>', '&lt;', 'ADA: ', '- ', 'words ', '{\\an8}', 'align:start', ...odd],
)

const cases = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { seed: SEED, numRuns: count })

/** An episode or a transcript from each text, and the good episode beside them. */
async function readBeside(texts: readonly string[], name: (i: number) => string) {
  const episodes = texts.map((_, i) => [`${i + 1}.md`, `---\nepisode: ${i + 1}\ntitle: Case ${i + 1}\n---\nWords.\n`])
  const fuzzed = texts.map((text, i) => [name(i), text])
  const { show, problems } = await readFiles({
    ...Object.fromEntries(episodes),
    ...Object.fromEntries(fuzzed),
    ...good,
  })
  return { library: createLibrary(show, '2026-01-01'), problems }
}

const bestOf = (library: ReturnType<typeof createLibrary>): Episode | undefined => {
  const answer = ask(library, 'why does the zandorim hum?')
  return answer.kind === 'found' ? answer.best.episode : undefined
}

describe('a good episode is answered, and keeps its transcript, beside', () => {
  test.each([
    ['front matter', frontMatter, (i: number) => `${i + 1}.md`],
    ['Markdown', markdown.map(body => `---\nepisode: 7\ntitle: Seven\n---\n${body}`), (i: number) => `${i + 1}.md`],
    ['Markdown transcripts', markdown, (i: number) => `transcripts/${i + 1}.md`],
    ['JSON', json, (i: number) => `transcripts/${i + 1}.json`],
    ['captions', captions, (i: number) => `transcripts/${i + 1}.${i % 2 ? 'vtt' : 'srt'}`],
  ] as const)('150 cases of %s', async (_, arbitrary, name) => {
    const all = cases<string>(arbitrary, 150)
    for (let from = 0; from < all.length; from += CASES_PER_FOLDER) {
      const { library, problems } = await readBeside(all.slice(from, from + CASES_PER_FOLDER), name)
      const best = bestOf(library)
      expect(best?.id).toBe('999')
      expect(best?.segments.map(({ text }) => text)).toEqual(['Tighten the quistel, and the zandorim is silent.'])
      expect(library.problems).toEqual([])
      // Cases that are all read without a complaint would test nothing.
      expect(problems.length).toBeGreaterThan(0)
    }
  })
})

/** Replaces, removes or adds a value anywhere in some JSON. */
function mutated(json: unknown, path: number, value: unknown): unknown {
  if (typeof json !== 'object' || json === null) return value
  const copy: Record<string, unknown> = Array.isArray(json) ? ([...json] as never) : { ...json }
  const keys = Object.keys(copy)
  const key = keys[path % (keys.length + 1)]
  if (key === undefined) copy.extra = value
  else if (path % 7 === 0) delete copy[key]
  else copy[key] = path % 3 === 0 ? value : mutated(copy[key], Math.floor(path / (keys.length + 1)), value)
  return copy
}

test('a good question is answered after each of 250 malformed events', async () => {
  const { library } = await readBeside([], () => '')
  const app = createApp(() => library)
  const question = asCommand('ask', { question: 'why does the zandorim hum?' })
  const bases = [
    question,
    asCommand('episode', { which: '999' }),
    asCommand('resources', { topic: 'x' }),
    asButton('1|x'),
  ]
  const events = cases(
    fc.tuple(fc.constantFrom(...bases), fc.nat(100_000), fc.anything({ maxDepth: 2, withNullPrototype: false })),
    250,
  )
  for (const [base, path, value] of events) {
    await handleInteraction(mutated(base, path, value), app, new Map())
    const { response } = await handleInteraction(question, app, new Map())
    expect(JSON.stringify(response)).toContain('The zandorim')
  }
})
