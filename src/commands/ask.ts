import type { Episode } from '../content/types.ts'
import { resolveReference } from '../intent/select.ts'
import { saidBy } from '../intent/spoken.ts'
import type { Intent } from '../intent/types.ts'
import { limits } from '../limits.ts'
import { MAX_WORDS, type View } from '../reply/actions.ts'
import { answerReply, noAnswerReply, resultsReply, scopedReply } from '../reply/ask.ts'
import { whichEpisodeReply } from '../reply/episode.ts'
import { notInEpisodeReply, saidReply } from '../reply/facts.ts'
import { fixReply } from '../reply/fix.ts'
import { errorReply } from '../reply/render.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { type Answer, ask, findsSamePassage, moreResults } from '../search/ask.ts'
import { episodeKey, episodeNumbered, findEpisode } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { shortenQuestion } from '../search/query.ts'
import { stemsOf } from '../search/tokenizer.ts'
import type { VectorOf } from '../search/vectors.ts'
import { answerAbout, factAskedIn, intentIn, nameOf, showFactOf, unknownEpisode } from './about.ts'
import { autocompleteQuestion, episodeOption } from './autocomplete.ts'
import { defineCommand } from './command.ts'
import { showEpisode } from './episodes.ts'

const MAX_QUESTION = limits.command.maxLength

export const askCommand = defineCommand(
  {
    name: 'ask',
    kind: 'slash',
    options: [
      { name: 'question', required: true, maxLength: MAX_QUESTION, autocomplete: autocompleteQuestion },
      episodeOption('episode', false),
    ],
  },
  ({ question, episode, page }, library, vectorOf) =>
    episode === undefined
      ? answerQuestion(question, page, library, vectorOf)
      : answerIn(episode, question, page, library, vectorOf),
  ({ question }, library) => textsToEmbed(question, library),
)

/** An entry in the menu of any message: finds what the episodes say about it. */
export const findCommand = defineCommand(
  {
    name: 'Find in episodes',
    kind: 'message',
    options: [{ name: 'message', required: true, maxLength: MAX_QUESTION }],
  },
  ({ message, page }, library, vectorOf) => ({
    ...answerQuestion(message, page, library, vectorOf),
    audience: 'asker',
  }),
  ({ message }, library) => textsToEmbed(message, library),
)

/** The question, and what a button will ask again if it is too long for one. Nothing if it is refused. */
export function textsToEmbed(question: string, library: Library): readonly string[] {
  if (refusal(question, library)) return []
  return [...new Set([question, shortenQuestion(library, question, MAX_WORDS)])]
}

/** @param page which of the passages that may answer the question to quote, from 0. */
export function answerQuestion(question: string, page: number, library: Library, vectorOf: VectorOf): ReplyDraft {
  const episode = episodeNumbered(library, question)
  if (episode) return showEpisode(episode, library)
  if (question.length <= MAX_QUESTION) {
    const intent = intentIn(question, library)
    if (intent?.kind === 'scoped') return answerScoped(intent, page, library, vectorOf)
    if (intent) return answerAbout(intent, question, page, library, vectorOf)
    // In a show of one episode, `it` is that episode.
    const [only, second] = library.episodes
    const fact = only && !second ? factAskedIn(question, library) : undefined
    if (only && fact)
      return showFactOf(only, fact, library, {
        command: 'ask',
        words: shortenQuestion(library, question, MAX_WORDS),
        page,
      })
  }
  const refused = refusal(question, library)
  if (refused) return refused
  const answer = ask(library, question, page, vectorOf)
  if (answer.kind === 'nothing') return noAnswerReply(answer, question, library)
  return answerReply(answer, question, viewOf(answer, question, library, vectorOf), library.show)
}

/** A question about one episode: searches only there. */
export function answerIn(
  which: string,
  question: string,
  page: number,
  library: Library,
  vectorOf: VectorOf,
): ReplyDraft {
  const found = findEpisode(library, which)
  return found.kind === 'found'
    ? answerInEpisode(found.episode, question, page, library, vectorOf)
    : whichEpisodeReply(found, which, library)
}

function answerScoped(
  { reference, question }: Extract<Intent, { kind: 'scoped' }>,
  page: number,
  library: Library,
  vectorOf: VectorOf,
): ReplyDraft {
  const episodes = resolveReference(library, reference)
  const [episode] = episodes
  if (!episode) return unknownEpisode(reference, library)
  if (episodes.length > 1) return whichEpisodeReply({ kind: 'several', episodes }, nameOf(reference), library)
  return answerInEpisode(episode, question, page, library, vectorOf)
}

/** A fact about the episode, what somebody says in it, or a passage of it; else that it does not say so. */
function answerInEpisode(
  episode: Episode,
  question: string,
  page: number,
  library: Library,
  vectorOf: VectorOf,
): ReplyDraft {
  const key = episodeKey(episode)
  const words = shortenQuestion(library, question, MAX_WORDS - key.length)
  const view: View = { command: 'ask', words, episode: key, page }
  const fact = factAskedIn(question, library)
  if (fact) return showFactOf(episode, fact, library, view)
  const refused = refusal(question, library)
  if (refused) return refused
  const intent = intentIn(question, library)
  if (intent?.kind === 'speaker') {
    const said = saidReply(saidBy(library, intent.person, intent.question, episode), view)
    if (said) return said
  }
  const answer = ask(library, question, page, vectorOf, episode)
  if (answer.kind === 'nothing') return notInEpisodeReply(episode, words)
  const isSame =
    question.length <= MAX_WORDS - key.length || findsSamePassage(library, words, answer, vectorOf, episode)
  const own = isSame ? { ...view, page: answer.passageIndex } : undefined
  return scopedReply(answerReply(answer, question, own, library.show), words)
}

/**
 * What finds this very answer again. Undefined if a long question, cut to the words that fit in a button, would find
 * another one.
 */
function viewOf(
  answer: Extract<Answer, { kind: 'found' }>,
  question: string,
  library: Library,
  vectorOf: VectorOf,
): View | undefined {
  const words = shortenQuestion(library, question, MAX_WORDS)
  const isSame = question.length <= MAX_WORDS || findsSamePassage(library, words, answer, vectorOf)
  return isSame ? { command: 'ask', words, page: answer.passageIndex } : undefined
}

/** Further passages for a question; reached only by a button. */
export function showResults({ words, page }: View, library: Library, vectorOf: VectorOf): ReplyDraft {
  return (
    refusal(words, library) ??
    resultsReply(moreResults(library, words, page, vectorOf), shortenQuestion(library, words, MAX_WORDS), library)
  )
}

/** Where to correct the passage that an answer quotes; reached only by a button. */
export function showFix({ words, episode, page }: View, library: Library, vectorOf: VectorOf): ReplyDraft | undefined {
  const found = episode === undefined ? undefined : findEpisode(library, episode)
  if (refusal(words, library) || (found && found.kind !== 'found')) return undefined
  const answer = ask(library, words, page, vectorOf, found?.episode)
  return answer.kind === 'found' ? fixReply(answer.best, library.show) : undefined
}

function refusal(question: string, library: Library): ReplyDraft | undefined {
  if (question.length > MAX_QUESTION) return errorReply(phrases => [phrases.tooLong(MAX_QUESTION)])
  if (stemsOf(question, library.vocabulary.language).length === 0) return errorReply(phrases => phrases.noWords())
  return undefined
}
