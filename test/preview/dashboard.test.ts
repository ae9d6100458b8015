import { afterAll, expect, test } from 'vitest'
import type { Problem } from '../../src/content/types.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { createLibrary } from '../../src/search/library.ts'
import { readFiles } from '../content/folder.ts'
import { episode, showOf } from '../lighthouse.ts'
import { open, read } from './open.ts'

const { library, problems } = await read('test/fixtures/lighthouse')
const { questions } = readQuestions(
  [
    { id: 'right', q: 'how do you clean a Fresnel lens?', gold: [{ episode: '4', grade: 2 }] },
    { id: 'wrong', q: 'how do you clean a Fresnel lens?', gold: [{ episode: '1', grade: 2 }] },
    { id: 'late', q: 'what does the first page of the ledger say?', gold: [{ episode: '2', grade: 2, start: 9 }] },
    { id: 'lost', q: 'who repairs bicycles in Peru?', gold: [{ episode: '77', grade: 2 }] },
    { id: 'silent', q: 'who repairs bicycles in Paraguay?', gold: [{ episode: '1', grade: 2 }] },
    { id: 'none', q: 'who won the world cup in 2018?', kind: 'off-topic' },
    { id: 'links', q: 'the list of lights', gold: ['https://lights.example/list'] },
    { id: 'missed', q: 'xylophones', gold: ['https://lights.example/list'] },
  ]
    .map(line => JSON.stringify(line))
    .join('\n'),
  'questions.jsonl',
)
const page = await open(library, { problems: () => problems, questions })
afterAll(page.close)

test('the dashboard lists problems with file, line and fix, errors first', async () => {
  const text = unescaped(await page.text('/dashboard'))
  expect(problems.length).toBeGreaterThan(5)
  for (const { file, line, message: says, fix: mend } of problems) {
    expect(text).toContain(`<code>${file}${line > 0 ? `:${line}` : ''}</code>`)
    expect(text).toContain(says)
    expect(text).toContain(mend)
  }
  expect(text.lastIndexOf('<li class="error">')).toBeLessThan(text.indexOf('<li class="warning">'))
})

test('the dashboard shows what was read of each episode', async () => {
  const text = await page.text('/dashboard')
  for (const { id } of library.episodes) expect(text).toContain(`href="/dashboard/episodes/${id}"`)
  const [row] = /<tr role="row"><td[^>]*>4<.*?<\/tr>/s.exec(text) ?? []
  const cells = [...(row ?? '').matchAll(/<td[^>]*data-column="([^"]*)">(.*?)<\/td>/gs)]
  expect(cells.map(([, column, cell]) => `${column}: ${cell?.replace(/<[^>]*>/g, '')}`)).toEqual([
    'Id: 4',
    'Title: Cleaning a Fresnel lens 🧽 &amp; other &lt;chores&gt;',
    'Date: 16 April 2021',
    'Links: YouTube, page',
    'Resources: 3',
    'Chapters: 0',
    'Transcript, minutes: without times',
    'Problems: 0',
  ])
})

test('an episode’s own page shows what /episode does, and every passage', async () => {
  const text = unescaped(await page.text('/dashboard/episodes/4'))
  expect(text).toContain('What /episode 4 shows')
  expect(text).toContain('href="https://lenses.example/museum"')
  const { segments = [] } = library.episodes.find(({ id }) => id === '4') ?? {}
  expect(segments.length).toBeGreaterThan(0)
  for (const segment of segments) expect(text).toContain(segment.text)
})

test('shows the verdict of each question', async () => {
  expect(await page.text('/dashboard')).toContain('8 questions with known answers')
  const text = await page.text('/dashboard/questions')
  const group = (name: string) => new RegExp(`<h2 id="${name}">.*?</section>`, 's').exec(text)?.[0] ?? ''
  const ids = (name: string) => [...group(name).matchAll(/<span class="small">(\w+)<\/span>/g)].map(match => match[1])
  expect({ right: ids('right'), wrong: ids('wrong'), abstained: ids('abstained') }).toEqual({
    right: ['right', 'none', 'links'],
    wrong: ['wrong'],
    abstained: ['lost', 'silent', 'missed'],
  })
  expect(ids('another-moment')).toEqual(['late'])
  expect(group('another-moment')).toContain('Wanted: 2 at 9 s · Found: 2 at 754 s')
  expect(text).toContain('questions.jsonl:4 expects episode 77, which this show does not have.')
  expect(group('wrong')).toContain('Wanted: 1 · Found: 4')
})

test('opens every episode on the dashboard, whatever its id', async () => {
  const ids = ['..', '.', '%2e%2e', 'a/b', '../x', '?', '#1', 'a b', '💡', 'x\\ud800', '&amp;', '"']
  const files = ids.map((id, i) => [
    `${i}.md`,
    `---\nepisode: ${JSON.stringify(id).replaceAll('\\\\', '\\')}\ntitle: T${i}\n---\n`,
  ])
  const { show } = await readFiles(Object.fromEntries(files))
  expect(show.episodes.map(({ id }) => id)).not.toContain('..')
  const odd = await open(createLibrary(show, '2026-11-23'))
  const links = [...(await odd.text('/dashboard')).matchAll(/<a href="(\/dashboard\/episodes\/[^"]*)">(T\d+)</g)]
  expect(links).toHaveLength(ids.length)
  for (const [, address = '', title] of links) expect(await odd.text(address)).toContain(`· ${title}</title>`)
  await odd.close()
})

test('finds episodes by number, title and file, and filters them', async () => {
  const ids = async (query: string) => {
    const text = await page.text(`/dashboard?${query}`)
    return [...text.matchAll(/href="\/dashboard\/episodes\/([^"]*)"/g)].map(([, id]) => id).toSorted()
  }
  const { episodes } = library
  expect(await ids('')).toEqual(episodes.map(({ id }) => id).toSorted())
  expect(await ids('words=FRES lens')).toEqual(['4'])
  expect(await ids('words=storm-glass')).toEqual(['8'])
  expect(await ids('words=zeppelin')).toEqual([])
  const silent = episodes.filter(({ segments }) => segments.length === 0).map(({ id }) => id)
  expect(silent.length).toBeGreaterThan(0)
  expect(await ids('only=no-transcript')).toEqual(silent.toSorted())
  const faulty = episodes.filter(({ file }) => problems.some(problem => problem.file === file)).map(({ id }) => id)
  expect(await ids('only=with-problems')).toEqual(faulty.toSorted())
  expect(await page.text('/dashboard?only=with-problems')).toContain(`${faulty.length} of ${episodes.length} episodes.`)
  expect(await ids('only=__proto__&episodes=-1&problems=NaN')).toHaveLength(episodes.length)
})

test('draws the rows of a large show a hundred at a time', async () => {
  const many = Array.from({ length: 2000 }, (_, i) => episode(`${i + 1}`, `Night ${i + 1}`))
  const faults = many.map(({ file }) => ({ ...problems[0], severity: 'error', file }) as Problem)
  const large = await open(createLibrary(showOf(...many), '2026-11-23'), { problems: () => faults })
  const rows = (text: string) => [text.split('<tr').length - 2, text.split('<li class="error"').length - 1]
  const first = await large.text('/dashboard')
  expect(first.length).toBeLessThan(150_000)
  expect(rows(first)).toEqual([100, 100])
  const [, next = ''] = /class="more" href="([^"]*)"/.exec(first) ?? []
  expect(rows(await large.text(unescaped(next)))).toEqual([200, 100])
  expect(rows(await large.text('/dashboard?episodes=2000&problems=2000'))).toEqual([2000, 2000])
  await large.close()
})

test('without problems and questions the dashboard says so', async () => {
  const calm = await open(library)
  expect(await calm.text('/dashboard')).toContain('every file was read without problems')
  expect(await calm.text('/dashboard')).toContain('start with --questions FILE')
  expect(await calm.text('/dashboard/questions')).not.toContain('href="#')
  await calm.close()
})

function unescaped(html: string): string {
  const signs: Readonly<Record<string, string>> = { quot: '"', '#39': "'", amp: '&', lt: '<', gt: '>' }
  return html.replace(/&(quot|#39|amp|lt|gt);/g, (whole, name: string) => signs[name] ?? whole)
}
