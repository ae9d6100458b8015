import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Bot, run, until } from '../loopback/bot.ts'
import { load, newSigner } from '../loopback/http.ts'

const signer = newSigner()

async function serve(): Promise<{ bot: Bot; url: string; isReady: () => Promise<boolean> }> {
  const bot = run('serve', { DISCORD_PUBLIC_KEY: signer.publicKey, PORT: '0', OPERATIONS_PORT: '0' })
  const url = String((await bot.logged('ready')).url)
  const operations = String((await bot.logged('operations')).url)
  return { bot, url, isReady: async () => (await fetch(`${operations}/readyz`)).ok }
}

describe.concurrent('after SIGTERM', () => {
  test('answers every request that it has accepted', async () => {
    const { bot, url, isReady } = await serve()
    const clients = [0, 0, 0, 0, 200, 200, 3000, 3000].flatMap(pauseMs => [
      { keepsAlive: true, pauseMs },
      { keepsAlive: false, pauseMs },
    ])
    const sending = load(url, signer, clients)
    await setTimeout(1000)
    const told = performance.now()
    bot.kill('SIGTERM')
    await until(async () => !(await isReady()))
    const unready = performance.now()
    const sent = await sending
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect(bot.log().map(({ event }) => event)).not.toContain('unfinished')

    const refused = sent.filter(({ fault, connected }) => fault === 'ECONNREFUSED' && !connected)
    expect(refused).toHaveLength(clients.length)
    // Only new connections on which Node.js had read nothing when it stopped listening are reset.
    const cut = sent.filter(({ status, fault }) => status !== 200 && fault !== 'ECONNREFUSED')
    expect(cut.filter(({ fault, reused }) => fault !== 'ECONNRESET' || reused)).toEqual([])
    expect(cut.length).toBeLessThanOrEqual(clients.length)
    // There were requests to lose: before the signal, and after `/readyz` failed.
    expect(sent.filter(({ at }) => at < told).length).toBeGreaterThan(clients.length)
    const late = sent.filter(({ at, status }) => at > unready && status === 200)
    expect(late.length).toBeGreaterThan(clients.length)
    expect(late.every(({ last }) => last)).toBe(true)
    expect(sent.some(({ at, reused }) => at < told && reused)).toBe(true)
  })

  test('ends at once after a second signal', async () => {
    const { bot, url, isReady } = await serve()
    await beginRequest(url)
    bot.kill('SIGTERM')
    await until(async () => !(await isReady()))
    bot.kill('SIGTERM')
    expect(await bot.ended).toEqual({ code: 143, signal: null })
    expect(bot.log().map(({ event }) => event)).not.toContain('stopped')
  })

  test('does not wait for a request that never ends', async () => {
    const { bot, url } = await serve()
    await beginRequest(url)
    bot.kill('SIGTERM')
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect(bot.log().map(({ event }) => event)).toEqual(expect.arrayContaining(['unfinished', 'stopped']))
  })
})

/** Sends the first of a hundred bytes of a request. */
async function beginRequest(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write('POST /interactions HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{')
}
