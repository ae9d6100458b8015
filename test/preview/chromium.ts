import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** Where a browser is on this computer. CI has one: there nothing may be skipped for want of it. */
export const browserPath = [process.env.CHROMIUM, ...PLACES].find(path => path !== undefined && existsSync(path))

export const without =
  browserPath === undefined ? ' (skipped: no Chromium was found; name one in CHROMIUM, or install it)' : ''

if (browserPath === undefined && process.env.CI !== undefined) throw new Error('There is no Chromium: install it first')

/** A browser that asks nobody for anything by itself. */
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
