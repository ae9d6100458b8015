import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { liveLibrary } from '../../src/operations/live-library.ts'
import { createLibrary } from '../../src/search/library.ts'
import { folderOf } from '../content/folder.ts'
import { episode, showOf } from '../lighthouse.ts'
import { browserPath, launch, violations } from './chromium.ts'
import { type Opened, open, read } from './open.ts'

const LENS = 'how do I clean a fresnel lens?'
const PHONE = { width: 390, height: 844 }

describe.skipIf(browserPath === undefined)('in a browser', { timeout: 60_000 }, () => {
  let browser: Browser
  let shipped: Opened
  let blink: Opened
  beforeAll(async () => {
    browser = await launch()
    shipped = await open((await read('content')).library)
    const { library, problems } = await read('test/fixtures/lighthouse')
    blink = await open(library, { problems: () => problems })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await Promise.all([shipped.close(), blink.close()])
  })

  /** A page of its own, and every request that it made. */
  async function visit(address: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    const asked: string[] = []
    const faults: string[] = []
    context.on('request', request => asked.push(request.url()))
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    await page.goto(address)
    return {
      page,
      /** Ends the visit: nothing went wrong on the page, and it asked nobody but us. */
      leave: async () => {
        expect(faults).toEqual([])
        expect(asked.map(url => new URL(url).origin)).toEqual(asked.map(() => new URL(address).origin))
        await context.close()
      },
    }
  }

  const message = (page: Page, number: number) => page.locator(`#m${number}`)
  const button = (page: Page, number: number, name: string) =>
    message(page, number).getByRole('button', { name, exact: true })
  const focused = (page: Page) =>
    page.evaluate<string>('document.activeElement.textContent || document.activeElement.id')

  test('/resources rust works with the keyboard alone', async () => {
    const { page, leave } = await visit(shipped.url)
    await page.keyboard.type('/resources rust')
    await page.keyboard.press('Enter')
    const links = message(page, 1).getByRole('link')
    await links.first().waitFor()
    const addresses = await links.evaluateAll(all => all.map(link => link.getAttribute('href')))
    expect(addresses).toContain('https://rustup.rs/')
    expect(addresses).toContain('https://github.com/awslabs/aws-lambda-rust-runtime')
    expect(await page.getByRole('combobox').inputValue()).toBe('')
    expect(page.url()).toBe(`${shipped.url}/?q=%2Fresources+rust`)
    await leave()
  })

  test('suggests commands and choices, which arrows, Tab, Enter and the mouse accept', async () => {
    const { page, leave } = await visit(blink.url)
    const box = page.getByRole('combobox')
    const options = page.getByRole('option')
    await page.keyboard.type('/')
    await options.nth(5).waitFor()
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    expect(
      await page.getByRole('option', { name: '/resources about [episode] List links about a topic' }).count(),
    ).toBe(1)
    const selected = page.locator('[role=option][aria-selected=true]')
    expect(await selected.textContent()).toContain('/ask question')
    await page.keyboard.press('ArrowDown')
    const chosen = await box.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${chosen}[aria-selected=true]`).textContent()).toContain('/episode which')
    await page.keyboard.press('Escape')
    expect(await box.getAttribute('aria-expanded')).toBe('false')
    expect(await box.inputValue()).toBe('/')

    await page.keyboard.type('epi')
    // Enter takes a suggestion only if it belongs to the whole line.
    await expect.poll(() => selected.locator('b').allTextContents()).toEqual(['epi'])
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: '8 ·' }).first().waitFor()
    expect(await box.inputValue()).toBe('/episode ')
    await page.keyboard.type('fres')
    await page.getByRole('option', { name: 'Cleaning a Fresnel lens' }).waitFor()
    await expect.poll(() => options.count()).toBe(2)
    expect(await selected.locator('b').allTextContents()).toEqual(['Fres'])
    await page.keyboard.press('Tab')
    expect(await box.inputValue()).toBe('/episode 4')
    await page.keyboard.press('Enter')
    await message(page, 1).getByRole('heading', { name: 'Cleaning a Fresnel lens' }).waitFor()

    await page.keyboard.press('ArrowUp')
    expect(await box.inputValue()).toBe('/episode 4')
    await page.keyboard.press('Enter')
    await message(page, 2).getByRole('heading', { name: 'Cleaning a Fresnel lens' }).waitFor()

    await page.keyboard.type('fresnel lens')
    await options.first().waitFor()
    expect(await selected.count()).toBe(0)
    await page.keyboard.press('Enter')
    await message(page, 3).getByText('fresnel lens', { exact: true }).waitFor()

    await page.keyboard.type('/rel')
    await options.first().click()
    expect(await box.inputValue()).toBe('/related ')
    expect(await focused(page)).toBe('say')
    await leave()
  })

  test('“Not it”, pressed ten times in the same place, never hits another control', async () => {
    for (const viewport of [PHONE, { width: 1280, height: 900 }]) {
      const { page, leave } = await visit(`${blink.url}/?q=${encodeURIComponent(LENS)}`, { viewport })
      const notIt = button(page, 1, 'Not it')
      await notIt.scrollIntoViewIfNeeded()
      const { x = 0, y = 0, width = 0, height = 0 } = (await notIt.boundingBox()) ?? {}
      const [left, top] = [x + width / 2, y + height / 2]
      for (let time = 0; time < 10; time++) {
        const before = page.url()
        const under = await page.evaluate<string | undefined>(
          `document.elementFromPoint(${left}, ${top})?.closest('button, a, summary')?.textContent`,
        )
        expect(under).toBe('Not it')
        const more = await notIt.isEnabled()
        await page.mouse.click(left, top)
        if (more) await expect.poll(() => page.url()).not.toBe(before)
      }
      expect(await message(page, 1).count()).toBe(1)
      expect(await message(page, 2).count()).toBe(0)
      await leave()
    }
  })

  test('buttons turn, open, share and dismiss, and keep the focus sensible', async () => {
    const { page, leave } = await visit(`${blink.url}/?q=%2Flatest`)
    const first = await message(page, 1).textContent()
    await button(page, 1, 'More').click()
    await message(page, 1).getByText('page 2 of').waitFor()
    expect(await message(page, 1).textContent()).not.toBe(first)
    expect(await message(page, 2).count()).toBe(0)

    await page.getByText('Pick an episode').click()
    const choice = message(page, 1).locator('.choice').first()
    const title = (await choice.textContent()) ?? ''
    await choice.click()
    await message(page, 2).getByText('Only you can see this').waitFor()
    expect(await message(page, 2).textContent()).toContain(title.split(' · ')[1])

    await button(page, 2, 'Share').focus()
    await page.keyboard.press('Enter')
    await message(page, 3).getByText('You shared this').waitFor()
    expect(await message(page, 3).getByText('Only you can see this').count()).toBe(0)
    expect(await focused(page)).toBe('Share')

    await button(page, 2, 'Dismiss').click()
    await message(page, 2).waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('say')
    expect(await message(page, 3).count()).toBe(1)
    await leave()
  })

  test('keeps unchanged messages, so that nothing is read out twice', async () => {
    const { page, leave } = await visit(`${blink.url}/?q=%2Fhelp`)
    await message(page, 1).evaluate(node => Object.assign(node, { marked: true }))
    await page.keyboard.type('/latest')
    await page.keyboard.press('Enter')
    await message(page, 2).waitFor()
    expect(await message(page, 1).evaluate(node => 'marked' in node)).toBe(true)
    expect(await page.getByRole('log').getByRole('article').count()).toBe(2)
    await leave()
  })

  test('back, forward, reload and a link to a reply work', async () => {
    const { page, leave } = await visit(blink.url)
    await page.getByRole('link', { name: '/episode' }).click()
    await message(page, 1).waitFor()
    await page.keyboard.type('/help')
    await page.keyboard.press('Enter')
    await message(page, 2).waitFor()
    await page.goBack()
    await message(page, 2).waitFor({ state: 'detached' })
    await page.goBack()
    await page.getByRole('heading', { name: 'Ask Blink' }).waitFor()
    await page.goForward()
    await message(page, 1).waitFor()
    await page.goForward()
    await message(page, 2).waitFor()
    const before = await page.getByRole('article').allInnerTexts()
    await page.reload()
    expect(await page.getByRole('article').allInnerTexts()).toEqual(before)
    await message(page, 2).getByRole('link', { name: 'Link to message 2 alone' }).click()
    await page.waitForURL('**/?q=%2Fhelp')
    expect(await page.getByRole('article').count()).toBe(1)
    await leave()
  })

  test('going back and forward quickly ends at the right URL', async () => {
    const { page, leave } = await visit(blink.url)
    await page.getByRole('link', { name: '/episode' }).click()
    await message(page, 1).waitFor()
    let arrive = () => {}
    const held = new Promise<void>(resolve => {
      arrive = resolve
    })
    await page.route(`${blink.url}/`, async route => {
      await held
      await route.continue()
    })
    const asked = page.waitForRequest(`${blink.url}/`)
    await page.goBack()
    await asked
    await page.goForward()
    const askedAgain = page.waitForRequest(request => request.url() === page.url())
    arrive()
    await askedAgain
    await message(page, 1).waitFor()
    expect(await page.getByText('Try one of these').count()).toBe(0)
    await leave()
  })

  test('a click on a command puts it into the text box', async () => {
    const { page, leave } = await visit(`${blink.url}/?q=%2Fhelp`)
    await message(page, 1).getByRole('button', { name: '/episode', exact: true }).click()
    expect(await page.getByRole('combobox').inputValue()).toBe('/episode ')
    await page.getByRole('option').first().waitFor()
    await leave()
  })

  test('works without JavaScript, except for suggestions', async () => {
    const { page, leave } = await visit(blink.url, { javaScriptEnabled: false })
    await page.getByLabel('Ask a question').fill('/latest')
    await page.keyboard.press('Enter')
    await button(page, 1, 'More').click()
    await message(page, 1).getByText('page 2 of').waitFor()
    await page.getByLabel('Ask a question').fill('why do lighthouses blink?')
    await page.keyboard.press('Enter')
    await message(page, 2).locator('mark').first().waitFor()
    expect(await message(page, 1).getByText('page 2 of').count()).toBe(1)
    await button(page, 2, 'Show episode').click()
    await message(page, 3).getByText('Only you can see this').waitFor()
    await button(page, 2, 'Dismiss').click()
    await message(page, 2).waitFor({ state: 'detached' })
    await page.goto(`${blink.url}/?q=%2Fhelp`)
    await message(page, 1).getByRole('button', { name: '/episode', exact: true }).click()
    expect(await page.getByLabel('Ask a question').inputValue()).toBe('/episode ')
    await leave()
  })

  test('reports an unreachable server, and keeps the typed line', async () => {
    const closing = await open((await read('content')).library)
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(closing.url)
    await closing.close()
    await page.keyboard.type('is anybody there?')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('The bot does not answer').waitFor()
    expect(await page.getByRole('combobox').inputValue()).toBe('is anybody there?')
    await context.close()
  })

  test('an open dashboard follows edits, and keeps the reader’s place', async () => {
    const text = (title: string) => `---\nepisode: 1\ntitle: ${title}\n---\n\nHow moss grows.\n`
    const more = Array.from({ length: 60 }, (_, i) => [`${i + 2}.md`, text(`Part ${i + 2}`).replace('1', `${i + 2}`)])
    const folder = await folderOf({ '1.md': text('On moss'), ...Object.fromEntries(more) })
    const live = await liveLibrary({
      folder,
      today: () => '2026-11-23',
      build: async (show, today) => createLibrary(show, today),
    })
    const leave = new AbortController()
    onTestFinished(() => leave.abort())
    live.follow(leave.signal)
    const dashboard = await open(live.current(), { library: live.current, problems: live.problems })
    onTestFinished(dashboard.close)
    const { page } = await visit(`${dashboard.url}/dashboard`)
    await page.getByRole('status').getByText('None: every file was read without problems.').waitFor()
    const status = await page.getByRole('status').last().elementHandle()
    const link = page.getByRole('link', { name: 'Part 5', exact: true })
    await link.focus()
    const before = await link.boundingBox()
    await link.evaluate(node => Object.assign(node, { marked: true }))

    await writeFile(join(folder, '1.md'), text('On lichen'))
    await page.getByRole('link', { name: 'On lichen' }).waitFor()
    expect(await page.getByText('On moss').count()).toBe(0)
    await writeFile(join(folder, '30.md'), '---\nepisode: [\n---\n')
    await page.getByText('1 error and 2 warnings.').waitFor()
    // The very same paragraph as before, so that it is read out; the very same link, with the focus, where it was.
    expect(await status?.textContent()).toBe('1 error and 2 warnings.')
    expect(await link.evaluate(node => 'marked' in node && node === node.ownerDocument.activeElement)).toBe(true)
    const moved = async () => Math.abs(((await link.boundingBox())?.y ?? 0) - (before?.y ?? 0))
    await expect.poll(moved).toBeLessThan(3)

    await page.goto(`${dashboard.url}/dashboard/episodes/7`)
    await rm(join(folder, '7.md'))
    await page.getByRole('heading', { name: 'This page does not exist.' }).waitFor()
    await writeFile(join(folder, '7.md'), text('Part 7 again').replace('1', '7'))
    await page.getByRole('heading', { name: 'Part 7 again' }).first().waitFor()
    // The browser itself says that a page is not there.
    await page.context().close()
  })

  test('the dashboard searches while one types, and draws more rows as one scrolls', async () => {
    const many = Array.from({ length: 250 }, (_, i) => episode(`${i + 1}`, `Night ${i + 1}`))
    const large = await open(createLibrary(showOf(...many), '2026-11-23'))
    onTestFinished(large.close)
    const { page, leave } = await visit(`${large.url}/dashboard`)
    const rows = page.getByRole('row')
    await page.getByText('The first 100 are shown.').waitFor()
    expect(await rows.count()).toBe(101)
    await page.getByRole('searchbox').pressSequentially('night 24')
    await page.getByText('11 of 250 episodes.').waitFor()
    expect(await focused(page)).toBe('words')
    expect(await page.getByRole('searchbox').inputValue()).toBe('night 24')
    await page.getByLabel('Without a transcript').check()
    await expect.poll(() => page.url()).toContain('only=no-transcript')
    expect(await page.getByLabel('Without a transcript').isChecked()).toBe(true)
    await page.getByRole('searchbox').fill('')
    await page.getByText('The first 100 are shown.').waitFor()
    for (let seen = 100; seen < 250; seen += 100) {
      await page.getByRole('link', { name: 'Show more episodes' }).scrollIntoViewIfNeeded()
      await expect.poll(() => rows.count()).toBe(1 + Math.min(250, seen + 100))
    }
    await leave()
  })

  test('an answer and an episode fit the screen of a phone, and every suggestion of the demo has an answer', async () => {
    const demo = await open((await read('test/fixtures/demo')).library)
    onTestFinished(demo.close)
    const { page, leave } = await visit(demo.url, { viewport: PHONE })
    const tried = page.locator('.examples a')
    const lines = await tried.allTextContents()
    expect(lines.length).toBeGreaterThan(2)
    for (const [i, line] of lines.entries()) {
      await page.goto(demo.url)
      await tried.nth(i).click()
      const reply = message(page, 1).locator('.message').last()
      await reply.waitFor()
      // A list of links may be longer.
      const height = (await reply.boundingBox())?.height ?? 0
      if (!line.startsWith('/resources')) expect([line, height < PHONE.height]).toEqual([line, true])
      if (!line.startsWith('/')) expect(await reply.getByRole('link', { name: /^Listen from/ }).count()).toBe(1)
    }
    await leave()
  })

  test('the page weighs less than 150 kB, with everything that it loads', async () => {
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const sizes: Promise<number>[] = []
    context.on('requestfinished', request => sizes.push(request.sizes().then(size => size.responseBodySize)))
    await page.goto(`${shipped.url}/?q=${encodeURIComponent('which runtime is it built on?')}`)
    await page.getByRole('combobox').press('/')
    await page.getByRole('option').first().waitFor()
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(20_000)
    expect(total).toBeLessThan(150_000)
  })

  test('fits the width of a phone', async () => {
    for (const path of [
      '/',
      '/?q=why+do+lighthouses+blink%3F&q=%2Fepisode+5',
      '/dashboard',
      '/dashboard/episodes/5',
      '/dashboard/questions',
    ]) {
      const { page, leave } = await visit(blink.url + path, { viewport: PHONE })
      const [wide, seen] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]')
      expect([path, wide]).toEqual([path, seen])
      await leave()
    }
  })

  test('is dark if the reader prefers that', async () => {
    const colours = async (colorScheme: 'light' | 'dark') => {
      const { page, leave } = await visit(`${blink.url}/?q=%2Fhelp`, { colorScheme })
      const drawn = await page.evaluate<string[]>(
        '(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))',
      )
      await leave()
      return drawn.map(each => Number(/\d+/.exec(each)?.[0]))
    }
    const [[light = 0, onLight = 0], [dark = 0, onDark = 0]] = [await colours('light'), await colours('dark')]
    expect(light).toBeGreaterThan(200)
    expect(onLight).toBeLessThan(60)
    expect(dark).toBeLessThan(60)
    expect(onDark).toBeGreaterThan(200)
  })

  test.each([
    ['light', PHONE],
    ['dark', { width: 1200, height: 800 }],
  ] as const)('passes axe, %s', async (colorScheme, viewport) => {
    const { page } = await visit(`${blink.url}/`, { colorScheme, viewport })
    const answers = '/?q=why+do+lighthouses+blink%3F&p=1%7Co%7Crelated%7C0%7C%7C1&q=%2Fepisode+5'
    for (const path of [
      '/',
      answers,
      '/?q=kraken',
      '/dashboard',
      '/dashboard/episodes/1',
      '/dashboard/questions',
      '/nowhere',
    ]) {
      await page.goto(blink.url + path)
      expect([path, await violations(page)]).toEqual([path, []])
    }
    await page.goto(blink.url)
    await page.getByRole('combobox').fill('/episode l')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
})
