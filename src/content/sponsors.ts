import type { Block, WrittenLink } from './blocks.ts'
import { linkKey } from './links.ts'
import { repairLink } from './repair-links.ts'

export type Sponsors = {
  /** Whether a block speaks for a sponsor. */
  readonly has: (block: Block) => boolean
  /** Whether a link is called like a sponsor that the maintainer named, or leads to its site. */
  readonly owns: (link: WrittenLink) => boolean
}

/**
 * Learns the sponsors of a whole show: blocks that thank one name its links, and those links tell the blocks that thank it
 * in words nobody could foresee. Only quotes go by a link alone; in prose a sponsor can be the subject. `names` are those
 * that the show's maintainer adds.
 */
export function findSponsors(blocks: readonly Block[], names: readonly string[]): Sponsors {
  const named = names.map(name => name.toLowerCase().replaceAll(/\s+/g, ''))
  const isNamed = (text: string): boolean =>
    named.some(name => text.toLowerCase().replaceAll(/\s+/g, '').includes(name))
  const thanks = blocks.filter(
    block =>
      block.topic === 'sponsor' ||
      speaksForSponsor(block) ||
      (block.kind === 'quote' && isNamed(block.lines.join(' '))),
  )
  const known = new Set<Block>(thanks)
  const links = new Set(thanks.flatMap(homesIn))
  const called = new Set(names.map(lettersOf).filter(Boolean))
  return {
    has: block => known.has(block) || (block.kind === 'quote' && homesIn(block).some(key => links.has(key))),
    owns: ({ label, url }) => [label, ...hostNames(url)].some(name => called.has(lettersOf(name))),
  }
}

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** `https://www.glow-sons.example/x` → `glow-sons.example`, `glow-sons`; what a sponsor hosts for others is called otherwise. */
function hostNames(url: string): readonly string[] {
  const mended = repairLink(url)
  if (mended.kind !== 'link') return []
  const host = new URL(mended.url).hostname.replace(/^www\./, '')
  return [host, host.split('.')[0] ?? '']
}

const speaksForSponsor = ({ kind, lines, links }: Block): boolean =>
  kind !== 'heading' && thanksSponsor(lines.join(' '), kind === 'quote') && (links.length > 0 || kind !== 'item')

/** The sponsor's front doors: an article of theirs, further down their site, may well be a resource elsewhere. */
export function homesIn(block: Block): string[] {
  return block.links.flatMap(({ url }) => {
    const mended = repairLink(url)
    if (mended.kind !== 'link') return []
    const depth = new URL(mended.url).pathname.split('/').filter(Boolean).length
    return depth <= 1 ? [linkKey(mended.url)] : []
  })
}

/**
 * Whether a whole block of words thanks somebody for paying. In a quote, where shows like to put it, a hint is enough; in
 * prose it must be the first thing said, or said of this very show: much in the world is powered by something.
 */
function thanksSponsor(text: string, quoted: boolean): boolean {
  if (denial.test(text)) return false
  return (quoted ? [...inProse, ...inQuotes] : inProse).some(pattern => pattern.test(text))
}

const denial = /\b(not|isn['’]t|never|without an?|no longer) (being )?(sponsored|sponsors?)\b|\bun-?sponsored\b/i

const inProse: readonly RegExp[] = [
  // “0:44 Sponsored by …”
  /^[^\p{L}]*(proudly )?(sponsored|brought to you|supported|made possible) by\b/iu,
  // “Today’s sponsor is …”, “Sponsor: …”
  /^[^\p{L}]*(today['’]s |our |this (week|episode)['’]s |episode |show )?sponsors?\s*(?::|–|—|-|is\b|are\b)/iu,
  /^[^\p{L}]*(a (word|message) from|thanks to) our (friends|sponsors?|partners?)\b/iu,
  // “This episode of … is kindly sponsored by …”
  /\b(this|today['’]s|the) (episode|show|podcast|stream)( of [^.!?,]{1,40})? (is|was|has been) (\w+ )?(sponsored|brought to you|powered|made possible|supported|presented)\b/i,
  // “Blink is brought to you by …”
  /^[^.!?]{1,60} (is|are) (\w+ )?brought to you\b[^.!?]{0,40}\b(by|with)\b/i,
]

const inQuotes: readonly RegExp[] = [
  /\bsponsor(s|ed|ing|ship)?\b/i,
  /\bbrought to you\b/i,
  /\bmakes?\b[^.!?]{1,40}\bpossible\b/i,
  /\bis powered by\b/i,
  /\bfor powering\b/i,
  /\buse (the |our |my )?(promo |discount )?(code|coupon)\b/i,
]
