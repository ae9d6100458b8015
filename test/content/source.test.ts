import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { issueUrl, lineUrl, readSource } from '../../src/content/source.ts'
import { folderOf, readFiles } from './folder.ts'

const linked = (source: string, file: string): string | undefined => {
  const found = readSource(source)
  return found && lineUrl(found, file, 12)
}

test.each([
  ['https://github.com/acme/blink', 'a.md', 'https://github.com/acme/blink/blob/HEAD/a.md?plain=1#L12'],
  ['https://github.com/acme/blink.git', 't/a.vtt', 'https://github.com/acme/blink/blob/HEAD/t/a.vtt#L12'],
  [
    'https://github.com/acme/blink/tree/main/content/',
    'episodes/über 7.md',
    'https://github.com/acme/blink/blob/main/content/episodes/%C3%BCber%207.md?plain=1#L12',
  ],
  ['https://user:secret@github.com/acme/blink', 'a.srt', 'https://github.com/acme/blink/blob/HEAD/a.srt#L12'],
  ['https://gitlab.com/acme/shows/blink', 'a.md', 'https://gitlab.com/acme/shows/blink/-/blob/HEAD/a.md?plain=1#L12'],
  [
    'https://git.acme.example/blink/blink/-/tree/main/x',
    'a.vtt',
    'https://git.acme.example/blink/blink/-/blob/main/x/a.vtt#L12',
  ],
  ['https://codeberg.org/acme/blink', 'a.vtt', 'https://codeberg.org/acme/blink/src/HEAD/a.vtt#L12'],
  [
    'https://git.acme.example/acme/blink/src/branch/main/x',
    'a.md',
    'https://git.acme.example/acme/blink/src/branch/main/x/a.md?display=source#L12',
  ],
])('a line in %s is at %s → %s', (source, file, url) => {
  expect(linked(source, file)).toBe(url)
})

test.each([
  'https://blink.example',
  'https://github.com/acme',
  'git@github.com:acme/blink',
  'blink',
  'ftp://github.com/a/b',
])('%s is no repository on the web', source => {
  expect(readSource(source)).toBeUndefined()
})

test('an issue is filled in, and cut to the length that is allowed', () => {
  const issue = { title: 'Fog, 5:16', text: '> The horn fell silent.', end: '\n\na.md:12' }
  const source = readSource('https://github.com/acme/blink')
  const gitlab = readSource('https://gitlab.com/acme/blink')
  if (!source || !gitlab) throw new Error('Both are repositories.')
  const { searchParams } = new URL(issueUrl(source, issue, 500))
  expect([...searchParams]).toEqual([
    ['title', 'Fog, 5:16'],
    ['body', '> The horn fell silent.\n\na.md:12'],
  ])
  expect(new URL(issueUrl(gitlab, issue, 500)).searchParams.get('issue[title]')).toBe('Fog, 5:16')
  const long = issueUrl(source, { ...issue, text: '> Ein Nebelhorn für Übersee. '.repeat(50) }, 400)
  expect(long.length).toBeLessThanOrEqual(400)
  expect(new URL(long).searchParams.get('body')).toMatch(/^> Ein Nebelhorn .*…\n\na\.md:12$/)
})

const clone = async (remote: string, head = 'ref: refs/heads/main\n') => {
  const folder = await folderOf({ 'content/1.md': '---\nepisode: 1\ntitle: One\n---\nWords.\n' })
  await mkdir(join(folder, '.git'))
  await writeFile(join(folder, '.git/HEAD'), head)
  await writeFile(
    join(folder, '.git/config'),
    `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${remote}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  )
  return (await readShow(join(folder, 'content'))).show.source
}

test.each([
  ['git@github.com:acme/blink.git', 'https://github.com/acme/blink/tree/main/content'],
  ['https://token@github.com/acme/blink.git', 'https://github.com/acme/blink/tree/main/content'],
  ['ssh://git@codeberg.org:22/acme/blink.git', 'https://codeberg.org/acme/blink/src/branch/main/content'],
  ['https://gitlab.com/acme/blink.git', 'https://gitlab.com/acme/blink/-/tree/main/content'],
  ['/srv/git/blink.git', undefined],
  ['https://blink.example/blink.git', undefined],
])('the clone of %s is from %s', async (remote, source) => {
  expect(await clone(remote)).toBe(source)
})

test('a clone without a branch is at its main one, and a branch may have slashes', async () => {
  const remote = 'https://github.com/acme/blink'
  expect(await clone(remote, '0123456789abcdef\n')).toBe(`${remote}/tree/HEAD/content`)
  const source = await clone(remote, 'ref: refs/heads/new/notes\n')
  expect(linked(source ?? '', 'a.vtt')).toBe(`${remote}/blob/new/notes/content/a.vtt#L12`)
})

test('show.md comes before the clone', async () => {
  const { show } = await readFiles({
    'show.md': '---\nname: Blink\nsource: https://codeberg.org/acme/blink\n---\n',
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': '[remote "origin"]\n\turl = https://github.com/acme/other\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\nWords.\n',
  })
  expect(show.source).toBe('https://codeberg.org/acme/blink')
})

test.each([
  ['1.vtt', 'WEBVTT\n\nintro\n00:01.000 --> 00:02.000\nOne.\n\n00:02.000 --> 00:03.000\n<v Ada>Two.\n', [5, 8]],
  ['1.srt', '1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n', [3, 6]],
  ['1.json', '{"segments": [\n{"start": 1, "text": "One."},\n\n{"start": 2, "text": "Two \\"x\\"."}\n]}', [2, 4]],
  ['1.json', '[{"start":1,"text":"One."},{"start":2,"text":"Two."}]', [1, 1]],
  ['transcripts/1.md', '---\ntitle: x\n---\n\n**Ada:** One.\n\n**Ben:** Two.\n**Ada:** Three.\n', [5, 7, 8]],
  ['transcripts/1.html', '<cite>Ada:</cite>\n<time>0:01</time>\n<p>One.</p>\n<p>Two.</p>\n', [3, 4]],
])('each segment of %s has its line', async (file, text, lines) => {
  const { show } = await readFiles({ '1.md': '---\nepisode: 1\ntitle: One\n---\n', [file]: text })
  const [episode] = show.episodes
  expect(episode?.segments.map(({ line }) => line)).toEqual(lines)
  expect(episode?.transcriptFile).toBe(file)
})

test('a transcript within the notes has lines of the notes', async () => {
  const { show } = await readFiles({
    '1.md':
      '---\nepisode: 1\ntitle: One\n---\n\nNotes.\n\n## Transcript\n\nAda: One.\n\nBen: Two.\n\nAda: Three.\n\nBen: Four.\n',
  })
  const [episode] = show.episodes
  expect(episode?.segments.map(({ line, text }) => [line, text])).toEqual([
    [10, 'One.'],
    [12, 'Two.'],
    [14, 'Three.'],
    [16, 'Four.'],
  ])
  expect(episode?.transcriptFile).toBeUndefined()
  expect(episode?.summary.map(({ line }) => line)).toEqual([6])
})
