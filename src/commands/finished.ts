import type { View } from '../reply/action.ts'
import { withManners, withQuestion } from '../reply/buttons.ts'
import { phrasesFor } from '../reply/phrases.ts'
import { fails, type Reply } from '../reply/reply.ts'
import type { Say } from '../reply/say.ts'
import type { Asker } from './command.ts'

/**
 * A reply as it goes out: with its question where that is not seen, and with what can be done about it.
 *
 * @param repliesTo whose message it replies to, where it does: the question is in that message.
 */
export function finished(
  say: Say,
  { words }: View,
  asker: Asker,
  audience?: Reply['audience'],
  repliesTo?: string,
): Reply {
  const { place } = asker
  const reply = spoken(say, asker, audience)
  return withManners(repliesTo === undefined ? withQuestion(reply, words, place) : reply, place, repliesTo)
}

/** What failed is for the asker's eyes; the rest for whom it was told to, or for whom it is by nature. */
export function spoken(say: Say, asker: Asker, audience?: Reply['audience']): Reply {
  const everyones = phrasesFor(asker.placeLocale ?? asker.locale)
  const draft = say(everyones)
  const reader = fails(draft) ? 'asker' : (audience ?? draft.audience)
  const phrases = reader === 'asker' ? phrasesFor(asker.locale) : everyones
  return { ...(phrases === everyones ? draft : say(phrases)), audience: reader, locale: phrases.locale }
}
