import type { Piece } from '../types.ts'

/** Lists, plurals and quotation marks by the rules of a language. */
export function grammarOf(locale: string) {
  // Created on first use, so that starting up does not wait for languages that nobody uses.
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

/** With a small first letter, for the middle of a sentence: `dell’episodio 3`. */
export function small(words: string): string
export function small(words: Piece): Piece
export function small(words: Piece): Piece {
  if (typeof words === 'string') return words.charAt(0).toLowerCase() + words.slice(1)
  return 'text' in words ? { ...words, text: small(words.text) } : words
}

/** Words that tell what a message is for. Each is a list separated by spaces; phrases are separated by commas. */
export type WordLists = {
  /** With `episode` and `listing`, and no other words, a question asks for the newest episodes. */
  readonly newest: string
  readonly episode: string
  readonly listing: string
  /** First words of a question, except those that begin other sentences too (`when`, `which`). */
  readonly question: string
  /** Subjects with which a sentence tells other people about the bot. */
  readonly subjects?: string
  /** What people say to a bot or about it without asking anything. */
  readonly chatter: string
  /** Phrases that ask what the bot is or can do. */
  readonly help: string
  readonly greetings: string
}
