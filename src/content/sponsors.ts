import type { Block } from './blocks.ts'
import { linkKey } from './links.ts'
import { mendLink } from './mend.ts'
import { thanksSponsor } from './sponsor-words.ts'

/** Which blocks speak for a sponsor. */
export type Sponsors = { readonly has: (block: Block) => boolean }

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
  return { has: block => known.has(block) || (block.kind === 'quote' && homesIn(block).some(key => links.has(key))) }
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
