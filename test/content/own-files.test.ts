import { execFileSync } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readOwnFile, replaceFile, STATE_FOLDER } from '../../src/content/own-files.ts'
import { DONE } from '../../src/result.ts'

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shownotes-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('replaces a link, and leaves alone what it leads to', async () => {
  const folder = await scratch()
  const [precious, file] = [join(folder, 'precious'), join(folder, 'file')]
  await writeFile(precious, 'mine')
  await symlink(precious, file)
  expect(await replaceFile(file, Buffer.from('new'))).toEqual(DONE)
  expect(await readFile(precious, 'utf8')).toBe('mine')
  expect((await lstat(file)).isFile()).toBe(true)
  expect(await readFile(file, 'utf8')).toBe('new')
})

test('does not write into a state folder that is a link', async () => {
  const folder = await scratch()
  await mkdir(join(folder, 'home'))
  await symlink(join(folder, 'home'), join(folder, STATE_FOLDER))
  expect(await replaceFile(join(folder, STATE_FOLDER, 'file'), Buffer.from('new'))).toMatchObject({
    error: { message: expect.stringContaining('is a link, so nothing was written there') },
  })
  expect(await readdir(join(folder, 'home'))).toEqual([])
})

test('keeps one of the versions whole if several are written at once', async () => {
  const file = join(await scratch(), 'file')
  const versions = Array.from({ length: 20 }, (_, n) => Buffer.alloc(500_000, n))
  expect(await Promise.all(versions.map(version => replaceFile(file, version)))).toEqual(versions.map(() => DONE))
  const written = await readFile(file)
  expect(versions.some(version => version.equals(written))).toBe(true)
  expect(await readdir(join(file, '..'))).toEqual(['file'])
})

test('removes what a killed process left behind, once it is old', async () => {
  const folder = await scratch()
  for (const name of ['file.old.new', 'file.recent.new', 'file.md', 'other.new'])
    await writeFile(join(folder, name), '')
  for (const name of ['file.old.new', 'file.md', 'other.new']) await utimes(join(folder, name), 1, 1)
  expect(await replaceFile(join(folder, 'file'), Buffer.from('new'))).toEqual(DONE)
  expect((await readdir(folder)).toSorted()).toEqual(['file', 'file.md', 'file.recent.new', 'other.new'])
})

test('does not wait for a pipe or a device, and reads nothing that is too large', async () => {
  const folder = await scratch()
  execFileSync('mkfifo', [join(folder, 'pipe')])
  await symlink('/dev/zero', join(folder, 'device'))
  await writeFile(join(folder, 'large'), '123456')
  for (const name of ['pipe', 'device']) await expect(readOwnFile(join(folder, name))).rejects.toThrow('never ends')
  await expect(readOwnFile(join(folder, 'large'), 5)).rejects.toThrow('too large')
  expect(await readOwnFile(join(folder, 'large'), 6)).toHaveLength(6)
})
