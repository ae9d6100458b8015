import type { Block, WrittenLink } from './blocks.ts'
import { linkKey } from './links.ts'
import { mendLink } from './mend.ts'
import { thanksSponsor } from './sponsor-words.ts'

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
  const mended = mendLink(url)
  if (mended.kind !== 'link') return []
  const host = new URL(mended.url).hostname.replace(/^www\./, '')
  return [host, host.split('.')[0] ?? '']
}

const speaksForSponsor = ({ kind, lines, links }: Block): boolean =>
  kind !== 'heading' && thanksSponsor(lines.join(' '), kind === 'quote') && (links.length > 0 || kind !== 'item')

/** The sponsor's front doors: an article of theirs, further down their site, may well be a resource elsewhere. */
export function homesIn(block: Block): string[] {
  return block.links.flatMap(({ url }) => {
    const mended = mendLink(url)
    if (mended.kind !== 'link') return []
    const depth = new URL(mended.url).pathname.split('/').filter(Boolean).length
    return depth <= 1 ? [linkKey(mended.url)] : []
  })
}
