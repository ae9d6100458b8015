import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { openPage } from '../../src/preview/server.ts'
import type { Suggestions } from '../../src/preview/suggest.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { Memory } from '../memory.ts'
import { reasonOf } from '../reason.ts'
import { open, read } from './open.ts'

const lighthouse = await read('test/fixtures/lighthouse')
const page = await open(lighthouse.library)
afterAll(page.close)

const LENS = '4 · Cleaning a Fresnel lens 🧽 & other <chores>'

/** What a browser does with the form: a new address, then the page there. */
const type = async (before: string, line: string) => {
  const response = await page.get(`${before}${before.includes('?') ? '&' : '?'}${new URLSearchParams({ say: line })}`)
  return { address: response.url.slice(page.url.length), text: await response.text() }
}

test('keeps the conversation in the URL', async () => {
  const first = await type('/', '/episode 4')
  expect(first.address).toBe('/?q=%2Fepisode+4')
  const second = await type(first.address, 'why do lighthouses blink?')
  expect(second.address).toBe('/?q=%2Fepisode+4&q=why+do+lighthouses+blink%3F')
  expect(second.text).toContain('Cleaning a Fresnel lens')
  expect(second.text.indexOf('id="m1"')).toBeLessThan(second.text.indexOf('id="m2"'))
  expect(await page.text(second.address)).toContain('<mark>blink</mark>')
})

test('a question follows on from the reply before it, and a command does not', async () => {
  const about = '/?q=%2Fepisode+4'
  const last = async (address: string) => (await page.text(address)).split('<article').at(-1)
  const card = '>Ask about this episode<'
  expect(await last(`${about}&q=which+episode+was+that%3F`)).toContain(card)
  expect(await last(`${about}&q=%2Fask+which+episode+was+that%3F`)).not.toContain(card)
  expect(await last('/?q=which+episode+was+that%3F')).not.toContain(card)
})

test('“Ask about this episode” begins a question in the text box', async () => {
  expect(await page.text('/?q=%2Fepisode+4')).toMatch(
    /name="draft" value="\/ask episode:4 question:"[^>]*>Ask about this episode</,
  )
  const answered = await page.text(
    `/?${new URLSearchParams({ q: '/ask episode:4 question:how do you clean a lens?' })}`,
  )
  expect(answered).toContain('<blockquote>')
})

test('buttons turn, open, share and dismiss by URL alone', async () => {
  const press = async (address: string, code: string) =>
    (await page.get(`${address}&${new URLSearchParams({ do: code })}`)).url.slice(page.url.length)
  const opened = await press('/?q=%2Fepisode+4', '1|1|o|related|0||4')
  expect(opened).toBe('/?q=%2Fepisode+4&p=1%7Co%7Crelated%7C0%7C%7C4')
  expect(await page.text(opened)).toContain('Only you can see this')
  const shared = await press(opened, '2|1|s|related|0||4')
  expect((await page.text(shared)).split('Only you can see this')).toHaveLength(2)
  expect(await page.text(shared)).toContain('You shared this')
  const turned = await press('/?q=%2Flatest&q=%2Fhelp', '1|1|t|latest|1||')
  expect(turned).toBe('/?q=%2Flatest&p=1%7Ct%7Clatest%7C1%7C%7C&q=%2Fhelp')
  expect(await page.text(turned)).toContain('page 2 of')
  const dismissed = await press(turned, '2|1|d')
  expect(await page.text(dismissed)).not.toContain('id="m2"')
  expect(await press('/?q=%2Flatest', '1|1|d')).toBe('/?from=1')
})

test('a reply to a mention can be dismissed', async () => {
  const asked = '/?q=@Shownotes+why+do+lighthouses+blink'
  const code = /value="(1\|1\|d[^"]*)"/.exec(await page.text(asked))?.[1] ?? ''
  const dismissed = await page.get(`${asked}&${new URLSearchParams({ do: code })}`)
  expect(dismissed.url.slice(page.url.length)).toBe('/?from=1')
})

test('keeps the numbers of messages when others are removed', async () => {
  let address = '/?q=%2Fhelp'
  for (let i = 0; i < 14; i++) address = (await type(address, `/episode ${i}`)).address
  expect(address).toMatch(/^\/\?from=3&q=%2Fepisode\+2&/)
  const text = await page.text(address)
  expect(text).toContain('Earlier messages were removed')
  expect(text).toContain('id="m15"')
  expect(text).not.toContain('id="m3"')
})

test('the first screen says what the bot knows', async () => {
  const text = await page.text('/')
  expect(text).toContain('<h1>Ask Blink</h1>')
  expect(text).toMatch(/<strong>\d+<\/strong> episodes/)
  expect(text).toMatch(/<strong>\d+<\/strong> links/)
})

const moss = { summary: [{ text: 'How moss grows on the north side.' }] }

test.each([
  ['a whole show', lighthouse.library, 'Why do lighthouses blink?'],
  ['one short episode', createLibrary(showOf(episode('1', 'On moss', moss)), '2026-11-23'), 'On moss'],
  [
    'no transcripts',
    createLibrary(
      showOf(episode('1', 'On moss', moss), episode('2', 'Ferns', { summary: [{ text: 'Ferns have no flowers.' }] })),
      '2026-11-23',
    ),
    'Ferns',
  ],
  ['a title and nothing else', createLibrary(showOf(episode('1', 'On moss')), '2026-11-23'), '/episode 1'],
])('the first screen suggests lines with an answer, for %s', async (_, library, first) => {
  const small = await open(library)
  const text = await small.text('/')
  const tries = [...text.matchAll(/<a href="(\/\?q=[^"]+)" data-stay>([^<]+)</g)]
  expect(tries.length).toBeOneOf([3, 4])
  expect(tries[0]?.[2]).toBe(first)
  for (const [, address = ''] of tries) {
    expect(await small.text(address)).toMatch(/<div class="reply (sure|close|found)"/)
  }
  await small.close()
})

test('an empty show suggests what still works', async () => {
  const empty = await open(createLibrary(showOf(), '2024-01-01'))
  const text = await empty.text('/')
  await empty.close()
  expect(text).toContain('<a href="/?q=%2Fhelp" data-stay>/help</a>')
  expect(text).not.toContain('/latest</a>')
})

test('a private answer stays private when it turns', async () => {
  expect(await page.text('/?q=/latest')).not.toContain('Only you can see this')
  const turned = new URLSearchParams({ q: '/latest hide:true', p: '1|t|latest|1||' })
  for (const query of ['q=/latest+hide:true', 'q=/episode+4+hide:true', turned]) {
    expect(await page.text(`/?${query}`)).toContain('Only you can see this')
  }
})

test('answers a mention, and ignores one without a question', async () => {
  expect(await page.text('/?q=@Shownotes+why+do+lighthouses+blink')).toContain('<mark>blink</mark>')
  expect(await page.text('/?q=I+love+@shownotes+so+much')).toContain('ignores this')
})

test('suggests commands with their options, then choices', async () => {
  const offers = async (line: string) =>
    JSON.parse(await page.text(`/suggest?${new URLSearchParams({ line })}`)) as Suggestions
  expect(await offers('/')).toMatchObject({ first: true, typed: '/', offers: { length: 7 } })
  expect(await offers('/RES')).toEqual({
    first: true,
    typed: '/RES',
    offers: [{ label: '/resources about [episode]', detail: 'List links about a topic', line: '/resources ' }],
  })
  expect((await offers('/episode fres')).offers[0]).toEqual({
    label: LENS,
    detail: '16 April 2021',
    line: '/episode 4',
  })
  const { offers: about } = await offers('/resources lens')
  expect(about[0]?.line).toBe('/resources lens')
  expect(about.at(-1)).toEqual({
    label: 'hide:true',
    detail: 'Show the answer only to me (optional)',
    line: '/resources lens hide:true',
  })
  expect(about.at(-2)).toEqual({
    label: 'episode:',
    detail: 'Only links from this episode (optional)',
    line: '/resources lens episode:',
  })
  expect((await offers('/resources lens episode:fres')).offers).toMatchObject([
    { label: LENS, detail: '16 April 2021', line: '/resources lens episode:4' },
    { label: 'hide:true', line: '/resources lens episode:fres hide:true' },
  ])
  expect((await offers('/latest ')).offers).toMatchObject([{ line: '/latest hide:true' }])
  expect((await offers('@sh')).offers).toMatchObject([{ line: '@Shownotes ' }])
  for (const line of ['xyzzy', '/nothing of', '', 'wh', '/latest hide:true', '@sh why'])
    expect((await offers(line)).offers, line).toEqual([])
})

test('suggests episodes and links for plain words, without preselecting one', async () => {
  const { first, offers } = JSON.parse(await page.text('/suggest?line=fres')) as Suggestions
  expect(first).toBe(false)
  expect(offers).toContainEqual({ label: LENS, detail: '16 April 2021', line: '/episode 4' })
  const links = offers.filter(({ line }) => line.startsWith('/resources '))
  expect(links.length).toBeGreaterThan(0)
  for (const { line } of links)
    expect(await page.text(`/?${new URLSearchParams({ q: line })}`)).toContain('<div class="reply found"')
})

test('answers in the browser’s language', async () => {
  const response = await page.get('/?q=%2Fhelp', { headers: { 'Accept-Language': 'fr;q=0.5, it-IT, en;q=0.1' } })
  expect(await response.text()).toMatch(/class="reply found" lang="it/)
})

test('shows text from others literally, and links only to http(s)', async () => {
  const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>'
  const hostile = await open(
    createLibrary(
      {
        ...showOf(
          episode('1', `Wicks ${evil}`, {
            summary: [{ text: `All about wicks ${evil}` }],
            resources: [{ url: 'https://example.com/"><b>', label: `wicks ${evil}` }],
            links: { page: 'javascript:alert(3)' },
            segments: said(`Ada: We trim the wicks ${evil}`),
          }),
        ),
        name: `Blink ${evil}`,
      },
      '2024-02-01',
    ),
    { problems: () => [{ file: `${evil}.md`, line: 1, severity: 'error', message: evil, fix: evil }] },
  )
  const asked = `${evil} wicks`
  const query = new URLSearchParams({ q: asked, draft: evil })
  for (const path of [
    '/',
    `/?${query}`,
    '/?q=/episode+1',
    '/?q=/resources+wicks',
    '/dashboard',
    '/dashboard/episodes/1',
  ]) {
    const text = await hostile.text(path)
    const own = text.includes('class="channel"') ? 'page' : 'dashboard'
    expect(text.match(/<script[^>]*>/g)).toEqual([`<script src="/${own}.js" type="module">`])
    expect(text).not.toContain('<img')
    expect(text).not.toContain('<b>')
    expect(text).not.toContain('"javascript:')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;')
  }
  await hostile.close()
})

test('sends a strict security policy with every page', async () => {
  for (const path of ['/', '/?q=%2Fhelp', '/dashboard', '/nowhere', '/page.js']) {
    const { headers } = await page.get(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('cache-control')).toBe(path === '/page.js' ? 'no-cache' : 'no-store')
  }
})

test('refuses other host names (DNS rebinding)', async () => {
  const statusFor = (host: string) =>
    new Promise((resolve, reject) => {
      const { port } = new URL(page.url)
      request({ host: '127.0.0.1', port, headers: { host } }, response => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
  expect(await statusFor('rebound.example')).toBe(421)
  expect(await statusFor('127.0.0.1.rebound.example:3064')).toBe(421)
  expect(await statusFor('localhost:3064')).toBe(200)
  expect(await statusFor('[::1]:3064')).toBe(200)
})

test('refuses POST, and has a page for a 404', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const response = await page
      .get('/', { method, body: method === 'DELETE' ? null : 'x'.repeat(1e6) })
      .catch(() => undefined)
    if (response) expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    else expect(method).not.toBe('DELETE')
  }
  expect((await page.get('/', { method: 'HEAD' })).status).toBe(200)
  for (const path of [
    '/nowhere',
    '/dashboard/',
    '/dashboard/episodes/999',
    '/dashboard/episodes/%3Cb%3E',
    '/dashboard/episodes/..%2f..%2fetc',
    '/browser/tsconfig.json',
    '/page.ts',
    '/%c0%ae',
  ]) {
    const response = await page.get(path)
    expect([path, response.status]).toEqual([path, 404])
    expect(await response.text()).toContain('This page does not exist.')
  }
})

test('answers unknown buttons, and shows the first screen for a broken URL', async () => {
  for (const code of ['nonsense', '9|t|ask|0||x', '1|t|nowhere|0||x', '1|o|episode|99||\u0000', '|'.repeat(300)]) {
    const text = await page.text(`/?${new URLSearchParams({ q: '/help', p: code })}`)
    expect(text).toMatch(/from another version of me|can’t find an episode/)
  }
  for (const query of [
    '?do=1|1|d',
    '?do=999999|x',
    '?from=-1',
    '?from=1e9&p=',
    '?q=',
    '?%',
    '?q=%E0%A4',
    '?q[]=1',
    '?do=',
  ]) {
    expect(await page.text(`/${query}`)).toContain('id="composer"')
  }
})

test('refuses lines and URLs that are too long', async () => {
  expect(await page.text(`/?q=${'fog+'.repeat(126)}`)).toContain('I can read up to 500 characters')
  expect((await page.get(`/?q=${'x'.repeat(12_000)}`)).status).toBe(414)
  expect((await page.get(`/?q=${'x'.repeat(20_000)}`)).status).toBe(431)
  const kept = await type('/?q=%2Fhelp', '汽'.repeat(500))
  expect(kept.address.length).toBeLessThan(6000)
})

test('limits the rate of requests', async () => {
  let time = 0
  const slow = await open(lighthouse.library, { now: () => time })
  const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await slow.get('/')).status))
  expect(statuses.filter(status => status === 429)).toHaveLength(10)
  const refused = await slow.get('/?q=%2Fhelp')
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await refused.text()).toContain('try again in a few seconds')
  time += 10_000
  expect((await slow.get('/')).status).toBe(200)
  await slow.close()
})

test('logs commands and outcomes, but never questions', async () => {
  await page.text('/?q=why+do+purple+gulls+blink%3F')
  await page.get('/suggest?line=/ask+purple')
  expect(page.log()).toMatch(/"event":"answered","command":"ask","outcome":"\w+","place":"web","ms":/)
  expect(page.log()).not.toContain('purple')
})

test('uses the next free port, and logs that', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise(ready => other.once('listening', ready))
  const { port } = other.address() as AddressInfo
  const beside = await open(lighthouse.library, { port })
  expect(beside.log()).toContain(`"event":"port taken","port":${port},"next":${port + 1}`)
  expect(Number(new URL(beside.url).port)).toBeGreaterThan(port)
  await beside.close()
  other.close()
})

test('explains an address that does not belong to this computer', async () => {
  const shutdown = new AbortController().signal
  const log = createLog('info', new Memory())
  const site = { library: () => lighthouse.library, problems: () => [], questions: [], log, now: () => 0, shutdown }
  expect(reasonOf(await openPage({ ...site, host: '192.0.2.1', port: 0 }))).toContain('Listening on 192.0.2.1')
})
