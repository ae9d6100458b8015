import type { View } from '../reply/action.ts'
import { askReply, resultsReply } from '../reply/ask.ts'
import { episodeReply } from '../reply/episode.ts'
import type { Say } from '../reply/say.ts'
import { trouble } from '../reply/trouble.ts'
import { ask, moreResults } from '../search/ask.ts'
import { episodeNumbered } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { stemsOf } from '../search/words.ts'
import type { Command } from './command.ts'
import { completeQuestion } from './complete.ts'
import { latestCommand } from './latest.ts'
import { asksForNewest } from './newest.ts'

/** What Discord lets through at most; more than anyone types. */
const LONGEST = 6000

export const askCommand: Command = {
  name: 'ask',
  kind: 'slash',
  options: [{ name: 'question', required: true, maxLength: LONGEST, complete: completeQuestion }],
  show: ({ words, page }, library) => {
    const episode = episodeNumbered(library, words)
    if (episode) return episodeReply({ kind: 'found', episode }, words, library)
    if (asksForNewest(words)) return latestCommand.show({ command: latestCommand.name, words: '', page: 0 }, library)
    return refusal(words) ?? askReply(ask(library, words, page), words, library)
  },
}

/** On anyone's message: what the episodes say about what it says. */
export const findCommand: Command = {
  name: 'find',
  kind: 'message',
  options: [{ name: 'message', required: true, maxLength: LONGEST }],
  show: (view, library) => hidden(askCommand.show(view, library)),
}

/** More of what was asked; no command of its own, only a button's. */
export function showResults({ words, page }: View, library: Library): Say {
  return refusal(words) ?? resultsReply(moreResults(library, words, page), words, library)
}

function refusal(question: string): Say | undefined {
  if (question.length > LONGEST) return trouble(phrases => [phrases.tooLong(LONGEST)])
  if (stemsOf(question).length === 0) return trouble(phrases => phrases.noWords())
  return undefined
}

const hidden =
  (say: Say): Say =>
  phrases => ({ ...say(phrases), audience: 'asker' })
