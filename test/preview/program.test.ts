import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../loopback/bot.ts'

test.each([
  ['start', {}],
  ['preview', { DISCORD_TOKEN: 'abc' }],
])(
  '%s opens the page, logs its URL, and shuts down cleanly',
  async (words, environment) => {
    const page = run(words, { ...environment, PORT: '0' })
    const { open } = await page.logged('page')
    expect(open).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const answer = await fetch(`${open}?q=/episode+64`)
    expect(await answer.text()).toContain('How do you write Lambda Functions in Rust?')
    page.kill('SIGTERM')
    expect(await page.ended).toEqual({ code: 0, signal: null })
  },
  60_000,
)

test('explains a missing file of questions', async () => {
  const program = run('preview --questions nowhere.jsonl', {})
  expect(await program.ended).toEqual({ code: 1, signal: null })
  expect(program.output()).toContain('nowhere.jsonl cannot be read')
}, 60_000)

test('shows an edited episode on the next page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  const write = (title: string, front = '---') =>
    writeFileSync(join(folder, '1.md'), `---\nepisode: 1\ntitle: ${title}\n${front}\n\nHow moss grows.\n`)
  write('On moss')
  const program = run('preview', { PORT: '0', CONTENT_DIR: folder })
  const { open } = await program.logged('page')
  const read = async (path: string) => (await fetch(`${open}${path}`)).text()
  expect(await read('?q=/episode+1')).toContain('Episode 1: On moss')
  write('On lichen')
  await expect.poll(() => read('?q=/episode+1'), { timeout: 30_000, interval: 500 }).toContain('Episode 1: On lichen')
  write('On lichen', 'publish_date: [')
  await expect.poll(() => read('dashboard'), { timeout: 30_000, interval: 500 }).toContain('<li class="error">')
  expect(await read('?q=/episode+1')).toContain('Episode 1: On lichen')
  program.kill('SIGTERM')
  await program.ended
}, 90_000)
