import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReadCache } from '../../src/content/read-cache.ts'
import { readShow } from '../../src/content/read-show.ts'
import { ask } from '../../src/search/ask.ts'
import { createLibrary } from '../../src/search/library.ts'
import { folderOf, inWords, readFiles, readNotes, resourcesOf, summaryOf } from './folder.ts'

// Each of these took minutes, or stopped everything. The time that a test may take is what fails them.

const episode = '---\nepisode: 1\ntitle: One\n---\n'
const good = { '2.md': '---\nepisode: 2\ntitle: Two\n---\nOtters.\n' }

describe('show notes', () => {
  test.each([
    ['quotes in quotes', `${'>'.repeat(5_000)} x`],
    ['lists in lists', `${'- '.repeat(2_000)} x`],
    ['numbered lists in quotes', `${'> 1. '.repeat(40)} x`],
  ])('leaves out %s that are nested too deep', async (_, line) => {
    const { episode, problems } = await readNotes(`\nBefore.\n\n${line}\n\nBehind.\n`)
    expect(summaryOf(episode)).toEqual(['Before.', 'Behind.'])
    expect(problems).toEqual([
      '1.md:8 Lists or quotes are nested more than 20 deep here, so lines like this one were left out. Remove some of the characters that the line begins with.',
    ])
  })

  test('accepts the nesting that people write', async () => {
    const { episode, problems } = await readNotes(`\n> > > - Deep.\n\n${'- '.repeat(40)}\n\n${'*'.repeat(40)}\n`)
    expect(summaryOf(episode)).toEqual(['Deep.'])
    expect(problems).toEqual([])
  })

  test.each([
    ['tags', `x ${'<b>'.repeat(33_000)}`],
    ['bold words that never end', '**a_ '.repeat(20_000)],
    ['links that never end', '[a]('.repeat(25_000)],
    ['bare addresses', 'https://otters.example '.repeat(5_000)],
    ['nested lists', `${'- - - - x\n'.repeat(10_000)}`],
  ])('reads thousands of %s up to a limit', { timeout: 20_000 }, async (_, body) => {
    const { problems } = await readNotes(`\n${body}\n`)
    expect(
      problems.filter(says => /Only the first [\d,]+ characters of these notes were read/.test(says)),
    ).toHaveLength(1)
  })

  test('lose no more than necessary if they are too long', async () => {
    const line = '- [A lamp](https://lamps.example/one) which burns\n'
    const { episode, problems } = await readNotes(`\nShort.\n\n${line.repeat(2_000)}`)
    expect(resourcesOf(episode)).toEqual(['A lamp → https://lamps.example/one'])
    expect(problems).toEqual([
      '1.md:1006 Only the first 49,957 characters of these notes were read. Shorten them; a transcript belongs in a file of its own.',
    ])
  })

  test('may have long front matter', async () => {
    const { show, problems } = await readFiles({
      '1.md': `---\nepisode: 1\ntitle: One\nwords: |\n${'  and so on\n'.repeat(100_000)}date: 2023-01-20\n---\nBelow.\n`,
    })
    expect(show.episodes.map(summaryOf)).toEqual([['Below.']])
    expect(problems.map(inWords)).toEqual([
      '1.md:83335 Only the first 999,992 characters of the front matter were read. Move long text below the front matter, or into a file of its own.',
    ])
  })

  test('thousands of bad lines in the front matter', { timeout: 20_000 }, async () => {
    const lines = Array.from({ length: 2_500 }, (_, i) => `k${i}: a: b\n`).join('')
    const { show } = await readFiles({ '1.md': `---\nepisode: 1\n${lines}---\nBelow.\n` })
    expect(show.episodes.map(({ id }) => id)).toEqual(['1'])
  })
})

test('counts the problems of a file beyond the first fifty', async () => {
  const links = Array.from({ length: 3_000 }, (_, i) => `- [Otter ${i}](otters/${i}.html)`).join('\n')
  const { show, problems } = await readFiles({ '1.md': `${episode}${links}\n`, ...good })
  expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2'])
  expect(problems).toHaveLength(51)
  expect(problems.at(-1)).toMatchObject({ file: '1.md', severity: 'warning' })
  expect(problems.at(-1)?.message).toMatch(/^There are [\d,]+ more warnings in this file\.$/)
})

test('applies the same limits to show.md', async () => {
  const { show, problems } = await readFiles({
    ...good,
    'show.md': `---\nname: Otters\n---\nTwo otters.\n\n${'>'.repeat(20_000)}\n\n${'a [b](c) *d* '.repeat(50_000)}`,
  })
  expect(show.name).toBe('Otters')
  expect(show.about[0]?.text).toBe('Two otters.')
  expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
    expect.stringContaining('show.md Lists or quotes are nested more than 20 deep'),
    expect.stringMatching(/^show\.md Only the first [\d,]+ characters/),
  ])
})

describe('a transcript', () => {
  const read = async (file: string, text: string) => {
    const { show, problems } = await readFiles({ '1.md': episode, [`transcripts/${file}`]: text, ...good })
    expect(show.episodes.map(({ title }) => title)).toEqual(['One', 'Two'])
    return { segments: show.episodes[0]?.segments ?? [], problems: problems.map(inWords) }
  }

  test('of ten hours is read whole', { timeout: 20_000 }, async () => {
    const lines = Array.from(
      { length: 6_000 },
      (_, i) =>
        `**${i % 2 ? 'Ada' : 'Bo'}:** The ${i}th otter of this long night dives for a stone, and then another.\n\n`,
    )
    const { segments, problems } = await read('1.md', lines.join(''))
    expect(segments).toHaveLength(6_000)
    expect(segments.at(-1)).toMatchObject({
      speaker: 'Ada',
      text: 'The 5999th otter of this long night dives for a stone, and then another.',
    })
    expect(problems).toEqual([])
  })

  test.each([
    ['1.json', (words: string) => JSON.stringify([{ start: 0, end: 9, text: words }])],
    ['1.vtt', (words: string) => `WEBVTT\n\n00:00.000 --> 00:09.000\n${words}\n`],
  ])('with one segment of 300,000 words can be searched: %s', { timeout: 20_000 }, async (file, write) => {
    const words = Array.from({ length: 300_000 }, (_, i) => `otter${i}`).join(' ')
    const { show, problems } = await readFiles({ '1.md': episode, [`transcripts/${file}`]: write(words), ...good })
    expect(problems).toEqual([])
    const library = createLibrary(show, '2026-01-01')
    expect(ask(library, 'otter299999')).toMatchObject({ kind: 'found', best: { episode: { id: '1' } } })
    expect(ask(library, 'otters')).toMatchObject({ kind: 'found', best: { episode: { id: '2' } } })
  })

  test('of one endless paragraph loses no word', async () => {
    const words = Array.from({ length: 3_000 }, (_, i) => `otter ${i} - and ${i}. Then the`)
    const { segments, problems } = await read('1.md', `**Ada:** ${words.join(' ')}`)
    const heard = segments.map(({ text }) => text).join(' ')
    expect(words.filter(word => !heard.includes(word))).toEqual([])
    expect(new Set(segments.map(({ speaker }) => speaker))).toEqual(new Set(['Ada']))
    expect(problems).toEqual([])
  })

  test.each([
    ['quotes in quotes', '>'.repeat(20_000)],
    ['brackets', '['.repeat(1_000_000)],
  ])('stops where it is nothing but %s', async (_, knot) => {
    const { segments, problems } = await read(
      '1.md',
      `**Ada:** Otters.\n\n${'**Bo:** And then.\n\n'.repeat(1_000)}${knot}`,
    )
    expect(segments[0]).toMatchObject({ speaker: 'Ada', text: 'Otters.' })
    expect(problems.join()).toMatch(/Only the first [\d,]+ characters of this transcript were read\./)
  })

  test('that cannot be read affects nothing else', async () => {
    const { segments, problems } = await read('1.vtt', `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<b>'.repeat(50_000)}x`)
    expect(segments).toEqual([])
    expect(problems).toEqual([
      'transcripts/1.vtt:0 This could not be read (Maximum call stack size exceeded), and was left out. Take out half of it at a time until it can be read; what you took out last is the cause.',
    ])
  })

  test('may have a hundred thousand captions', { timeout: 20_000 }, async () => {
    const clock = (second: number): string => `${new Date(second * 1_000).toISOString().slice(11, 19)}.000`
    const cues = Array.from({ length: 80_000 }, (_, i) => `${clock(i)} --> ${clock(i + 1)}\notter ${i}\n`)
    expect((await read('1.vtt', `WEBVTT\n\n${cues.join('\n')}`)).segments).toHaveLength(80_000)
  })

  test('may go back in time again and again', async () => {
    const segments = Array.from({ length: 20_000 }, (_, i) => ({
      text: `these are words number ${i} here`,
      start: i % 2 ? 0 : 100 + i * 10,
    }))
    expect((await read('1.json', JSON.stringify({ segments }))).segments.length).toBeGreaterThan(19_000)
  })
})

describe('a file that takes too much time or memory', () => {
  const TOO_LONG = 'This takes too long to read, so it was left out.'

  test.each([
    ['underlined headings', 'a\n==\n'.repeat(5_500)],
    ['quotes between empty lines', '\n\n>'.repeat(8_000)],
    ['tables between quotes', '|-|\n> '.repeat(2_000)],
  ])('is left out, and affects no other: %s', async (_, body) => {
    const { show, problems } = await readFiles({ '1.md': `${episode}${body}`, ...good })
    expect(show.episodes.map(({ id }) => id)).toEqual(['2'])
    expect(problems).toMatchObject([{ file: '1.md', severity: 'error', message: TOO_LONG }])
  })

  test('keeps its earlier version', async () => {
    const folder = await folderOf({ '1.md': `${episode}Otters.\n`, ...good })
    const cache: ReadCache = new Map()
    await readShow(folder, { cache })
    await writeFile(join(folder, '1.md'), `${episode}${'|-|\n> '.repeat(2_000)}`)
    const { show, problems } = await readShow(folder, { cache })
    expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2'])
    expect(problems.map(({ message }) => message)).toEqual([
      `${TOO_LONG} Until this is fixed, the earlier version is used.`,
    ])
  })

  test.each([
    ['lists in lists', '['.repeat(49_000_000)],
    ['empty objects', `[${'{},'.repeat(16_000_000)}{}]`],
    ['numbers', `[${'0,'.repeat(6_000_000)}0]`],
  ])('has its JSON refused before it is parsed: %s', async (_, json) => {
    const { show, problems } = await readFiles({ '1.md': episode, 'transcripts/1.json': json, ...good })
    expect(show.episodes.map(({ segments }) => segments.length)).toEqual([0, 0])
    expect(problems.map(inWords)).toEqual([expect.stringContaining('transcripts/1.json:1 This has too many values')])
  })

  test('may run out of memory without ending the process', async () => {
    const cue = (i: number) => `${i}\n00:00:00,000 --> 00:00:01,000\n${'<b>a</b>'.repeat(4)}\n\n`
    const captions = Array.from({ length: 700_000 }, (_, i) => cue(i)).join('')
    const { show, problems } = await readFiles({ '1.md': episode, '1.srt': captions, ...good })
    expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2'])
    expect(problems.map(inWords)).toEqual([
      expect.stringMatching(/^1\.srt:0 This takes too (much memory|long) to read/),
    ])
  })
})

test('reads millions of values that are no segments in one pass', async () => {
  const json = `[${'0,'.repeat(2_000_000)}{"text":"Otters."}]`
  const { show, problems } = await readFiles({ '1.md': episode, 'transcripts/1.json': json })
  expect(show.episodes[0]?.segments).toMatchObject([{ text: 'Otters.' }])
  expect(problems.map(({ message }) => message)).toEqual(['2000000 segments have no text.'])
})

test('reads front matter with thousands of open quotes', async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => `k${i}: "a\n`).join('')
  const { show, problems } = await readFiles({ '1.md': `---\nepisode: 1\n${lines}---\nBelow.\n`, ...good })
  expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2'])
  expect(problems.map(({ message }) => message).join()).toContain('is not valid YAML')
})

test('reads a transcript with 80,000 speakers', async () => {
  const segments = Array.from({ length: 80_000 }, (_, i) => ({ speakerLabel: `s${i}`, start: i, text: `otter ${i}` }))
  const speakers = Object.fromEntries(segments.map(({ speakerLabel }, i) => [speakerLabel, `Ada ${i}`]))
  const { show, problems } = await readFiles({
    '1.md': episode,
    'transcripts/1.json': JSON.stringify({ speakers, segments }),
  })
  expect(show.episodes[0]?.segments).toHaveLength(80_000)
  expect(problems).toEqual([])
})

test('reads a transcript of five megabytes whole', async () => {
  const text = 'The otter of this long night dives for a stone, and then for another one'
  const segments = Array.from({ length: 50_000 }, (_, i) => ({ start: i, end: i + 1, text: `${text} ${i}.` }))
  const json = JSON.stringify({ segments })
  expect(json.length).toBeGreaterThan(5_000_000)
  const { show, problems } = await readFiles({ '1.md': episode, 'transcripts/1.json': json })
  expect(show.episodes[0]?.segments).toHaveLength(50_000)
  expect(problems).toEqual([])
})
