import type { Episode } from '../content/types.ts'
import { phrasesFor } from '../reply/languages/phrases.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { latestEpisodes } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { normalizeName } from '../search/tokenizer.ts'
import { answerQuestion } from './ask.ts'
import { showEpisodeNamed } from './episodes.ts'
import { inAllEpisodes } from './resources.ts'

/** The most lines of each kind to try, so that the first person to see them does not wait long. */
const MAX_TRIES = 30

/** How many questions are suggested. */
const MAX_QUESTIONS = 3

/** What to ask a show, each with a good answer: nothing is suggested that has not been tried. */
export type Examples = {
  /** Titles of episodes and chapters, questions first, each from a different episode. */
  readonly questions: readonly string[]
  /** Something that several links are about. */
  readonly subject: string | undefined
  /** The id of an episode with plenty to show. */
  readonly episode: string | undefined
}

const known = new WeakMap<Library, Examples>()

/** Computed once for each library, when they are first needed. */
export function examplesOf(library: Library): Examples {
  const found = known.get(library) ?? tryExamples(library)
  known.set(library, found)
  return found
}

/** Without vectors, which may not be there yet. */
const byWords = () => undefined

function tryExamples(library: Library): Examples {
  const subjects = subjectsOf(library).slice(0, MAX_TRIES)
  const isFound = ({ outcome }: ReplyDraft): boolean => outcome === 'found'
  return {
    questions: questionsIn(library),
    subject: subjects.find(subject => isFound(inAllEpisodes(subject, 0, library, byWords))),
    episode: episodesOf(library).find(id => isFound(showEpisodeNamed(id, library))),
  }
}

function questionsIn(library: Library): readonly string[] {
  const answerTo = (line: string): ReplyDraft => answerQuestion(line, 0, library, byWords)
  // What was said can be linked to the second, so episodes with a transcript come first.
  const isSilent = ({ segments }: Episode): boolean => segments.length === 0
  const lines = latestEpisodes(library, library.episodes.length)
    .toSorted((a, b) => Number(isSilent(a)) - Number(isSilent(b)))
    .slice(0, MAX_TRIES)
    .flatMap(({ id, title, chapters }) =>
      [title, ...chapters.map(chapter => chapter.title)].filter(isLine).map(line => ({ id, line })),
    )
  const ordered = lines.toSorted((a, b) => rankOf(a.line) - rankOf(b.line)).slice(0, MAX_TRIES)
  const chosen = new Map<string, string>()
  for (const { id, line } of ordered) {
    if (chosen.size === MAX_QUESTIONS) break
    if (!chosen.has(id) && isGoodAnswer(answerTo(line))) chosen.set(id, line)
  }
  // A small show may have nothing better than a title that finds its episode.
  const fallback = ordered.find(({ line }) => ['sure', 'close'].includes(answerTo(line).outcome))
  return chosen.size > 0 || !fallback ? [...chosen.values()] : [fallback.line]
}

/** Questions first, then what reads like a subject, then what may be a name. */
const rankOf = (line: string): number => (/\?\s*$/.test(line) ? 0 : line.trim().split(/\s+/).length > 2 ? 1 : 2)

/** In characters; a shorter quote says little. */
const MIN_QUOTE_LENGTH = 60

/** A sure answer that is worth showing: whole sentences, and not a question in return or the name of a link. */
function isGoodAnswer({ outcome, render }: ReplyDraft): boolean {
  if (outcome !== 'sure') return false
  const quote = render(phrasesFor('en')).blocks.find(block => block.kind === 'quote')?.text ?? []
  const text = quote.map(piece => (typeof piece === 'string' ? piece : 'text' in piece ? piece.text : '')).join('')
  return text.length > MIN_QUOTE_LENGTH && /[.!。！][\s…]*$/.test(text)
}

/** Enough links to fill a list; more links make a subject no better. */
const ENOUGH = 8

/** Words that occur in titles and in labels of links, the most frequent first, without the show's own name. */
function subjectsOf({ show, episodes, resourceIndex, vocabulary }: Library): readonly string[] {
  const name = new Set(normalizeName(show.name).split(' '))
  const links = new Map<string, number>()
  for (const { label } of resourceIndex.rows)
    for (const word of new Set(normalizeName(label).split(' '))) links.set(word, (links.get(word) ?? 0) + 1)
  const titled = episodes.toReversed().flatMap(({ title }) => normalizeName(title).split(' '))
  const linksOf = (word: string): number => Math.min(ENOUGH, links.get(word) ?? 0)
  return [...new Set(titled)]
    .filter(
      word =>
        word.length > 2 &&
        !name.has(word) &&
        !vocabulary.language.stopWords.has(word) &&
        !/^\d+$/.test(word) &&
        links.has(word),
    )
    .sort((a, b) => linksOf(b) - linksOf(a))
}

/** The latest episodes, those with the most links and chapters first. */
function episodesOf(library: Library): readonly string[] {
  return latestEpisodes(library, MAX_TRIES)
    .toSorted((a, b) => b.resources.length + b.chapters.length - a.resources.length - a.chapters.length)
    .map(({ id }) => id)
}

/** The longest line that is read at a glance, in characters. */
const MAX_LINE_LENGTH = 80

const isLine = (title: string): boolean => title.length < MAX_LINE_LENGTH && !title.startsWith('/')
