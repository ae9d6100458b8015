import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { renderMessage } from '../../src/discord/message.ts'
import { languages } from '../../src/reply/languages/phrases.ts'
import { createLibrary } from '../../src/search/library.ts'
import { callbackFaults } from '../loopback/validate.ts'
import { browserPath, launch, violations } from '../preview/chromium.ts'
import { draw, type Part } from './draw.ts'
import { drawGallery } from './page.ts'
import { blink, type Scene, scenes } from './scenes.ts'

const { show } = await readShow(fileURLToPath(new URL('../fixtures/lighthouse', import.meta.url)))
const library = createLibrary(show, '2026-01-01')

test.each(Object.keys(languages))('Discord accepts and renders every kind of reply in %s', locale => {
  const shown = scenes(library, blink, locale)
  expect(new Set(shown.map(({ reply }) => reply.outcome))).toEqual(
    new Set(['sure', 'close', 'nothing', 'found', 'rejected']),
  )
  expect(outcome(shown, 'More results')).toBe('found')
  expect(outcome(shown, 'More results that are no longer there')).toBe('nothing')
  for (const { title, reply } of shown) {
    const data = JSON.parse(JSON.stringify(renderMessage(reply, new Map([['help', '900000000000000001']]))))
    expect([title, callbackFaults({ type: 4, data }, 2)]).toEqual([title, []])
    const drawn = data.components.map((part: Part) => String(draw(part, locale))).join('')
    expect(drawn, title).not.toContain('<mark')
    expect(drawn, title).not.toMatch(/undefined|\[object|NaN/)
  }
})

describe.skipIf(browserPath === undefined)('the gallery', { timeout: 60_000 }, () => {
  const PHONE = 390
  const SCREEN = 844

  test.each([
    ['light', 'phone', PHONE],
    ['dark', 'desktop', 1280],
  ] as const)('is readable, %s, at the width of a %s', async (colorScheme, width, pixels) => {
    const file = join(mkdtempSync(join(tmpdir(), 'shownotes-')), 'gallery.html')
    const drawn = await drawGallery(library, blink)
    expect(Buffer.byteLength(drawn)).toBeLessThan(200_000)
    writeFileSync(file, drawn)
    const browser = await launch()
    const page = await browser.newPage({ colorScheme, viewport: { width: pixels, height: SCREEN } })
    await page.goto(pathToFileURL(file).href)
    await page.getByLabel(width).check()
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(pixels)
    // An answer and an episode fit the screen of a phone.
    for (const title of [`/ask ${blink.sure}`, `/ask ${blink.close}`, `/episode ${blink.episode}`]) {
      const card = page.locator('article', { has: page.getByRole('heading', { name: title, exact: true }) }).first()
      const height = (await card.locator('section').boundingBox())?.height ?? 0
      expect([title, height > 50 && height <= SCREEN]).toEqual([title, true])
    }
    for (const link of await page.getByRole('navigation').getByRole('link').all())
      expect(await page.locator(`[id="${(await link.getAttribute('href'))?.slice(1)}"]`).count()).toBe(1)
    expect(await violations(page)).toEqual([])
    await browser.close()
  })
})

const outcome = (shown: readonly Scene[], wanted: string) => shown.find(({ title }) => title === wanted)?.reply.outcome
