import { mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Change, type LiveLibrary, liveLibrary } from '../../src/operations/live-library.ts'
import { createLibrary } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { folderOf, inWords } from '../content/folder.ts'

vi.setConfig({ testTimeout: 30_000 })

const notes = (id: number, title: string, words: string, more = '') =>
  `---\nepisode: ${id}\ntitle: ${title}\ndate: 2026-0${id}-01\n${more}---\n\n${words}\n`

const spoken = (...texts: readonly string[]) =>
  JSON.stringify({ speakers: { a: 'Ada' }, segments: texts.map((text, i) => ({ speakerLabel: 'a', start: i, text })) })

const umbrellas = {
  'show.md': '---\nname: Brolly\n---\n\nA podcast about umbrellas.\n',
  '1.md': notes(1, 'The handle', 'Why handles are bent.'),
  '2.md': notes(2, 'The ribs', 'How many ribs are enough?'),
  'transcripts/1.json': spoken('A bent handle hangs on your arm.', 'A straight one falls.'),
}

/** A show about umbrellas, read, with what is told of it. */
async function brolly(files: Readonly<Record<string, string>> = umbrellas) {
  const root = await folderOf(files)
  let day = '2026-06-30'
  const changes: Change[] = []
  const faults: unknown[] = []
  let build = createLibrary
  const library = await liveLibrary(
    { folder: root, today: () => day, build: async (show, today) => build(show, today) },
    { onChange: change => changes.push(change), onFault: fault => faults.push(fault) },
  )
  return {
    root,
    library,
    changes,
    faults,
    on: (today: string) => {
      day = today
    },
    buildWith: (other: typeof createLibrary) => {
      build = other
    },
    write: async (file: string, text: string) => {
      await writeFile(join(root, file), text)
      await library.look()
    },
  }
}

const titles = (library: LiveLibrary) => library.current().episodes.map(({ title }) => title)
const problems = (library: LiveLibrary) => library.problems().map(inWords)
const heard = (library: LiveLibrary, id: string) =>
  library
    .current()
    .episodes.find(episode => episode.id === id)
    ?.segments.map(({ text }) => text)

const MEANWHILE = 'Until this is fixed, the earlier version is used.'

test('shows changed, added and deleted files in the next answer', async () => {
  const { root, library, changes, write } = await brolly()
  const before = library.current()
  await write('2.md', notes(2, 'Eight ribs', 'Eight.'))
  expect(titles(library)).toEqual(['The handle', 'Eight ribs'])
  await write('3.md', notes(3, 'The ferrule', 'The point of it.'))
  expect(titles(library)).toEqual(['The handle', 'Eight ribs', 'The ferrule'])
  await unlink(join(root, '1.md'))
  await library.look()
  expect(titles(library)).toEqual(['Eight ribs', 'The ferrule'])
  expect(changes.map(({ edited }) => edited)).toEqual([true, true, true])
  expect(before.episodes.map(({ title }) => title)).toEqual(['The handle', 'The ribs'])
})

test('builds nothing if nothing has changed', async () => {
  const { root, library, changes, write } = await brolly()
  await write('3.md', 'No frontmatter.')
  changes.length = 0
  const [before, problems] = [library.current(), library.problems()]
  expect(problems).toHaveLength(1)
  await write('1.md', umbrellas['1.md'])
  await writeFile(join(root, '1.md~'), 'a copy that an editor keeps')
  await library.look()
  expect(library.current()).toBe(before)
  expect(library.problems()).toBe(problems)
  expect(changes).toEqual([])
})

test('keeps the earlier version of a broken episode, and reports the problem', async () => {
  const { library, changes, write } = await brolly()
  for (const [broken, says] of [
    ['---\nepisode: 2\ntitle: "The ribs\ndate: 2026-02-01\n---\n\nNo.\n', 'is not valid YAML'],
    ['', 'The file is empty.'],
    ['The ribs\n---\n\nNo.\n', 'There is no front matter'],
    ['---\nepisode: 2\ntitle: The ribs\n', 'The front matter has no end.'],
  ] as const) {
    const before = library.current()
    const [, title] = titles(library)
    await write('2.md', broken)
    expect([says, library.current() === before]).toEqual([says, true])
    expect(titles(library)).toEqual(['The handle', title])
    expect(problems(library).join('\n')).toContain(says)
    expect(problems(library).filter(problem => problem.includes(MEANWHILE))).toHaveLength(1)
    expect(changes.at(-1)?.newProblems).toHaveLength(library.problems().length)

    await write('2.md', notes(2, `${title}, again`, 'Nine.'))
    expect(titles(library)).toEqual(['The handle', `${title}, again`])
    expect(problems(library)).toEqual([])
  }
})

test('keeps a broken episode while others change', async () => {
  const { library, write } = await brolly()
  await write('2.md', '---\ntitle: "The\n---\n')
  await write('1.md', notes(1, 'The crook', 'Bent.'))
  await write('2.md', '---\ntitle: "Th\n---\n')
  expect(titles(library)).toEqual(['The crook', 'The ribs'])
})

test('reads as much as possible of an episode that was always broken', async () => {
  const { library, write } = await brolly({
    ...umbrellas,
    '2.md': '---\nepisode: 2\ntitle: Ribs: a view\n---\n\nWhat?',
  })
  const [before] = problems(library)
  expect(before).toContain('is not valid YAML')
  await write('2.md', '---\nepisode: 2\ntitle: Ribs: a review\n---\n\nWhat?')
  expect(problems(library).join()).not.toContain(MEANWHILE)
})

test('keeps quoting the earlier version of a broken transcript', async () => {
  const { library, write } = await brolly()
  let last = ['A bent handle hangs on your arm.', 'A straight one falls.']
  for (const [broken, says] of [
    [spoken('A bent handle hangs.', 'So.').slice(0, 60), 'is not valid JSON'],
    ['', 'The file is empty.'],
    ['{"segments":[]}', 'has no words'],
  ] as const) {
    await write('transcripts/1.json', broken)
    expect(heard(library, '1')).toEqual(last)
    expect(problems(library).join()).toContain(says)
    expect(problems(library).join()).toContain(MEANWHILE)
    last = [`Bamboo bends best, they say ${says}.`]
    await write('transcripts/1.json', spoken(...last))
    expect(heard(library, '1')).toEqual(last)
    expect(problems(library)).toEqual([])
  }
})

test('survives a folder that vanishes, is empty for a while, and comes back', async () => {
  const { root, library, write } = await brolly()
  await rename(root, `${root}-away`)
  await library.look()
  expect(titles(library)).toEqual(['The handle', 'The ribs'])
  expect(problems(library)).toEqual([`${root}:0 This folder does not exist. Check its name.`])
  await mkdir(root)
  await library.look()
  expect(titles(library)).toEqual(['The handle', 'The ribs'])
  expect(problems(library)).toEqual([
    `${root}:0 There is no episode in this folder. Add a markdown file for each episode.`,
  ])
  await rm(root, { recursive: true })
  await rename(`${root}-away`, root)
  await write('1.md', notes(1, 'The crook', 'Bent.'))
  expect(titles(library)).toEqual(['The crook', 'The ribs'])
  expect(problems(library)).toEqual([])
})

test('keeps the content of a subfolder that cannot be opened any more', async () => {
  const { root, library } = await brolly()
  await rename(join(root, 'transcripts'), `${root}-away`)
  await symlink('transcripts', join(root, 'transcripts'))
  await library.look()
  expect(heard(library, '1')).toHaveLength(2)
  expect(problems(library).join()).toContain('transcripts:0 This link points back to itself.')
})

test('drops the transcripts of a deleted subfolder', async () => {
  const { root, library } = await brolly()
  await rm(join(root, 'transcripts'), { recursive: true })
  await library.look()
  expect(heard(library, '1')).toEqual([])
})

test('reveals an episode on its day while running', async () => {
  const { library, changes, on } = await brolly({ ...umbrellas, '7.md': notes(7, 'The canopy', 'Silk.') })
  expect(titles(library)).toEqual(['The handle', 'The ribs'])
  const before = library.current()
  await library.look()
  expect(library.current()).toBe(before)
  on('2026-07-01')
  await library.look()
  expect(titles(library)).toEqual(['The handle', 'The ribs', 'The canopy'])
  expect(changes).toMatchObject([{ edited: false, revealed: true, newProblems: [] }])
})

test('keeps the library if a new one cannot be built, and tries again', async () => {
  const { library, faults, write, buildWith } = await brolly()
  const before = library.current()
  buildWith(() => {
    throw new Error('The machine is full.')
  })
  await write('1.md', notes(1, 'The crook', 'Bent.'))
  expect(library.current()).toBe(before)
  expect(faults.map(String)).toEqual(['Error: The machine is full.'])
  buildWith(createLibrary)
  await library.look()
  expect(titles(library)).toEqual(['The crook', 'The ribs'])
})

test('shares one more look among all calls during a build', async () => {
  const { root, library, buildWith } = await brolly()
  let builds = 0
  buildWith((show, today) => {
    builds++
    return createLibrary(show, today)
  })
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    await writeFile(join(root, '1.md'), notes(1, title, 'Bent.'))
    library.look()
  }
  await library.look()
  expect(titles(library)[0]).toBe('Four')
  expect(builds).toBeLessThanOrEqual(2)
})

test('notices a saved file by itself', async () => {
  const { root, library } = await brolly()
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  library.follow(leave.signal)
  await writeFile(join(root, '3.md'), notes(3, 'The ferrule', 'The point of it.'))
  await vi.waitUntil(() => titles(library).includes('The ferrule'), { timeout: 10_000 })
  await writeFile(join(root, '1.md'), notes(1, 'The crook', 'Bent.'))
  await vi.waitUntil(() => titles(library).includes('The crook'), { timeout: 10_000 })
  await unlink(join(root, '2.md'))
  await vi.waitUntil(() => !titles(library).includes('The ribs'), { timeout: 10_000 })
  expect(problems(library)).toEqual([])
})

test('indexes an edited episode of a larger show in place', async () => {
  const files = Array.from({ length: 12 }, (_, i) => [
    `${i + 1}.md`,
    `---\nepisode: ${i + 1}\ntitle: Day ${i + 1}\n---\n\nRain.\n`,
  ])
  const { library, faults, write, buildWith } = await brolly(Object.fromEntries(files))
  buildWith(() => {
    throw new Error('The whole show is indexed again.')
  })
  await write('3.md', '---\nepisode: 3\ntitle: Hail\n---\n\nHail breaks a rib.\n')
  expect(faults).toEqual([])
  expect(titles(library)[2]).toBe('Hail')
  expect(rank(library.current(), 'hail').episodes.map(({ episode }) => episode.id)).toEqual(['3'])
})

/** Counts the turns of this thread's event loop while something happens. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  work.finally(() => {
    isDone = true
  })
  while (!isDone) {
    await setImmediate()
    turns++
  }
  return turns
}

test('answers while a file overruns in the thread, and keeps its earlier version', async () => {
  const body = 'a\n==\n'.repeat(5_500)
  const { root, library, faults } = await brolly()
  await writeFile(join(root, '2.md'), `${notes(2, 'The ribs', 'Eight.')}${body}`)
  await writeFile(join(root, '3.md'), notes(3, 'The ferrule', 'The point of it.'))
  expect(await turnsDuring(library.look())).toBeGreaterThan(1000)
  expect(titles(library)).toEqual(['The handle', 'The ribs', 'The ferrule'])
  expect(problems(library)).toEqual([expect.stringContaining(`2.md:0 This takes too long to read`)])
  expect(problems(library)[0]).toContain(MEANWHILE)
  expect(faults).toEqual([])
})

test('posts 10,000 warnings once, not at every look', async () => {
  const count = 10_000
  const links = Array.from({ length: 20 }, (_, i) => `- [Rib ${i}](ribs/${'abcdefghijklmnopqrst'[i]}.html)`).join('\n')
  const files = Array.from({ length: count / 20 }, (_, i) => [
    `${i + 1}.md`,
    `---\nepisode: ${i + 1}\ntitle: Day ${i + 1}\ndate: 2026-01-01\n---\n\n${links}\n`,
  ])
  const { library, changes, write } = await brolly(Object.fromEntries(files))
  expect(library.problems()).toHaveLength(count)
  const before = library.problems()
  await library.look()
  expect(library.problems()).toBe(before)
  await write('1.md', notes(1, 'Rain', 'Rain.'))
  expect(library.problems()).toHaveLength(count - 20)
  expect(changes.map(({ newProblems }) => newProblems)).toEqual([[]])
})
