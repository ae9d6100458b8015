import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchFolder } from '../../src/content/watch.ts'
import { folderOf } from './folder.ts'

vi.setConfig({ testTimeout: 30_000 })

/** A folder that is watched, and a way to wait for the next call, or for none. */
async function watched(files: Readonly<Record<string, string>> = { '1.md': 'one', 'notes/2.md': 'two' }) {
  const folder = await folderOf({ 'show/README.md': 'x', ...prefixed(files) })
  const root = join(folder, 'show')
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  let calls = 0
  let call: () => void = () => {}
  const changed = () => {
    calls++
    call()
  }
  const failed = (fault: unknown) => expect.fail(String(fault))
  const ended = watchFolder(root, { changed, failed }, leave.signal)
  const next = () =>
    new Promise<void>(resolve => {
      call = resolve
    })
  await next()
  await settled()
  calls = 0
  return { root, leave, ended, next, calls: () => calls }
}

const prefixed = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`show/${path}`, text]))

/** Longer than a watcher waits for stillness. */
const settled = () => setTimeout(700)

test.concurrent('tells of a file that is changed, added, deleted or saved by renaming', async () => {
  const { root, next } = await watched()
  const steps = [
    () => writeFile(join(root, '1.md'), 'one!'),
    () => writeFile(join(root, 'notes', '3.md'), 'three'),
    () => rm(join(root, 'notes', '2.md')),
    () => writeFile(join(root, '1.md.new'), 'ONE').then(() => rename(join(root, '1.md.new'), join(root, '1.md'))),
    () => mkdir(join(root, 'more')).then(() => writeFile(join(root, 'more', '4.md'), 'four')),
  ]
  for (const step of steps) {
    const told = next()
    await step()
    await told
  }
})

test.concurrent('tells of a hundred and fifty files that come together at once, not of each', async () => {
  const { root, next, calls } = await watched()
  const told = next()
  await Promise.all(Array.from({ length: 150 }, (_, n) => writeFile(join(root, `${n}.md`), `file ${n}`)))
  await told
  await settled()
  expect(calls()).toBeLessThan(5)
})

test.concurrent('waits while a file is being written', async () => {
  const { root, next, calls } = await watched()
  const told = next()
  for (let part = 0; part < 40; part++) {
    await writeFile(join(root, '1.md'), `part ${part} `, { flag: 'a' })
    await setTimeout(20)
  }
  await told
  await settled()
  // A busy machine may pause for longer than the watcher waits.
  expect(calls()).toBeLessThan(5)
})

test.concurrent('tells nothing of swap files, of hidden ones, and of what is below .git', async () => {
  const { root, calls } = await watched({ '1.md': 'one', '.git/HEAD': 'main' })
  await writeFile(join(root, '.1.md.swp'), 'x')
  await writeFile(join(root, '.git', 'index'), 'x')
  await settled()
  expect(calls()).toBe(0)
})

test.concurrent('follows a folder that goes and comes back', async () => {
  const { root, next } = await watched()
  for (const away of [() => rm(root, { recursive: true }), () => rename(root, `${root}-away`)]) {
    const gone = next()
    await away()
    await gone
    await settled()
    const back = next()
    await mkdir(root)
    await writeFile(join(root, '1.md'), 'one')
    await back
    await settled()
    const edited = next()
    await writeFile(join(root, '1.md'), 'two')
    await edited
    await settled()
  }
})

test.concurrent('follows a folder below it that is made anew at once', async () => {
  const { root, next } = await watched()
  const anew = next()
  await rm(join(root, 'notes'), { recursive: true })
  await mkdir(join(root, 'notes'))
  await anew
  await settled()
  await settled()
  const edited = next()
  await writeFile(join(root, 'notes', '2.md'), 'two!')
  await edited
})

test.concurrent('follows a link that is pointed elsewhere, and ends where a link leads back', async () => {
  const folder = await folderOf({
    'v1/1.md': 'one',
    'v1/up': { linkTo: '.' },
    'v2/1.md': 'two',
    show: { linkTo: 'v1' },
  })
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  let call: () => void = () => {}
  const next = () =>
    new Promise<void>(resolve => {
      call = resolve
    })
  const failed = (fault: unknown) => expect.fail(String(fault))
  watchFolder(join(folder, 'show'), { changed: () => call(), failed }, leave.signal)
  await next()
  await settled()
  const pointed = next()
  await symlink('v2', join(folder, 'new'))
  await rename(join(folder, 'new'), join(folder, 'show'))
  await pointed
  await settled()
  const edited = next()
  await writeFile(join(folder, 'v2', '1.md'), 'two!')
  await edited
})

test.concurrent('ends when it is told to', async () => {
  const { root, leave, ended, calls } = await watched()
  await writeFile(join(root, '1.md'), 'one!')
  leave.abort()
  await ended
  await settled()
  expect(calls()).toBe(0)
})

test('watches no file that is not content', async () => {
  const pictures = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`pictures/${n}.png`, 'x']))
  const watchers = () => process.getActiveResourcesInfo().filter(name => name === 'FSEventWrap').length
  const before = watchers()
  const { root, next, calls } = await watched({ '1.md': 'one', ...pictures })
  expect(watchers() - before).toBeLessThan(20)
  await writeFile(join(root, 'pictures', '7.png'), 'y')
  await settled()
  expect(calls()).toBe(0)
  const told = next()
  await writeFile(join(root, 'pictures', '2.md'), 'two')
  await told
})
