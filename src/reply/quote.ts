import { listenAt } from '../content/links.ts'
import type { Citation } from '../search/ask.ts'
import { quoteOf } from '../search/excerpt.ts'
import type { LinkAction } from './actions.ts'
import { dateText, episodeLink, formatTimestamp, joinTexts, link, playableLinks } from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import type { Block, Text } from './types.ts'

/** The excerpt with the question's words marked, and `…` if it starts or ends in the middle. */
export function quoteBlock(citation: Citation, lead: string | undefined, phrases: Phrases): Block {
  const link = linkOf(citation, phrases)
  return {
    kind: 'quote',
    ...(lead !== undefined && { lead: [lead] }),
    text: wordsOf(citation),
    from: joinTexts(
      [...attribution(citation, phrases), [episodeLink(citation.episode, phrases)], dateText(citation.episode)],
      ' · ',
    ),
    ...(link && { link }),
  }
}

/** A quote on one line: its source, and a few words around the first match. */
export const quoteItem = (citation: Citation, phrases: Phrases): Text => [
  ...citationText(citation, phrases),
  ' · ',
  ...snippetOf(citation),
]

/** `Episode 64: How do you …, at 5:16` */
const citationText = (citation: Citation, phrases: Phrases): Text =>
  joinTexts([[episodeLink(citation.episode, phrases)], timeText(citation, phrases)], ', ')

/** `at 5:16`, linked to that moment; empty if the excerpt has no time. */
export const timeText = ({ excerpt, url }: Citation, phrases: Phrases): Text =>
  excerpt.start === undefined ? [] : [link(phrases.atTime(formatTimestamp(excerpt.start)), url)]

/** The speaker, if there is only one, and when they say it. */
function attribution(citation: Citation, phrases: Phrases): readonly Text[] {
  const { excerpt, passage } = citation
  const [turn, ...others] = excerpt.turns
  const speaker = others.length === 0 ? turn?.speaker : undefined
  const time = timeText(citation, phrases)
  const source = { summary: phrases.fromDescription, resources: phrases.fromResources }[passage.source as string]
  return [speaker ? [{ kind: 'strong', text: speaker }] : [], time.length === 0 && source ? [source] : time]
}

/** Plays the moment; opens the episode if the excerpt has no time, or if there is nothing to play. */
function linkOf({ episode, excerpt, url }: Citation, phrases: Phrases): LinkAction | undefined {
  if (url === undefined) return undefined
  const isPlayable = excerpt.start !== undefined && listenAt(playableLinks(episode.links)) !== undefined
  return {
    kind: 'link',
    label: isPlayable ? phrases.listenFrom(formatTimestamp(excerpt.start)) : phrases.readMore,
    url,
  }
}

function wordsOf(citation: Citation): Text {
  const { turns, cutAfter } = citation.excerpt
  const spoken = turns.map(({ speaker, pieces }): Text => {
    const words: Text = pieces.map(piece => (piece.match ? { kind: 'mark', text: piece.text } : piece.text))
    return turns.length > 1 && speaker !== undefined ? [{ kind: 'strong', text: `${speaker}:` }, ' ', ...words] : words
  })
  const trails = /(?:…|\.\.)$/.test(quoteOf(citation.excerpt).trimEnd())
  return [...(startsMidway(citation) ? ['… '] : []), ...joinTexts(spoken, '\n'), ...(cutAfter && !trails ? [' …'] : [])]
}

/** A transcript may split a speaker's turn, so a passage can start in the middle of a sentence. */
function startsMidway({ excerpt, passage }: Citation): boolean {
  return excerpt.cutBefore || (passage.source === 'transcript' && /^\p{Ll}/u.test(quoteOf(excerpt)))
}

/** In UTF-16 units. */
const MAX_SNIPPET = 140

/** The words around the first match, verbatim. */
function snippetOf(citation: Citation): Text {
  const { excerpt } = citation
  const pieces = excerpt.turns.flatMap(turn => turn.pieces)
  const match = pieces.findIndex(piece => piece.match)
  const first = Math.max(0, match)
  const before = pieces.slice(0, first).reduce((text, piece) => text + piece.text, '')
  const start = before.length > MAX_SNIPPET / 2 ? before.lastIndexOf(' ', before.length - MAX_SNIPPET / 3) + 1 : 0
  let left = MAX_SNIPPET
  const near = [{ text: before.slice(start), match: false }, ...pieces.slice(first)]
  const words = near.flatMap(({ text, match }): Text => {
    if (left <= 0 || text === '') return []
    const part = text.length <= left ? text : text.slice(0, Math.max(0, text.lastIndexOf(' ', left)))
    left = part === text ? left - text.length : 0
    return match ? [{ kind: 'mark', text: part }] : [part]
  })
  const whole = left > 0 && !excerpt.cutAfter
  return [...(start > 0 || startsMidway(citation) ? ['… '] : []), ...words, ...(whole ? [] : [' …'])]
}
