import { listenAt } from '../content/links.ts'
import type { Answer } from '../search/ask.ts'
import type { Citation } from '../search/citation.ts'
import type { Library } from '../search/library.ts'
import type { Why } from '../search/why.ts'
import { phrases } from './phrases.ts'
import { dateOf, episodeLink, filled, joined, link, linksOf, playing, resourceItem, sourceOf } from './pieces.ts'
import type { Block, Reply, Text } from './reply.ts'
import { clock } from './time.ts'
import { nothingBlocks } from './trouble.ts'

/** What a person reads who asked a question: the quote first, then where it is from, then what else there is. */
export function askReply(answer: Answer, library: Library): Reply {
  if (answer.kind === 'nothing') {
    return {
      outcome: 'nothing',
      audience: 'asker',
      blocks: nothingBlocks(
        joined([phrases.nothingFound(library.show.name), unsaid(answer.unsaid)], ' '),
        answer.nearest,
      ),
      actions: [],
    }
  }
  const { best, later, others, resources } = answer
  const blocks: readonly Block[] = filled([
    ...(answer.confidence === 'close' ? [{ kind: 'paragraph' as const, text: [phrases.closest] }] : []),
    { kind: 'paragraph', text: phrases.from(episodeLink(best.episode), dateOf(best.episode)) },
    quoteOf(best),
    { kind: 'small', text: answer.confidence === 'close' ? whyText(best.why) : [] },
    { kind: 'paragraph', text: later ? cameBack(best, later) : [] },
    { kind: 'small', text: linksOf(best.episode.links) },
    { kind: 'list', heading: [phrases.alsoIn], items: others.map(otherItem) },
    {
      kind: 'list',
      heading: [phrases.resources],
      items: resources.map(row => resourceItem(row, { episodes: false })),
    },
  ])
  return {
    outcome: answer.confidence,
    audience: 'everyone',
    blocks,
    actions: best.url === undefined ? [] : [{ kind: 'link', label: leadsTo(best), url: best.url }],
  }
}

/** What opens: the moment, or only the episode when it has no time or nothing that could start there. */
function leadsTo({ episode, excerpt }: Citation): string {
  const starts = excerpt.start !== undefined && listenAt(playing(episode.links)) !== undefined
  return starts ? phrases.listenFrom(clock(excerpt.start)) : phrases.readMore
}

/** The excerpt with the question's words marked; `…` where somebody was already talking or goes on. */
function quoteOf(citation: Citation): Block {
  const { turns, cutBefore, cutAfter } = citation.excerpt
  const spoken = turns.map(({ speaker, pieces }): Text => {
    const words: Text = pieces.map(piece => (piece.match ? { kind: 'mark', text: piece.text } : piece.text))
    return turns.length > 1 && speaker !== undefined ? [{ kind: 'strong', text: `${speaker}:` }, ' ', ...words] : words
  })
  return {
    kind: 'quote',
    text: [...(cutBefore ? ['… '] : []), ...joined(spoken, '\n'), ...(cutAfter ? [' …'] : [])],
    from: sourceOf(citation),
  }
}

function otherItem({ episode, excerpt, url }: Citation): Text {
  const when = excerpt.start === undefined ? [] : [link(phrases.atTime(clock(excerpt.start)), url)]
  return joined([[episodeLink(episode)], when], ', ')
}

/** `It says “fog”; it does not say “horn”. The show never says “kraken”.` */
function whyText({ covers, misses, unsaid: never }: Why): Text {
  if (misses.length + never.length === 0) return []
  const parts = [
    ...(covers.length > 0 ? [phrases.covers(covers)] : []),
    ...(misses.length > 0 ? [phrases.misses(misses)] : []),
  ]
  return joined([parts.length > 0 ? [`${parts.join('; ')}.`] : [], unsaid(never)], ' ')
}

const unsaid = (words: readonly string[]): Text => (words.length > 0 ? [phrases.unsaid(words)] : [])

function cameBack(best: Citation, later: Citation): Text {
  const since = dateOf(best.episode)
  const moment =
    later.excerpt.start === undefined ? undefined : link(phrases.atTime(clock(later.excerpt.start)), later.url)
  return since ? phrases.cameBack(since, episodeLink(later.episode), dateOf(later.episode), moment) : []
}
