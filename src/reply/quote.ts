import { listenAt } from '../content/links.ts'
import type { Citation } from '../search/ask.ts'
import { quoteOf } from '../search/excerpt.ts'
import type { LinkAction } from './actions.ts'
import type { Phrases } from './languages/phrases.ts'
import { episodeLink, joined, link, playing } from './pieces.ts'
import type { Block, Text } from './types.ts'

/** The excerpt with the question's words marked; `…` where somebody was already talking or goes on. */
export function quoteBlock(citation: Citation, lead: string | undefined, phrases: Phrases): Block {
  const link = leadsTo(citation, phrases)
  return {
    kind: 'quote',
    ...(lead !== undefined && { lead: [lead] }),
    text: wordsOf(citation),
    from: joined([...whereFrom(citation, phrases), [episodeLink(citation.episode, phrases)]], ' · '),
    ...(link && { link }),
  }
}

/** In a line: where it is, and how its words begin. */
export function quoteItem(citation: Citation, phrases: Phrases): Text {
  const moment = momentOf(citation, phrases)
  const place = joined([[episodeLink(citation.episode, phrases)], moment ? [moment] : []], ', ')
  return [...place, ' · ', ...shortWords(citation)]
}

/** `at 5:16`, as a link to the moment; nothing when there is no time. */
export function momentOf({ excerpt, url }: Citation, phrases: Phrases) {
  return excerpt.start === undefined ? undefined : link(phrases.atTime(clock(excerpt.start)), url)
}

/** Who says it, unless several do, and when. */
function whereFrom(citation: Citation, phrases: Phrases): readonly Text[] {
  const { excerpt, passage } = citation
  const [turn, ...others] = excerpt.turns
  const speaker = others.length === 0 ? turn?.speaker : undefined
  const moment = momentOf(citation, phrases)
  const source = { summary: phrases.fromDescription, resources: phrases.fromResources }[passage.source as string]
  return [speaker ? [{ kind: 'strong', text: speaker }] : [], moment ? [moment] : source ? [source] : []]
}

/** What opens: the moment, or only the episode when it has no time or nothing that could start there. */
function leadsTo({ episode, excerpt, url }: Citation, phrases: Phrases): LinkAction | undefined {
  if (url === undefined) return undefined
  const starts = excerpt.start !== undefined && listenAt(playing(episode.links)) !== undefined
  return { kind: 'link', label: starts ? phrases.listenFrom(clock(excerpt.start)) : phrases.readMore, url }
}

function wordsOf(citation: Citation): Text {
  const { turns, cutAfter } = citation.excerpt
  const spoken = turns.map(({ speaker, pieces }): Text => {
    const words: Text = pieces.map(piece => (piece.match ? { kind: 'mark', text: piece.text } : piece.text))
    return turns.length > 1 && speaker !== undefined ? [{ kind: 'strong', text: `${speaker}:` }, ' ', ...words] : words
  })
  return [...(hasBegun(citation) ? ['… '] : []), ...joined(spoken, '\n'), ...(cutAfter ? [' …'] : [])]
}

/** A transcript may give a speaker's turn in pieces, so that one begins in the midst of a sentence. */
function hasBegun({ excerpt, passage }: Citation): boolean {
  return excerpt.cutBefore || (passage.source === 'transcript' && /^\p{Ll}/u.test(quoteOf(excerpt)))
}

/** A line of a result takes so many characters of its quote. */
const SHORT = 140

/** The words around the first of the question's, verbatim, in one line. */
function shortWords(citation: Citation): Text {
  const { excerpt } = citation
  const pieces = excerpt.turns.flatMap(turn => turn.pieces)
  const first = Math.max(
    0,
    pieces.findIndex(piece => piece.match),
  )
  const before = pieces
    .slice(0, first)
    .map(piece => piece.text)
    .join('')
  const start = before.length > SHORT / 2 ? before.lastIndexOf(' ', before.length - SHORT / 3) + 1 : 0
  let left = SHORT
  const near = [{ text: before.slice(start), match: false }, ...pieces.slice(first)]
  const words = near.flatMap(({ text, match }): Text => {
    if (left <= 0 || text === '') return []
    const part = text.length <= left ? text : text.slice(0, Math.max(0, text.lastIndexOf(' ', left)))
    left = part === text ? left - text.length : 0
    return match ? [{ kind: 'mark', text: part }] : [part]
  })
  const whole = left > 0 && !excerpt.cutAfter
  return [...(start > 0 || hasBegun(citation) ? ['… '] : []), ...words, ...(whole ? [] : [' …'])]
}

/** A moment as people write it: `5:16`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number) => n.toString().padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
