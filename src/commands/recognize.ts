import type { WordLists } from '../reply/languages/grammar.ts'
import { wordLists } from '../reply/languages/phrases.ts'
import { isSmallTalk } from '../search/stop-words.ts'
import { phraseOf, type Word, wordsOf } from '../search/tokenizer.ts'

/** Whether text is only a greeting, thanks, praise or blame, which need no answer. */
export const isChatter = (text: string): boolean =>
  wordsOf(text).every(word => isStopWordOrIn(word, chatter) || isSmallTalk(word.plain))

/** Whether text is a question, if only by its first word: many people leave out the question mark. */
export const isQuestion = (text: string): boolean =>
  hasQuestionMark(text) || hasWordOf(wordsOf(text).slice(0, 1), question)

export const hasQuestionMark = (text: string): boolean => /[?\uFF1F]/.test(text)

/** Whether text asks what the bot is or what it can do. */
export const asksForHelp = (text: string): boolean => help.has(phraseOf(text))

export const isGreeting = (text: string): boolean => greetings.has(phraseOf(text))

/** Whether text tells other people something, rather than asking: `I asked …`. */
export const isStatement = (text: string): boolean => hasWordOf(wordsOf(text), subjects)

const wordsIn = (list: keyof WordLists) =>
  new Set(wordLists.flatMap(lists => wordsOf(lists[list] ?? '').map(({ plain }) => plain)))
const phrasesIn = (list: keyof WordLists) =>
  new Set(wordLists.flatMap(lists => (lists[list] ?? '').split(',').map(phraseOf)))

const [question, subjects, chatter] = [wordsIn('question'), wordsIn('subjects'), wordsIn('chatter')]
const [help, greetings] = [phrasesIn('help'), phrasesIn('greetings')]

const hasWordOf = (words: readonly Word[], list: ReadonlySet<string>): boolean =>
  words.some(({ plain }) => list.has(plain))

const isStopWordOrIn = ({ plain, stem }: Word, ...lists: readonly ReadonlySet<string>[]): boolean =>
  stem === '' || lists.some(list => list.has(plain))
