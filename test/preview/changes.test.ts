import { expect, onTestFinished, test } from 'vitest'
import { error } from '../../src/content/problems.ts'
import type { Problem } from '../../src/content/types.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, showOf } from '../lighthouse.ts'
import { open } from './open.ts'

const library = createLibrary(showOf(episode('1', 'Fog')), '2026-11-23')

/** The page, of which the problems change when they are set, and streams of what it tells. */
async function telling(now = (): number => 0) {
  let problems: readonly Problem[] = []
  const page = await open(library, { problems: () => problems, now })
  const set = (next: readonly Problem[]) => {
    problems = next
  }
  const listen = async () => {
    const leave = new AbortController()
    const response = await page.get('/dashboard/changes', { signal: leave.signal })
    let heard = ''
    const ended = (async () => {
      for await (const bytes of response.body ?? []) heard += new TextDecoder().decode(bytes)
    })().catch(() => {})
    return { status: response.status, type: response.headers.get('Content-Type'), heard: () => heard, ended, leave }
  }
  return { page, set, listen }
}

test('streams one event for each change', async () => {
  const { page, set, listen } = await telling()
  onTestFinished(page.close)
  const { status, type, heard } = await listen()
  expect([status, type]).toEqual([200, 'text/event-stream'])
  for (let times = 1; times <= 3; times++) {
    set([error('1.md', times, 'It is dark.', 'Light the lamp.')])
    await expect.poll(heard).toBe(`: here\n\n${'data: changed\n\n'.repeat(times)}`)
  }
})

test('streams end when the page is closed', async () => {
  const { page, listen } = await telling()
  const streams = [await listen(), await listen()]
  await page.close()
  await Promise.all(streams.map(({ ended }) => ended))
})

test('limits the open streams, and still serves pages', async () => {
  const { page, listen } = await telling()
  onTestFinished(page.close)
  // Were these counted as pages, this clock, which stands still, would let none of the later ones through.
  for (let i = 0; i < 50; i++) await page.get('/dashboard/changes', { method: 'HEAD' })
  const streams = await Promise.all(Array.from({ length: 30 }, listen))
  const statuses = streams.map(({ status }) => status)
  expect(statuses.filter(status => status === 200)).toHaveLength(24)
  expect(statuses.filter(status => status === 503)).toHaveLength(6)
  expect((await page.get('/dashboard')).status).toBe(200)
  for (const { leave } of streams) leave.abort()
  await expect.poll(async () => (await listen()).status, { timeout: 5000 }).toBe(200)
})
