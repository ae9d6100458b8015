import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { createCourtesy } from '../../commands/courtesy.ts'
import { words } from './words.ts'

/** Nothing but our own files, no frame around us, no form that leads away; and no word to anyone where a reader came from. */
export const headers = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    // The page is plain HTTP on loopback: behind TLS, whoever ends it adds this.
    strictTransportSecurity: false,
  })

/** Nothing here can be changed from outside, so nothing but reading is taken. */
export const readingOnly = (): MiddlewareHandler => async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  c.header('Allow', 'GET, HEAD')
  return c.text(words.wrongMethod, 405)
}

/** Characters; the longest address of a channel with the longest line behind it. */
const LONGEST_URL = 12_000

export const shortEnough = (): MiddlewareHandler => async (c, next) =>
  c.req.url.length > LONGEST_URL ? c.text(words.tooLong, 414) : next()

/**
 * A page elsewhere can have its own name point to this computer (DNS rebinding) and read what is here through its
 * visitor's browser; the name that it then asks for gives it away. On other interfaces we cannot know our names.
 *
 * @param host where the page listens.
 */
export const ownName =
  (host: string): MiddlewareHandler =>
  async (c, next) => {
    if (!isLoopback(host)) return next()
    const asked = c.req.header('host') ?? ''
    const name = URL.canParse(`http://${asked}`) ? new URL(`http://${asked}`).hostname : ''
    return isLoopback(name) || name === host.toLowerCase() ? next() : c.text(words.wrongHost, 421)
  }

/**
 * So many pages at once from one address, and then only so fast; what is offered while typing has its own measure.
 *
 * @param now milliseconds that only ever grow.
 */
export function unhurried(now: () => number): MiddlewareHandler {
  const pages = createCourtesy(now, { atOnce: 40, pauseMs: 250 })
  const typing = createCourtesy(now, { atOnce: 100, pauseMs: 50 })
  return async (c, next) => {
    const from = getConnInfo(c).remote.address ?? ''
    const courtesy = c.req.path === '/suggest' ? typing : pages
    if (courtesy(from)) return next()
    c.header('Retry-After', '5')
    return c.text(words.tooFast, 429)
  }
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}
