import { phrasesFor } from '../reply/phrases.ts'
import type { Say } from '../reply/say.ts'
import type { Library } from '../search/library.ts'
import { isSmallTalk } from '../search/small-talk.ts'
import { wordsOf } from '../search/words.ts'
import { askCommand } from './ask.ts'
import type { Asker } from './command.ts'

/** A message in which the bot is mentioned, or that is written to it directly. */
export type Heard = Asker & {
  /** Without the mention. */
  readonly text: string
  /** Whether the bot is only mentioned in passing: in the midst of a sentence that is for others. */
  readonly inPassing: boolean
}

/**
 * What to say to a message: an answer when it asks, a hint when it says nothing, and nothing at all when it is chatter.
 * Who speaks about the bot instead of to it is answered only when they ask, and the answer is there.
 */
export function heardQuestion({ text, inPassing }: Heard, library: Library): Say | undefined {
  if (wordsOf(text).length === 0) {
    return inPassing ? undefined : hint(library)
  }
  const carries = wordsOf(text).some(({ plain, stem }) => stem !== '' && !isSmallTalk(plain))
  if (!carries) return undefined
  const say = askCommand.show({ command: 'ask', words: text, page: 0 }, library)
  if (!inPassing) return say
  const { outcome } = say(phrasesFor('en'))
  return outcome === 'sure' || (outcome === 'close' && /[?\uFF1F]/.test(text)) ? say : undefined
}

function hint({ show }: Library): Say {
  return phrases => ({
    outcome: 'found',
    audience: 'asker',
    blocks: [{ kind: 'paragraph', text: phrases.hint(show.name) }],
    actions: [],
  })
}
