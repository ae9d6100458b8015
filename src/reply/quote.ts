import { listenAt } from '../content/links.ts'
import type { Citation } from '../search/ask.ts'
import { quoteOf } from '../search/excerpt.ts'
import { sentencesIn } from '../text.ts'
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

/** `at 5:16 · Ada: …`: a sentence or two around the first match, under its episode. */
export const quoteItem = (citation: Citation, phrases: Phrases): Text =>
  joinTexts([timeText(citation, phrases), snippetOf(citation)], ' · ')

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
function startsMidway({ excerpt, passage, episode }: Citation): boolean {
  // Captions may have no capitals at all, but nothing is said before the first of them.
  const isLater = passage.source === 'transcript' && excerpt.start !== episode.segments[0]?.start
  return excerpt.cutBefore || (isLater && /^\p{Ll}/u.test(quoteOf(excerpt)))
}

/** In UTF-16 units. */
const MAX_SNIPPET = 200

/** Whole sentences around the first match, with their speaker; a very long one is cut. */
function snippetOf(citation: Citation): Text {
  const { turns } = citation.excerpt
  const turn = turns.find(({ pieces }) => pieces.some(({ match }) => match)) ?? turns[0]
  if (!turn) return []
  const text = turn.pieces.map(piece => piece.text).join('')
  const { from, to } = sentencesAround(text, lengthUntilMatch(turn.pieces))
  const cut = to - from > MAX_SNIPPET ? text.lastIndexOf(' ', from + MAX_SNIPPET) : to
  const isCut = cut < to && cut > from
  const words = piecesBetween(turn.pieces, from, isCut ? cut : to)
  return [
    ...(turn.speaker === undefined ? [] : [{ kind: 'strong', text: `${turn.speaker}:` } as const, ' ']),
    ...(from === 0 && turn === turns[0] && startsMidway(citation) ? ['… '] : []),
    ...words,
    ...(isCut ? [' …'] : []),
  ]
}

type Piece = { readonly text: string; readonly match: boolean }

function lengthUntilMatch(pieces: readonly Piece[]): number {
  const at = pieces.findIndex(({ match }) => match)
  return pieces.slice(0, Math.max(0, at)).reduce((length, { text }) => length + text.length, 0)
}

/** The sentence at a place of a text, and those after it that fit. `to` is exclusive. */
function sentencesAround(text: string, place: number): { from: number; to: number } {
  const all = [...sentencesIn(text)]
  const at = Math.max(
    0,
    all.findIndex(({ index, segment }) => place < index + segment.length),
  )
  const from = all[at]?.index ?? 0
  let to = from
  for (const { index, segment } of all.slice(at)) {
    const end = index + segment.trimEnd().length
    if (to > from && end - from > MAX_SNIPPET) break
    to = end
  }
  return { from, to }
}

/** The pieces of a text from one place to another. */
function piecesBetween(pieces: readonly Piece[], from: number, to: number): Text {
  let begun = 0
  return pieces.flatMap(({ text, match }): Text => {
    const start = begun
    begun += text.length
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start))
    if (part === '') return []
    return match ? [{ kind: 'mark', text: part }] : [part]
  })
}
