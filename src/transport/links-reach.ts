import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent } from 'undici'

/** The code of the error when a name leads into a network that is not public. */
export const NOT_PUBLIC = 'ENOTPUBLIC'

/**
 * Connects to public addresses alone. A link is written by whoever may edit the show notes, and the machine that asks it
 * may reach what they may not: its own ports, its neighbours, the keys that a cloud offers at 169.254.169.254.
 */
export const publicAgent = (): Agent => new Agent({ connect: { lookup: lookupPublic } })

/** For an address in figures, which is never looked up. */
export function isPrivateHost({ hostname }: URL): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) && !isPublic(bare)
}

/** Looks at the very addresses that are connected to: asked twice, a name could lead elsewhere the second time. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, found: string | LookupAddress[], family) => {
    const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
    if (error !== null || addresses.every(isPublic)) callback(error, found, family)
    else callback(Object.assign(new Error(`${hostname} is not public`), { code: NOT_PUBLIC }), found, family)
  })
}

/** `unicast` is what is left when all that is private, local, reserved or a way around is taken off. */
const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast'
