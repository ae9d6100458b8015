import { issueUrl, lineUrl, readSource } from '../content/source.ts'
import type { Show } from '../content/types.ts'
import { limits } from '../limits.ts'
import type { Citation } from '../search/ask.ts'
import { quoteOf } from '../search/excerpt.ts'
import { truncateAtWord } from '../text.ts'
import { formatTimestamp } from './format.ts'
import { quoteBlock } from './quote.ts'
import type { ReplyDraft } from './types.ts'

/** Where the words of a quote can be corrected: a line of a file, and its page on the web. */
type Place = { readonly file: string; readonly line: number; readonly url: string }

/** In UTF-16 units: what Discord allows for a URL has to hold the quote as well. */
const MAX_TITLE = 40

/** Undefined if it is not known where the show’s files live, or on which line the words are. */
export function placeOfWords({ passage, episode, excerpt }: Citation, show: Show): Place | undefined {
  const source = readSource(show.source ?? '')
  const file = (passage.source === 'transcript' ? episode.transcriptFile : undefined) ?? episode.file
  const { line } = excerpt
  return source && line !== undefined ? { file, line, url: lineUrl(source, file, line) } : undefined
}

/** The line that a quote is from, to be corrected there, and an issue about it that is already filled in. */
export function fixReply(citation: Citation, show: Show): ReplyDraft | undefined {
  const source = readSource(show.source ?? '')
  const place = placeOfWords(citation, show)
  if (!source || !place) return undefined
  const { start } = citation.excerpt
  const time = start === undefined ? undefined : formatTimestamp(start)
  const at = `${place.file}:${place.line}${time === undefined ? '' : `, ${time}`}`
  return {
    outcome: 'found',
    audience: 'asker',
    render: phrases => ({
      blocks: [
        quoteBlock(citation, undefined, phrases),
        { kind: 'paragraph', text: [phrases.fix.where(place.line, place.file)] },
      ],
      actions: [
        { kind: 'link', label: phrases.fix.open(place.line), url: place.url },
        {
          kind: 'link',
          label: phrases.fix.report,
          url: issueUrl(
            source,
            {
              title: phrases.fix.title(truncateAtWord(citation.episode.title, MAX_TITLE), time),
              text: `> ${quoteOf(citation.excerpt).replaceAll(/\s+/g, ' ').trim()}`,
              end: `\n\n${at}\n\n`,
            },
            limits.button.url,
          ),
        },
      ],
    }),
  }
}
