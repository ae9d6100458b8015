import type { Piece } from '../types.ts'

/** What a language's own rules decide, so that a phrase only has to bring its words. */
export function grammarOf(locale: string) {
  // Made when they are needed: a start need not wait for the rules of languages that nobody reads here.
  const and = once(() => new Intl.ListFormat(locale))
  const or = once(() => new Intl.ListFormat(locale, { type: 'disjunction' }))
  const numbers = once(() => new Intl.NumberFormat(locale))
  const plural = once(() => new Intl.PluralRules(locale))
  return {
    listed: (parts: readonly string[]): string => and().format(parts),
    /** `12 episodes`: the number as it is written there, with the form that goes with it. */
    counted: (number: number, one: string, other: string): string =>
      `${numbers().format(number)} ${plural().select(number) === 'one' ? one : other}`,
    /** A list of no more than five words, each between the language's quotation marks. */
    quoted: (words: readonly string[], marks: Marks): string => quotedBy(and(), words, marks),
    /** The same after a no: `not “fog” or “horn”`. */
    quotedOr: (words: readonly string[], marks: Marks): string => quotedBy(or(), words, marks),
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

type Marks = readonly [open: string, close: string]

/** Joined before the marks are set: the word behind it may change a conjunction, as in Spanish `e “isla”`. */
function quotedBy(list: Intl.ListFormat, words: readonly string[], [open, close]: Marks): string {
  return list
    .formatToParts(words.slice(0, 5))
    .map(({ type, value }) => (type === 'element' ? `${open}${value}${close}` : value))
    .join('')
}

/** Ours begin with a capital; most languages write them small in the midst of a sentence: `dell’episodio 3`. */
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
