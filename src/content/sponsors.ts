import type { MarkdownBlock, WrittenLink } from './blocks.ts'
import { linkKey } from './links.ts'
import { repairLink } from './repair-links.ts'

export type Sponsors = {
  /** Whether a block thanks or advertises a sponsor. */
  readonly has: (block: MarkdownBlock) => boolean
  /** Whether a link has the name of a sponsor from `show.md`, or leads to its site. */
  readonly owns: (link: WrittenLink) => boolean
}

/**
 * Learns the sponsors of a whole show. Blocks that thank a sponsor have links to it, and these links reveal the blocks that
 * thank it in other words. A link alone is only enough in a quote: in prose a sponsor may be the subject.
 *
 * @param names the sponsors named in `show.md`.
 */
export function findSponsors(blocks: readonly MarkdownBlock[], names: readonly string[]): Sponsors {
  const named = names.map(name => name.toLowerCase().replaceAll(/\s+/g, ''))
  const isNamed = (text: string): boolean =>
    named.some(name => text.toLowerCase().replaceAll(/\s+/g, '').includes(name))
  const thanks = blocks.filter(
    block =>
      block.topic === 'sponsor' || isSponsorBlock(block) || (block.kind === 'quote' && isNamed(block.lines.join(' '))),
  )
  const known = new Set<MarkdownBlock>(thanks)
  const links = new Set(thanks.flatMap(homePagesIn))
  const called = new Set(names.map(lettersOf).filter(Boolean))
  return {
    has: block => known.has(block) || (block.kind === 'quote' && homePagesIn(block).some(key => links.has(key))),
    owns: ({ label, url }) => [label, ...hostNames(url)].some(name => called.has(lettersOf(name))),
  }
}

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** `https://www.glow-sons.example/x` → `glow-sons.example`, `glow-sons`. */
function hostNames(url: string): readonly string[] {
  const repaired = repairLink(url)
  if (repaired.kind !== 'link') return []
  const host = new URL(repaired.url).hostname.replace(/^www\./, '')
  return [host, host.split('.')[0] ?? '']
}

const isSponsorBlock = ({ kind, lines, links }: MarkdownBlock): boolean =>
  kind !== 'heading' && thanksSponsor(lines.join(' '), kind === 'quote') && (links.length > 0 || kind !== 'item')

/** The links to home pages; an article deeper in a sponsor's site may be a resource in another episode. */
export function homePagesIn(block: MarkdownBlock): string[] {
  return block.links.flatMap(({ url }) => {
    const repaired = repairLink(url)
    if (repaired.kind !== 'link') return []
    const depth = new URL(repaired.url).pathname.split('/').filter(Boolean).length
    return depth <= 1 ? [linkKey(repaired.url)] : []
  })
}

/**
 * Whether a text thanks a sponsor. In a quote, where shows like to do that, a hint is enough; in prose the thanks must come
 * first, or be for this very show.
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
