import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { watchFolder } from '../../src/content/watch.ts'
import { folderOf, inWords } from './folder.ts'

// Whoever may do everything can enter any folder, so these tests are somebody else.
const isRoot = process.geteuid?.() === 0
if (isRoot) process.seteuid?.(65534)
afterAll(() => {
  if (isRoot) process.seteuid?.(0)
})

test.each([
  ['a folder', 'notes', 0o755],
  ['a file', '1.md', 0o644],
])('reads %s as soon as permission is given', { timeout: 30_000 }, async (_, name, mode) => {
  const root = await folderOf({ '1.md': 'one', 'notes/2.md': 'two' })
  const shut = join(root, name)
  await chmod(shut, 0)
  const leave = new AbortController()
  onTestFinished(async () => {
    leave.abort()
    await chmod(shut, mode)
  })
  let calls = 0
  let call: () => void = () => {}
  const next = () =>
    new Promise<void>(resolve => {
      call = resolve
    })
  const changed = () => {
    calls++
    call()
  }
  const faults: unknown[] = []
  const failed = (fault: unknown) => void faults.push(fault)
  watchFolder(root, { changed, failed }, leave.signal)
  await next()
  if (name === 'notes') await expect.poll(() => faults).toEqual([expect.objectContaining({ code: 'EACCES' })])
  expect((await readShow(root)).problems.map(inWords)).toContain(
    `${name}:0 Permission to read this was denied. Let the account that runs the bot read it.`,
  )
  // Longer than a watcher waits for stillness, twice: it comes to rest, and stays so.
  await setTimeout(700)
  calls = 0
  await setTimeout(1200)
  expect(calls).toBe(0)
  const opened = next()
  await chmod(shut, mode)
  await opened
  await setTimeout(700)
  const edited = next()
  await writeFile(name === '1.md' ? shut : join(shut, '2.md'), 'new')
  await edited
})
