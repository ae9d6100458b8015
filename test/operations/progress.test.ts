import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { showProgress } from '../../src/operations/progress.ts'

/** What is shown of work that reports at these milliseconds. */
function shown(isTTY: boolean, times: readonly number[]) {
  const out = Object.assign(new PassThrough(), { isTTY })
  const lines: string[] = []
  let now = 0
  const line = (what: string, done: number, of: number) => lines.push(`${what} ${done} of ${of}`)
  const progress = showProgress(out, line, () => now)
  times.forEach((time, n) => {
    now = time
    progress.at('reading', n + 1, times.length)
  })
  const drawn = String(out.read() ?? '')
  progress.end()
  return { lines, drawn }
}

test('shows nothing for work that takes less than a second', () => {
  for (const isTTY of [true, false]) expect(shown(isTTY, [0, 300, 999])).toEqual({ lines: [], drawn: '' })
})

test('prints a line per second without a terminal', () => {
  expect(shown(false, [0, 500, 1000, 1400, 1999, 2000, 2500, 4100])).toEqual({
    lines: ['reading 3 of 8', 'reading 6 of 8', 'reading 8 of 8'],
    drawn: '',
  })
})

test('draws a bar on a terminal', () => {
  const { lines, drawn } = shown(true, [0, 1500, 1600])
  expect(lines).toEqual([])
  expect(drawn).toContain('reading')
  expect(drawn).toMatch(/█+░+ 2\/3/)
})
