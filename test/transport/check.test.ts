import { expect, test } from 'vitest'
import type { Episode, Problem, Show } from '../../src/content/episode.ts'
import { error, warning } from '../../src/content/problem.ts'
import { contentLine, problemLine } from '../../src/transport/check.ts'

const episode = (id: string, publishedOn?: string, spoken?: string): Episode => ({
  id,
  title: `Moss, part ${id}`,
  slug: `moss-${id}`,
  ...(publishedOn !== undefined && { publishedOn }),
  links: {},
  summary: [],
  chapters: [],
  resources: [],
  references: [],
  segments: spoken === undefined ? [] : [{ text: spoken }],
  file: `${id}.md`,
})

const show = (...episodes: readonly Episode[]): Show => ({ name: 'Moss', about: [], synonyms: {}, episodes })

const line = (of: Show, problems: readonly Problem[] = []) => contentLine(of, problems, '2026-03-01')

test('one of a thing, none and several', () => {
  const problems = [error('1.md', 3, 'It is red.', 'Wait.'), warning('1.md', 0, 'It is dry.', 'Water it.')]
  const spoken = show(episode('1', '2026-03-01', 'Green.'))
  expect(line(spoken)).toBe('1 episode, 1 transcript, 0 errors, 0 warnings')
  expect(line(show(), problems)).toBe('0 episodes, 0 transcripts, 1 error, 1 warning')
  expect(line(spoken, [...problems, ...problems])).toBe('1 episode, 1 transcript, 2 errors, 2 warnings')
})

test('what is hidden until its day', () => {
  const [soon, later] = ['2031-01-01', '2032-05-09']
  expect(line(show(episode('1'), episode('2', soon)))).toContain('2 episodes (1 hidden until 1 January 2031), ')
  expect(line(show(episode('1', soon), episode('2', soon)))).toContain('(2 hidden until 1 January 2031), ')
  const three = show(episode('1', later), episode('2', soon), episode('3', '2026-02-28'))
  expect(line(three)).toContain('3 episodes (2 hidden, the first until 1 January 2031), ')
})

test('a problem in a line, with its place', () => {
  expect(problemLine(error('1.md', 3, 'It is red.', 'Wait.'))).toBe('error 1.md:3  It is red. Wait.')
  expect(problemLine(warning('1.md', 0, 'It is dry.', 'Water it.'))).toBe('warning 1.md  It is dry. Water it.')
})
