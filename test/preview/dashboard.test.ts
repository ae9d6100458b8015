import { afterAll, expect, test } from 'vitest'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { createLibrary } from '../../src/search/library.ts'
import { readFiles } from '../content/folder.ts'
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
