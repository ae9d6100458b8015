import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contentReader } from '../../src/operations/content-reader.ts'
import { folderOf } from '../content/folder.ts'

const notes = (id: number, title: string) => `---\nepisode: ${id}\ntitle: ${title}\n---\n\nRain.\n`

async function rainy() {
  const root = await folderOf({ '1.md': notes(1, 'Drizzle'), '2.md': notes(2, 'Hail') })
  const reader = contentReader(root)
  onTestFinished(reader.close)
  return { root, reader }
}

test('returns the same objects if nothing has changed, and the same episodes if others have', async () => {
  const { root, reader } = await rainy()
  const first = await reader.read()
  expect(first.show.episodes.map(({ title }) => title)).toEqual(['Drizzle', 'Hail'])
  const again = await reader.read()
  expect([again.show, again.problems]).toEqual([first.show, first.problems])
  expect(again.show).toBe(first.show)
  expect(again.problems).toBe(first.problems)
  await writeFile(join(root, '2.md'), notes(2, 'Sleet'))
  const edited = await reader.read()
  expect(edited.show.episodes.map(({ title }) => title)).toEqual(['Drizzle', 'Sleet'])
  expect(edited.show.episodes[0]).toBe(first.show.episodes[0])
})

test('continues with another thread after one has ended', async () => {
  const { root, reader } = await rainy()
  const first = await reader.read()
  const interrupted = reader.read()
  reader.close()
  await expect(interrupted).rejects.toThrow('The thread that reads the content ended.')
  await writeFile(join(root, '2.md'), notes(2, 'Sleet'))
  const edited = await reader.read()
  expect(edited.show.episodes.map(({ title }) => title)).toEqual(['Drizzle', 'Sleet'])
  expect(edited.show.episodes[0]).toBe(first.show.episodes[0])
})

test('posts only what differs from an index', async () => {
  const { root, reader } = await rainy()
  const indexed = await reader.read()
  const next = contentReader(root, indexed)
  onTestFinished(next.close)
  expect((await next.read()).show).toBe(indexed.show)
})
