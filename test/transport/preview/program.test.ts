import { expect, test } from 'vitest'
import { run } from '../../loopback/bot.ts'

test.each([
  ['start', {}],
  ['preview', { DISCORD_TOKEN: 'abc' }],
])(
  '%s opens the page, says where, and leaves in good order',
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

test('a file of questions that is not there ends with a sentence', async () => {
  const program = run('preview --questions nowhere.jsonl', {})
  expect(await program.ended).toEqual({ code: 1, signal: null })
  expect(program.output()).toContain('nowhere.jsonl cannot be read')
}, 60_000)
