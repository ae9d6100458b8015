import type { Piece } from '../types.ts'

/** Lists, plurals and quotation marks by the rules of a language. */
export function grammarOf(locale: string) {
  // Created on first use, so that startup does not wait for languages that nobody uses.
  const and = once(() => new Intl.ListFormat(locale))
  const or = once(() => new Intl.ListFormat(locale, { type: 'disjunction' }))
  const numbers = once(() => new Intl.NumberFormat(locale))
  const plural = once(() => new Intl.PluralRules(locale))
  return {
    listed: (parts: readonly string[]): string => and().format(parts),
    /** `12 episodes`: a formatted number with its singular or plural. */
    counted: (number: number, one: string, other: string): string =>
      `${numbers().format(number)} ${plural().select(number) === 'one' ? one : other}`,
    /** The first five words as a list, each in quotation marks: `doesn’t mention “fog” or “horn”`. */
    quotedOr: (words: readonly string[], marks: Marks): string => quotedBy(or(), words, marks),
  }
}

function once<T>(create: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= create()
    return value
  }
}

type Marks = readonly [open: string, close: string]

/** Joined before the marks are added, because the next word may change a conjunction: Spanish `e “isla”`. */
function quotedBy(list: Intl.ListFormat, words: readonly string[], [open, close]: Marks): string {
  return list
    .formatToParts(words.slice(0, 5))
    .map(({ type, value }) => (type === 'element' ? `${open}${value}${close}` : value))
    .join('')
}

/** Makes the first letter lower-case, for the middle of a sentence: `dell’episodio 3`. */
export function lowerFirst(words: string): string
export function lowerFirst(words: Piece): Piece
export function lowerFirst(words: Piece): Piece {
  if (typeof words === 'string') return words.charAt(0).toLowerCase() + words.slice(1)
  return 'text' in words ? { ...words, text: lowerFirst(words.text) } : words
}

/** Words that reveal what a message is for. Each list is separated by spaces, or by commas if it contains phrases. */
export type WordLists = {
  /** First words of a question, except those that begin other sentences too (`when`, `which`). */
  readonly question: string
  /** Subjects of sentences that tell other people about the bot. */
  readonly subjects?: string
  /** What people say to a bot or about it without asking anything. */
  readonly chatter: string
  /** Phrases that ask what the bot is or can do. */
  readonly help: string
  readonly greetings: string
}
