/** `npm run picture`: writes docs/answer.png, the picture in the README, from the preview page. */
import { fileURLToPath } from 'node:url'
import { launch } from './chromium.ts'
import { open, read } from './open.ts'

const QUESTION = 'which runtime is it built on?'

const { library } = await read('content')
const preview = await open(library)
const browser = await launch()
const page = await browser.newPage({ viewport: { width: 760, height: 900 }, deviceScaleFactor: 2, colorScheme: 'dark' })
await page.goto(`${preview.url}/?q=${encodeURIComponent(QUESTION)}`)
const path = fileURLToPath(new URL('../../docs/answer.png', import.meta.url))
const answer = await page.locator('#m1').boundingBox()
const height = Math.ceil((answer?.y ?? 0) + (answer?.height ?? 0)) + 24
const { y = 0 } = (await page.locator('main').boundingBox()) ?? {}
await page.screenshot({ path, clip: { x: 0, y, width: 760, height: height - y } })
await browser.close()
await preview.close()
