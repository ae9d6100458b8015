import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** The path of a browser on this computer; without one, the browser tests are skipped, except in CI, where they fail. */
export const browserPath = [process.env.CHROMIUM, ...PLACES].find(path => path !== undefined && existsSync(path))

const INSTALL = 'install it with `apt-get install chromium`, or set CHROMIUM to the path of a Chrome or Chromium'

if (browserPath === undefined) {
  if (process.env.CI) throw new Error(`Chromium was not found, and CI needs it for the browser tests: ${INSTALL}`)
  process.stderr.write(`Chromium was not found: the browser tests are skipped; ${INSTALL}\n`)
}

/** Starts a browser that makes no network requests of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(browserPath !== undefined && { executablePath: browserPath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

/** What axe-core finds, every rule of it: `rule: where`. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<Found> } }
    type Found = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html} ${node.failureSummary}`))
  })
}
