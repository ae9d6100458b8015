import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { buildBot } from './build.ts'
import { measureGateway } from './gateway.ts'
import { measureStarts } from './starts.ts'

const lighthouse = fileURLToPath(new URL('../../fixtures/lighthouse', import.meta.url))

test('the built bot answers over HTTP, on AWS Lambda and on the gateway', async () => {
  const built = buildBot(lighthouse)
  try {
    const starts = await measureStarts(built, 'how did they clean the Fresnel lens?', 1)
    expect(Math.min(starts.index, starts.content, starts.lambda)).toBeGreaterThan(starts.node)
    const { shownotes, pong } = await measureGateway(built, ['how did they clean the Fresnel lens?'], 20)
    expect(Math.min(shownotes.median, pong.median)).toBeGreaterThan(0)
  } finally {
    built.remove()
  }
  expect(existsSync(built.main)).toBe(false)
}, 120_000)
