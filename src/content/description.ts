import { sentencesIn } from '../text.ts'
import type { MarkdownBlock, WrittenLink } from './blocks.ts'
import { type Chapters, findChapters, isTime, timeAtStart } from './chapters.ts'
import { homePagesIn, type Sponsors } from './sponsors.ts'
import { withoutAdverts } from './transcripts/adverts.ts'
import type { Chapter, Paragraph, Problem } from './types.ts'

/** A link that may be a resource. */
export type Candidate = WrittenLink & {
  /** The whole list item, or the sentence. */
  readonly around: string
  /** The words of the item above that introduces it. */
  readonly under?: string
  /** Whether it is in a list of links, where even a person's profile is a resource. */
  readonly listed: boolean
}

export type Notes = {
  readonly summary: readonly Paragraph[]
  readonly chapters: readonly Chapter[]
  readonly candidates: readonly Candidate[]
  /** The home pages of this episode's sponsors, by `linkKey`. */
  readonly sponsored: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/**
 * Sorts show notes into the description, the chapters and the links that the episode recommends, without sponsors, plugs and
 * the hosts' profiles.
 */
export function readNotes(file: string, blocks: readonly MarkdownBlock[], sponsors: Sponsors): Notes {
  const { chapters, timed, problems } = findChapters(file, blocks)
  const summary: Paragraph[] = []
  const candidates: Candidate[] = []
  const sponsored = new Set(blocks.filter(block => sponsors.has(block)).flatMap(homePagesIn))
  blocks.forEach((block, index) => {
    if (isAside(block)) return
    if (sponsors.has(block)) {
      const rest = besideAdverts(block)
      if (rest !== '') summary.push(paragraphOf(rest, block))
      return
    }
    for (const link of candidatesIn(block)) if (link.listed || !sponsors.owns(link)) candidates.push(link)
    const text = proseOf(block, blocks[index + 1], timed)
    if (text !== '') summary.push(paragraphOf(text, block))
  })
  return { summary, chapters, candidates, sponsored, problems }
}

/** What a paragraph says before and after an advert in its middle; nothing if it begins with one. */
function besideAdverts({ kind, topic, lines }: MarkdownBlock): string {
  if (kind !== 'paragraph' || topic === 'sponsor') return ''
  const text = lines.join(' ')
  const rest = withoutAdverts([{ text }]).map(part => part.text)
  return rest[0] !== undefined && text.startsWith(rest[0]) ? rest.join(' ') : ''
}

const paragraphOf = (text: string, { heading, line }: MarkdownBlock): Paragraph => ({
  text,
  ...(heading !== undefined && { heading }),
  ...(line > 0 && { line }),
})

const isAside = ({ topic, lines, links }: MarkdownBlock): boolean =>
  topic === 'plugs' || topic === 'socials' || topic === 'tags' || (links.length > 0 && listsTags.test(lines[0] ?? ''))

/** “Tags: fog, bells” */
const listsTags =
  /^\P{L}*(?:tags?|topics?|categor(?:y|ies)|keywords?|schlagw(?:o|ö)rte[rn]?|themen|kategorien?|etiquetas|categor[ií]as|mots[- ]cl(?:é|e)s|étiquettes|etichette|categorie)\s*[:：]/iu

/** The text of a block that is worth quoting: no headings, chapters, lists of links, or lead-ins. */
function proseOf(block: MarkdownBlock, next: MarkdownBlock | undefined, timed: Chapters['timed']): string {
  if (block.kind === 'heading' || block.introduces) return ''
  if (block.kind === 'item' && block.listed && block.links.length > 0) return ''
  const isTimed = (at: number) => timed.get(block)?.has(at) === true
  const isBeforeTimes = (at: number) =>
    isTimed(at + 1) || (next !== undefined && at === block.lines.length - 1 && timed.get(next)?.has(0))
  const text = block.lines
    .map((line, at) => (isTimed(at) ? '' : isBeforeTimes(at) ? withoutTitle(line) : line))
    .filter(Boolean)
    .join(' ')
  if (!/[\p{L}\p{N}]/u.test(text)) return ''
  const introduces = block.kind === 'paragraph' && next?.kind === 'item' && next.listed
  return introduces ? withoutLeadIn(text) : text
}

const sentencesOf = (text: string): string[] => Array.from(sentencesIn(text), ({ segment }) => segment)

/** Removes a title such as “Chapters:”, which means nothing without the times. */
function withoutTitle(line: string): string {
  const all = sentencesOf(line)
  const last = all.at(-1)?.trim() ?? ''
  const isTitle = last.endsWith(':') || /^\P{L}*(chapters?|time ?(stamps?|codes?|line))\P{L}*$/iu.test(last)
  return isTitle ? all.slice(0, -1).join('').trim() : line
}

/** Removes a lead-in such as “In this episode, we mentioned the following resources:”, which means nothing without the list. */
function withoutLeadIn(text: string): string {
  const all = sentencesOf(text)
  const last = all.at(-1)?.trim() ?? ''
  const announces =
    last.endsWith(':') ||
    (last.length <= 120 && /\b(mention(s|ed)?|links?|resources?|references?|following|below)\b/i.test(last))
  return announces ? all.slice(0, -1).join('').trim() : text
}

function candidatesIn(block: MarkdownBlock): Candidate[] {
  const listed = block.topic === 'links' || block.listed
  const text = withoutTime(block.lines.join(' '))
  const isWhole = block.under !== undefined || (block.kind === 'item' && text.length <= 300)
  const sentences = isWhole || block.links.length === 0 ? [] : sentencesOf(text)
  return block.links
    .filter(({ url, label }) => !url.startsWith('#') && !isTime(label))
    .map(link => ({
      ...link,
      around: isWhole ? text : (sentences.find(sentence => sentence.includes(link.label))?.trim() ?? link.label),
      ...(block.under !== undefined && { under: block.under }),
      listed,
    }))
}

const withoutTime = (text: string): string => timeAtStart(text)?.rest || text

/** What a heading or the words before a list announce. Below `links` even a person’s profile is a resource. */
export type Topic = 'links' | 'sponsor' | 'plugs' | 'socials' | 'tags' | 'prose'

/** Undefined if the words announce none of these. */
export function topicOf(words: string): Topic | undefined {
  const text = plain(words)
  return announcements.find(([, patterns]) => patterns.some(pattern => pattern.test(text)))?.[0]
}

/** In lower case, without emoji, punctuation and drawn-out letters: `Siiiick ××× Piiiicks` → `sick picks`. */
const plain = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[’']/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .trim()

/** The first match counts. Patterns match whole headings, not words in them: an episode may be about social networks. */
const announcements: readonly (readonly [Topic, readonly RegExp[]])[] = [
  [
    'sponsor',
    [
      /^(our |todays |this (episodes|weeks) |the )?(episode |show )?sponsors?( of .*| messages?| break| spot| \w+){0,2}$/,
      /^(?!(how|why|what|when|who|do|does|should|is|are|not|finding|becoming) )(\S+ ){1,6}sponsors?$/,
      /^(sponsored|brought to you) by\b/,
      /^(ads?|advertisements?|promotion)$/,
    ],
  ],
  [
    'tags',
    [
      /^(post |episode )?(tags?|categor(y|ies)|keywords?)$/,
      /^(schlagw[oö]rter|schlagworte|kategorien?|etiquetas|categor[ií]as|mots cl[eé]s|[eé]tiquettes|etichette|categorie)$/,
    ],
  ],
  ['plugs', [/\bshameles+ (self )?(plug|promo)/, /^(our |the )?(self )?(plugs?|promos?)$/]],
  [
    'socials',
    [
      /^(our |the |hosts )?socials?( media)?( links| networks| profiles| channels)?$/,
      /\b(on|our|your) socials?( media)?$/,
      /^(follow|find|reach|contact|message|email|join|support|hit|chat with|talk to|connect with|keep up with) (us|me)\b/,
      /^(follow|support|find|contact|connect with) the (show|podcast|hosts?|team)\b/,
      /^tweet (us|at us|me|your|the)\b/,
      /^(get|keep|stay|be) (in touch|connected|social)\b/,
      /^(contact|connect|twitter|mastodon|instagram|patreon|subscribe)$/,
      /^where (to|you can|can you) find (us|me|the hosts?|them|him|her)\b/,
      /^join (the|our) (community|discord|slack|forum|newsletter)\b/,
    ],
  ],
  [
    'links',
    [
      /^(show |episode )?(notes|links|resources|references|shownotes)( (and|links|notes|resources|references))*$/,
      /\bsick picks?\b/,
      /^(our |the |weekly )?(picks?|recommendations?)( of the (week|month|show|episode))?$/,
      /^(further|more|recommended|additional|related|other|useful|helpful) (links|reading|resources|references|information)$/,
      /^(read|learn|find out) more$/,
      /^((links|resources|things|stuff|books|tools|projects|articles) )?mentioned\b/,
      /^(links|resources|references) (for|from|to|in|on)\b/,
    ],
  ],
]
