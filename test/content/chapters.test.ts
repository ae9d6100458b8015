import { expect, test } from 'vitest'
import { readNotes, resourcesOf, summaryOf } from './folder.ts'

const chapters = async (body: string): Promise<string[]> =>
  (await readNotes(`\n${body}\n`)).episode.chapters.map(({ start, title }) => `${start} ${title}`)

test.each([
  ['links, a line each', '**[00:10](#t=00:10)** One\n**[01:20](#t=01:20)** Two'],
  ['links, a paragraph each', '**[00:10](#t=00:10)** One\n\n**[01:20](#t=01:20)** Two'],
  ['links in a list', '* **[00:10](#t=00:10)** One\n* **[01:20](#t=01:20)** Two'],
  ['links in a nested list', '* **[00:10](#t=00:10)** One\n  * **[01:20](#t=01:20)** Two'],
  ['times and dashes', '0:10 - One\n\n1:20 – Two'],
  ['a list of times and dashes', '* 00:10 - One\n* 01:20 - Two'],
  ['times and blanks, as YouTube has them', '0:10 One\n1:20 Two\n2:00 Three'],
  ['times in brackets', '- [0:10] One\n- (1:20) Two'],
  ['times on lines of their own', '0:10\n\n* One\n\n1:20\n\nTwo'],
  ['times in headings', '## 0:10 – One\n\n## 1:20 – Two'],
  [
    'times that link to the video',
    '- [0:10](https://youtu.be/dQw4w9WgXcQ?t=10) One\n- [1:20](https://youtu.be/dQw4w9WgXcQ?t=80) Two',
  ],
])('%s are chapters', async (_, body) => {
  expect((await chapters(body)).slice(0, 2)).toEqual(['10 One', '80 Two'])
})

test('neither quotes chapters nor lists their times as resources', async () => {
  const { episode } = await readNotes(
    '\nWords.\n\n* **[00:10](#t=00:10)** One\n* **[01:20](#t=01:20)** [Two](https://two.example)\n',
  )
  expect(summaryOf(episode)).toEqual(['Words.'])
  expect(resourcesOf(episode)).toEqual(['Two → https://two.example'])
})

test('restores hours that were left out', async () => {
  expect(await chapters('0:00 - A\n\n59:49 - B\n\n02:12 - C\n\n58:00 - D\n\n01:30 - E\n\n2:10:00 - F')).toEqual([
    '0 A',
    '3589 B',
    '3732 C',
    '7080 D',
    '7290 E',
    '7800 F',
  ])
  expect((await readNotes('\n59:49 - B\n\n02:12 - C\n\n0:00 - Again\n\n1:00 - D\n')).problems).toEqual([])
  expect(await chapters('1:02:03 - A\n\n75:10 - B')).toEqual(['3723 A', '4510 B'])
})

test('sorts chapters that are out of order, and reports them', async () => {
  expect((await readNotes('\n10:00 - B\n\n9:30 - A\n\n9:45 - C\n')).problems).toEqual([
    '1.md:8 9:30 comes after 10:00, so the chapters were sorted. Check the two times.',
  ])
  expect(await chapters('10:00 - B\n\n9:30 - A\n\n11:00 - C')).toEqual(['570 A', '600 B', '660 C'])
})

test('leaves a time in a sentence alone', async () => {
  const { episode, problems } = await readNotes('\n10:30 is when the bakers come in.\n\nThe 12:45 never stops here.\n')
  expect(episode.chapters).toEqual([])
  expect(summaryOf(episode)).toHaveLength(2)
  expect(problems).toEqual([])
})

test('reports an invalid time', async () => {
  const { episode, problems } = await readNotes('\n0:10 - One\n\n12:75 - Two\n')
  expect(episode.chapters).toHaveLength(1)
  expect(problems).toEqual(['1.md:8 12:75 is not a time. Write it as minutes:seconds or hours:minutes:seconds.'])
})

test('does not take minutes, seconds and frames for hours', async () => {
  const { episode, problems } = await readNotes('\n00:00:00 - A\n\n14:31:10 - B\n\n18:01:18 - C\n')
  expect(episode.chapters.map(({ start }) => start)).toEqual([0, 871, 1081])
  expect(problems).toEqual([
    '1.md:8 14:31:10 would be hours into the episode, so it was read as minutes, seconds and frames. Write the chapters as minutes:seconds.',
  ])
})

test.each([
  ['Words.\n\nChapters:\n\n0:00 One\n1:00 Two\n2:00 Three', 'Words.'],
  ['Words.\nChapters:\n0:00 One\n1:00 Two\n2:00 Three\nMore words.', 'Words. More words.'],
  ['Words. In this episode:\n\n- 0:00 – One\n- 1:00 – Two', 'Words.'],
  ['Words.\n\n⏱️ Timestamps\n\n0:00 – One\n\n1:00 – Two', 'Words.'],
  ['Words\nTime codes:\n\n- [0:00](#t=0) One', 'Words'],
  ['So ends the chapter.\n\n0:00 – One', 'So ends the chapter.'],
  ['Words: many.\n\nThe first chapter\n\nis long.', 'Words: many.|The first chapter|is long.'],
])('leaves out the words above the chapters: %j', async (body, left) => {
  expect(summaryOf((await readNotes(`\n${body}\n`)).episode).join('|')).toBe(left)
})
