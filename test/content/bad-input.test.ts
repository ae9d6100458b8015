import { execFileSync } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readText } from '../../src/content/files.ts'
import { readShow } from '../../src/content/read-show.ts'
import { folderOf, inWords, readFiles, resourcesOf, summaryOf } from './folder.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

test('reports a folder that does not exist', async () => {
  const { show, problems } = await readShow('/nowhere/at/all')
  expect(show.episodes).toEqual([])
  expect(problems.map(inWords)).toEqual(['/nowhere/at/all:0 This folder does not exist. Check its name.'])
  expect(problems[0]?.severity).toBe('error')
})

test('reports a folder that is a file', async () => {
  const folder = await folderOf({ 'notes.md': 'Only me.' })
  const { show, problems } = await readShow(join(folder, 'notes.md'))
  expect(show.episodes).toEqual([])
  expect(problems.map(inWords)).toEqual([
    `${folder}/notes.md:0 This is not a folder. Name the folder that holds your episodes, not a file.`,
  ])
})

test('reports an empty folder', async () => {
  const folder = await folderOf({})
  const { show, problems } = await readShow(folder)
  expect(show.episodes).toEqual([])
  expect(problems.map(inWords)).toEqual([
    `${folder}:0 There is no episode in this folder. Add a markdown file for each episode.`,
  ])
})

test('reads the other files if one cannot be opened', async () => {
  const { show, problems } = await readFiles({
    '1.md': '---\nepisode: 1\ntitle: Readable\n---\n',
    '2.md': { linkTo: 'a-file-that-was-deleted.md' },
  })
  expect(show.episodes.map(({ title }) => title)).toEqual(['Readable'])
  expect(problems.map(inWords)).toEqual([
    '2.md:0 This link points to something that does not exist. Restore its target, or delete the link.',
  ])
})

test.skipIf(process.platform !== 'linux')('a name that is not UTF-8 is told from a file that was deleted', async () => {
  const folder = await folderOf({ '1.md': '---\nepisode: 1\ntitle: Readable\n---\n', '2 \ufffd.md': '# Two\n' })
  const named = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), bytes(name)])
  await writeFile(named('caf\xe9.md'), 'Nobody can open me.')
  await writeFile(named('caf\xe9.png'), 'Nobody needs me.')
  await mkdir(named('s\xe9rie'))
  const { show, problems } = await readShow(folder)
  expect(show.episodes.map(({ title }) => title)).toEqual(['Readable', 'Two'])
  const mend = 'Rename it without the characters that show as “\ufffd”.'
  expect(problems.filter(({ severity }) => severity === 'error').map(inWords)).toEqual([
    `caf\ufffd.md:0 This name is not valid UTF-8, so it cannot be opened. ${mend}`,
    `s\ufffdrie:0 This name is not valid UTF-8, so it cannot be opened. ${mend}`,
  ])
})

test('survives links that point to themselves or to a parent', async () => {
  const folder = await folderOf({
    'episodes/1.md': '---\nepisode: 1\ntitle: Once\n---\n',
    'loop.md': { linkTo: 'loop.md' },
  })
  await symlink(folder, join(folder, 'episodes', 'up'))
  const { show, problems } = await readShow(folder)
  expect(show.episodes.map(({ file }) => file)).toEqual(['episodes/1.md'])
  expect(problems.map(inWords)).toEqual([
    'loop.md:0 This link points back to itself. Point it to a file, or delete it.',
  ])
})

test('follows links within the folder, but not out of it', async () => {
  const secret = await folderOf({ '7.md': '---\nepisode: 7\ntitle: Private\n---\n', 'notes.txt': 'Mine.' })
  const { show, problems } = await readFiles({
    'archive/6.md': '---\nepisode: 6\ntitle: From the archive\n---\n',
    'episodes/6.md': { linkTo: '../archive/6.md' },
    latest: { linkTo: 'archive' },
    '7.md': { linkTo: join(secret, '7.md') },
    all: { linkTo: secret },
    'cover.png': { linkTo: join(secret, 'notes.txt') },
  })
  expect(new Set(show.episodes.map(({ title }) => title))).toEqual(new Set(['From the archive']))
  expect(problems.filter(({ message }) => message.includes('link')).map(inWords)).toEqual([
    '7.md:0 This link points out of the folder, so it was not followed. Put its target into the folder, or delete the link.',
    'all:0 This link points out of the folder, so it was not followed. Put its target into the folder, or delete the link.',
  ])
})

test('reports folders and sockets that are named like content', async () => {
  const folder = await folderOf({ '3.md/4.md': '---\nepisode: 4\ntitle: Inside\n---\n' })
  execFileSync('mkfifo', [join(folder, '5.vtt'), join(folder, 'pipe')])
  const { show, problems } = await readShow(folder)
  expect(show.episodes.map(({ title }) => title)).toEqual(['Inside'])
  expect(problems.map(inWords)).toEqual([
    '3.md:0 This is a folder, although it is named like a file. Give it a name without an extension.',
    '5.vtt:0 This is neither a file nor a folder, so it was not read. Replace it with a file, or delete it.',
  ])
})

test('reports a file that is deleted while the folder is read', async () => {
  const { problems } = await readText(await folderOf({}), '1.md')
  expect(problems.map(inWords)).toEqual([
    '1.md:0 This was deleted while the folder was being read. Read the folder again.',
  ])
})

test('reports an empty file, and one of whitespace', async () => {
  const { show, problems } = await readFiles({
    '1.md': '',
    '2.md': ' \n\n',
    '3.md': '---\nepisode: 3\ntitle: Three\n---\n',
  })
  expect(show.episodes.map(({ id }) => id)).toEqual(['3'])
  expect(problems.map(inWords)).toEqual([
    '1.md:0 The file is empty. Write something in it, or delete it.',
    '2.md:0 The file is empty. Write something in it, or delete it.',
  ])
})

test('reads Windows line ends', async () => {
  const { show, problems } = await readFiles({
    '1.md':
      '---\r\nepisode: 1\r\ntitle: Windows\r\npublish_date: soon\r\n---\r\n\r\nOne line,\r\nanother.\r\n\r\n- [Glass](https://glass.example)\r\n',
    '1.srt':
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nHello there.\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nGood day.\r\n',
  })
  const [episode] = show.episodes
  expect(episode && summaryOf(episode)).toEqual(['One line, another.'])
  expect(episode && resourcesOf(episode)).toEqual(['Glass → https://glass.example'])
  expect(episode?.segments.map(({ text }) => text)).toEqual(['Hello there.', 'Good day.'])
  expect(problems.map(inWords)).toEqual([
    '1.md:4 “soon” is not a date, so the episode is shown at once, and placed by its number. Write year, month and day: 2023-01-20.',
  ])
})

test('reads byte order marks in UTF-8 and UTF-16', async () => {
  const text = '---\nepisode: 1\ntitle: Marked\n---\n\nGrüße.\n'
  for (const file of [
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
  ]) {
    const { show, problems } = await readFiles({ '1.md': file })
    expect(show.episodes.map(episode => [episode.title, ...summaryOf(episode)])).toEqual([['Marked', 'Grüße.']])
    expect(problems).toEqual([])
  }
})

test('reads Latin-1, and reports the first line that is not UTF-8', async () => {
  const { show, problems } = await readFiles({
    '1.md': bytes('---\nepisode: 1\ntitle: Coffee\n---\n\nFirst line.\n\nA caf', [0xe9], ' in Z', [0xfc], 'rich.\n'),
  })
  expect(show.episodes.map(summaryOf)).toEqual([['First line.', 'A café in Zürich.']])
  expect(problems.map(inWords)).toEqual([
    '1.md:8 The file is not UTF-8, so it was read as Windows-1252. Save it as UTF-8.',
  ])
})

test('keeps both of two files with the same number, and reports the second', async () => {
  const { show, problems } = await readFiles({
    'a/12.md': '---\nepisode: 12\ntitle: First\n---\n',
    'b/012.md': '---\nepisode: "012"\ntitle: Second\n---\n',
    'c/12-2.md': '---\nepisode: 12-2\ntitle: Third\n---\n',
  })
  expect(show.episodes.map(({ id, title }) => `${id} ${title}`)).toEqual(['12 First', '12-2 Second', '12-2-2 Third'])
  expect(problems.map(({ file, severity, message }) => `${severity} ${file} ${message}`)).toEqual([
    'error b/012.md Episode 12 is already in a/12.md, so this one is read as 12-2.',
    'error c/12-2.md Episode 12-2 is already in b/012.md, so this one is read as 12-2-2.',
  ])
})

test('refuses front matter that is a program, and never runs it', async () => {
  const folder = await folderOf({})
  const trace = join(folder, 'it-was-run')
  const program = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'yes')`
  const languages = ['js', 'javascript', 'JS', 'JavaScript', ' js', 'coffee', 'toml', 'constructor', '__proto__']
  for (const [i, language] of languages.entries()) {
    await writeFile(join(folder, `${i + 1}.md`), `---${language}\n${program}\n---\n\nWords about ${language}.\n`)
  }
  const { show, problems } = await readShow(folder)
  expect(show.episodes.map(({ id }) => id).sort()).toEqual(languages.map((_, i) => String(i + 1)))
  expect(show.episodes.map(summaryOf)).toEqual(
    languages.map(language => [`Words about ${language.trim().replaceAll('_', '')}.`]),
  )
  expect(problems.filter(({ severity }) => severity === 'error').map(inWords)).toEqual(
    languages.map(
      (language, i) =>
        `${i + 1}.md:1 The front matter is written in “${language.trim()}”, which is not read and never run. Write it in YAML, between two lines of “---”.`,
    ),
  )
  await expect(readShow(trace)).resolves.toMatchObject({
    problems: [{ message: expect.stringContaining('does not exist') }],
  })
})

test('reads show notes of 5 MB up to a limit, and a transcript of 5 MB in full', { timeout: 60_000 }, async () => {
  const paragraph = 'The keeper trimmed the [lamp](https://lamps.example/one) and wrote **nothing** in the log.\n\n'
  const segments = Array.from({ length: 60_000 }, (_, i) => ({
    start: i,
    end: i + 1,
    text: `Watch ${i}: nothing to report but weather, and the weather is always the same out here.`,
  }))
  const { show, problems } = await readFiles({
    '1.md': `---\nepisode: 1\ntitle: The whole log\n---\n\n${paragraph.repeat(Math.ceil(5_000_000 / paragraph.length))}`,
    'transcripts/1.json': JSON.stringify({ segments }),
    '2.md': '---\nepisode: 2\ntitle: A short one\n---\n',
  })
  expect(show.episodes.map(({ title }) => title)).toEqual(['The whole log', 'A short one'])
  const [long] = show.episodes
  expect(long?.summary.length).toBeGreaterThan(500)
  expect(long?.resources).toHaveLength(1)
  expect(long?.segments).toHaveLength(60_000)
  expect(problems.map(({ file, message, fix }) => `${file} ${message} ${fix}`)).toEqual([
    '1.md Only the first 49,954 characters of these notes were read. Shorten them; a transcript belongs in a file of its own.',
  ])
})

test('refuses a file that is too large', async () => {
  const folder = await folderOf({ '1.md': 'A film, perhaps.', '2.md': '---\nepisode: 2\ntitle: Two\n---\n' })
  await truncate(join(folder, '1.md'), 51_000_000)
  const { show, problems } = await readShow(folder)
  expect(show.episodes.map(({ id }) => id)).toEqual(['2'])
  expect(problems.map(inWords)).toEqual([
    '1.md:0 The file is 51 MB, and files over 50 MB are not read. Split it, or move it out of this folder.',
  ])
})
