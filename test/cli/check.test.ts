import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { annotationLine, type CheckOptions, contentLine, runCheck } from '../../src/cli/check.ts'
import { error, problemLine, warning } from '../../src/content/problems.ts'
import type { Skipped } from '../../src/content/site.ts'
import type { Episode, Problem, Show } from '../../src/content/types.ts'

const episode = (id: string, publishedOn?: string, spoken?: string): Episode => ({
  id,
  title: `Moss, part ${id}`,
  slug: `moss-${id}`,
  ...(publishedOn !== undefined && { publishedOn }),
  people: [],
  tags: [],
  links: {},
  summary: [],
  chapters: [],
  resources: [],
  references: [],
  segments: spoken === undefined ? [] : [{ text: spoken }],
  file: `${id}.md`,
})

const show = (...episodes: readonly Episode[]): Show => ({ name: 'Moss', about: [], synonyms: {}, hosts: [], episodes })

const line = (of: Show, problems: readonly Problem[] = []) => contentLine(of, problems, '2026-03-01')

test('counts one, none and several', () => {
  const problems = [error('1.md', 3, 'It is red.', 'Wait.'), warning('1.md', 0, 'It is dry.', 'Water it.')]
  const spoken = show(episode('1', '2026-03-01', 'Green.'))
  expect(line(spoken)).toBe('1 episode, 1 transcript, 0 errors, 0 warnings')
  expect(line(show(), problems)).toBe('0 episodes, 0 transcripts, 1 error, 1 warning')
  expect(line(spoken, [...problems, ...problems])).toBe('1 episode, 1 transcript, 2 errors, 2 warnings')
})

test('counts hidden episodes', () => {
  const [soon, later] = ['2031-01-01', '2032-05-09']
  expect(line(show(episode('1'), episode('2', soon)))).toContain('2 episodes (1 hidden until 1 January 2031), ')
  expect(line(show(episode('1', soon), episode('2', soon)))).toContain('(2 hidden until 1 January 2031), ')
  const three = show(episode('1', later), episode('2', soon), episode('3', '2026-02-28'))
  expect(line(three)).toContain('3 episodes (2 hidden, the first until 1 January 2031), ')
})

test('prints a problem with its place on one line', () => {
  expect(problemLine(error('1.md', 3, 'It is red.', 'Wait.'))).toBe('error 1.md:3  It is red. Wait.')
  expect(problemLine(warning('1.md', 0, 'It is dry.', 'Water it.'))).toBe('warning 1.md  It is dry. Water it.')
})

test('escapes file names that would disturb a terminal', () => {
  const hostile = error('a\n::error::owned\u001b[31m\u202emd.1', 0, 'It is red.', 'Wait.')
  expect(problemLine(hostile)).toBe('error a\\u{a}::error::owned\\u{1b}[31m\\u{202e}md.1  It is red. Wait.')
})

describe('annotations for GitHub', () => {
  test('name the file relative to the current directory', () => {
    const problem = error('episodes/1.md', 3, 'It is red.', 'Wait.')
    expect(annotationLine(problem, '.')).toBe('::error file=episodes/1.md,line=3::It is red. Wait.')
    expect(annotationLine(problem, 'shows/moss/')).toContain('file=shows/moss/episodes/1.md,line=3::')
    expect(annotationLine(warning('x.md', 0, 'It is dry.', 'Water it.'), '.')).toBe(
      '::warning file=x.md::It is dry. Water it.',
    )
    expect(annotationLine(error('nowhere', 0, 'Gone.', 'Look.'), 'nowhere')).toBe('::error file=nowhere::Gone. Look.')
  })

  test.each(['a\n::set-output name=x::y', 'a\r\n::error::z', '50%0A::error::z', 'a,line=9::z', 'a:b,c', 'a%25b'])(
    'hold a file called %j within one command, and give it back whole',
    name => {
      const printed = annotationLine(error(name, 3, `“${name}” is red.`, 'Wait.'), '.')
      expect(printed).not.toMatch(/[\r\n]/)
      expect(readCommand(printed)).toEqual({ command: 'error', file: name, line: '3', says: `“${name}” is red. Wait.` })
    },
  )

  test('contain no control characters', () => {
    const printed = annotationLine(error('\u001b[31m\u202emd.1\u2028', 3, '“\u0007” is red.', 'Wait.'), '.')
    expect(printed).toBe('::error file=\\u{1b}[31m\\u{202e}md.1\\u{2028},line=3::“\\u{7}” is red. Wait.')
  })
})

/** As GitHub's runner reads a line: properties end at a comma, names at an equals sign, and then the codes are undone. */
function readCommand(printed: string) {
  const [, command, properties = '', says = ''] = /^::(\w+) ([\s\S]*?)::([\s\S]*)$/.exec(printed) ?? []
  const undone = (text: string) =>
    text
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%')
  const read = properties.split(',').map(property => property.split(/=(.*)/s).slice(0, 2).map(undone))
  return { command, ...Object.fromEntries(read), says: undone(says) }
}

describe('the check', () => {
  const soft = [warning('1.md', 2, 'It is dry.', 'Water it.')]
  const hard = [...soft, error('1.md', 1, 'It is red.', 'Wait.')]
  const run = async (
    problems: readonly Problem[],
    options: CheckOptions = {},
    episodes: readonly Episode[] = [episode('1')],
    skipped: readonly Skipped[] = [],
  ) => {
    let printed = ''
    const output = new Writable({
      write: (text, _, done) => {
        printed += text
        done()
      },
    })
    const reading = { show: show(...episodes), problems, skipped }
    const progress = { at: () => {}, end: () => {} }
    const { fails } = await runCheck({ folder: '.', read: reading, options, today: '2026-03-01', output, progress })
    return { fails, printed }
  }

  test('fails on an error, and on a warning if it is strict', async () => {
    expect((await run([])).fails).toBe(false)
    expect((await run([], { strict: true })).fails).toBe(false)
    expect((await run(soft)).fails).toBe(false)
    expect((await run(soft, { strict: true })).fails).toBe(true)
    expect((await run(hard)).fails).toBe(true)
  })

  test('prints problems sorted by place, and counts', async () => {
    expect((await run(hard)).printed).toBe(
      'error 1.md:1  It is red. Wait.\nwarning 1.md:2  It is dry. Water it.\n1 episode, 0 transcripts, 1 error, 1 warning\n',
    )
    expect((await run(hard, { github: true })).printed).toMatch(
      /^::error file=1\.md,line=1::.*\n::warning .*\n1 episode, /,
    )
  })

  test('ends with what was read, and what was not', async () => {
    const { printed } = await run(
      [],
      {},
      [episode('1', '2026-01-01', 'Green.'), episode('2')],
      [
        { file: 'about.md', reason: 'it has no number' },
        { file: 'imprint.md', reason: 'it has no number' },
      ],
    )
    expect(printed).toBe(
      'Not read, because it has no number: about.md, imprint.md.\nOf 2 episodes, 1 have a date, 1 a transcript, 0 speakers, 0 chapters, 0 links.\n2 episodes, 1 transcript, 0 errors, 0 warnings\n',
    )
  })

  test('prints the same as JSON', async () => {
    expect(JSON.parse((await run(hard, { json: true })).printed)).toEqual({
      show: 'Moss',
      episodes: 1,
      transcripts: 0,
      errors: 1,
      warnings: 1,
      problems: [hard[1], hard[0]],
    })
  })

  test('checks links with --links', async () => {
    const { printed } = await run(soft, { links: true })
    expect(printed).toContain('0 links: 0 checked now\n')
    expect(JSON.parse((await run(soft, { links: true, json: true })).printed)).toMatchObject({
      links: 0,
      asked: 0,
      later: 0,
    })
  })
})
