import { phrasesFor } from '../reply/phrases.ts'
import type { Say } from '../reply/say.ts'
import type { Library } from '../search/library.ts'
import { wordSet } from '../search/word-set.ts'
import { wordsOf } from '../search/words.ts'
import { askCommand } from './ask.ts'
import { isChatter } from './chatter.ts'
import type { Asker } from './command.ts'
import { asksForHelp, isGreeting } from './introduction.ts'

/** A message in which the bot is mentioned, or that is written to it directly. */
export type Heard = Asker & {
  /** What stands before and after the mention; a message written to the bot alone stands after it. */
  readonly before: string
  readonly after: string
  /** It replies to the bot without naming it: perhaps with a further question, perhaps about what was said. */
  readonly inReply?: true
}

/** The words around a mention, from a text that was split at it; nothing when it has none. */
export function around(parts: readonly string[]): Pick<Heard, 'before' | 'after'> | undefined {
  const [before = '', ...after] = parts
  return after.length === 0 ? undefined : { before, after: after.join(' ').trim() }
}

/**
 * What to say to a message: an answer when it asks, a hint when it says nothing or asks what the bot is for, and nothing
 * at all when it is chatter. Who speaks about the bot instead of to it is answered only when they ask, and the answer is
 * there.
 */
export function heardQuestion({ before, after, inReply, place }: Heard, library: Library): Say | undefined {
  const text = `${before} ${after}`.trim()
  const inPassing = inReply === true || isInPassing(before, after)
  // A thumb or a smile wants as little of an answer as thanks do.
  if (wordsOf(text).length === 0) return !inPassing && CALL.test(text) ? hint(library) : undefined
  if (!inPassing && (asksForHelp(text) || (place === 'dm' && isGreeting(text)))) return hint(library)
  if (isChatter(text)) return !inPassing && isAside(before, after) && QUESTION.test(text) ? hint(library) : undefined
  const say = askCommand.show({ command: 'ask', words: text, page: 0 }, library)
  if (!inPassing) return say
  const { outcome } = say(phrasesFor('en'))
  return outcome === 'sure' || (outcome === 'close' && (asks(before) || asks(after))) ? say : undefined
}

/** `<bot>, are you there?`, `are you there, <bot>?`: it is called; `isn’t <bot> great?`: it is a part of the sentence. */
const isAside = (before: string, after: string): boolean => wordsOf(before).length === 0 || wordsOf(after).length === 0

/** `<bot>`, `<bot>!`, `<bot> …?`, and nothing else. */
const CALL = /^[\s.,!?\uFF1F…]*$/

const QUESTION = /[?\uFF1F]/

/** Whether it is a question, if only by how it begins: `how do I …, <bot>`. Many leave the sign away. */
function asks(text: string): boolean {
  return QUESTION.test(text) || ASKING.has(wordsOf(text)[0]?.plain ?? '')
}

/** Without those that begin other sentences as well (`when`, `which`), and without accents, as words are compared. */
const ASKING = wordSet(`
  how what whats why explain tell
  come cosa perche quale quali spiegami dimmi
  como cual cuales explicame dime
  wie was warum wieso welche welcher welches erklar
  comment pourquoi quel quelle quels quelles explique
  qual quais explica
`)

/** `I asked <bot> …`, `meet <bot>`: spoken about, not to. `Hey <bot>, what …` and `what …, <bot>?` call it. */
function isInPassing(before: string, after: string): boolean {
  if (isChatter(before) && !wordsOf(before).some(({ plain }) => TELLING.has(plain))) return false
  return wordsOf(after).length > 0 || !QUESTION.test(before + after)
}

/** These say nothing by themselves, but who begins with them tells the others something. */
const TELLING = new Set(['i', 'im', 'ive', 'we', 'weve', 'they', 'he', 'she'])

function hint({ show }: Library): Say {
  return phrases => ({
    outcome: 'found',
    audience: 'asker',
    blocks: [{ kind: 'paragraph', text: phrases.hint(show.name) }],
    actions: [],
  })
}
