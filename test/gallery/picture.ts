/** `npm run picture`: writes docs/answer.png, the picture in the README: an answer as the gallery draws it. */
import { fileURLToPath } from 'node:url'
import { readShow } from '../../src/content/read-show.ts'
import { createLibrary } from '../../src/search/library.ts'
import { launch } from '../preview/chromium.ts'
import { drawGallery } from './page.ts'
import { blink } from './scenes.ts'

/** Answered from a transcript, with a link to the second. */
const QUESTION = 'can a parcel find a boat?'

const { show } = await readShow(fileURLToPath(new URL('../fixtures/demo', import.meta.url)))
const gallery = await drawGallery(createLibrary(show, '2026-01-01'), { ...blink, sure: QUESTION })
const browser = await launch()
const page = await browser.newPage({ viewport: { width: 760, height: 900 }, deviceScaleFactor: 2, colorScheme: 'dark' })
await page.setContent(gallery)
await page.getByLabel('desktop').check()
const path = fileURLToPath(new URL('../../docs/answer.png', import.meta.url))
await page
  .locator('article', { hasText: `/ask ${QUESTION}` })
  .first()
  .locator('section')
  .screenshot({ path })
await browser.close()
