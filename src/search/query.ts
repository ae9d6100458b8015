import type { Show } from '../content/types.ts'
import { correctSpelling, expandAbbreviation } from './expand-query.ts'
import { type Language, languageOf } from './language.ts'
import type { Library } from './library.ts'
import { likelyLanguages } from './question-language.ts'
import {
  functionWordsIn,
  isForeignStopWord,
  isMisspeltStopWord,
  isPartOfQuestion,
  type LanguageCode,
} from './stop-words.ts'
import { phraseOf, placedWordsOf, stemsOf, type Word, wordsOf } from './tokenizer.ts'
import { compoundOf } from './vocabulary.ts'

/** A parsed question: its words that carry meaning, each once. */
export type Query = {
  readonly words: readonly QueryTerm[]
  /** The language of the show. */
  readonly language: Language
  /** The language of the question, if it is clearly another one: most of its words cannot be the show's. */
  readonly foreign?: LanguageCode
}

/** A word of the question, and the stems to look for. */
export type QueryTerm = {
  /** The plain word. */
  readonly word: string
  /** The word as it was typed, with its accents, to be shown to the user. */
  readonly written: string
  /** How much information it carries, in bits; see `informationOf`. */
  readonly weight: number
  /** The stems to look for; none if nothing like it occurs in the show. */
  readonly terms: readonly Term[]
  /** Whether the word itself never occurs in the show, and its terms are a guess at what was meant. */
  readonly guessed: boolean
  /** Whether it is an ordinary word of another language, which nobody could expect the show to say. */
  readonly foreign?: true
}

/** A stem, and how much a match counts: 1, or less if the stem only stands in for the word that was asked for. */
export type Term = { readonly stem: string; readonly share: number }

/** A term that is a guess: an expanded abbreviation, a corrected spelling, a split word. */
const GUESS_SHARE = 0.8

/** A synonym from `show.md` is certain, but the word that was typed is still the better one. */
const SYNONYM_SHARE = 0.8

/** Each word costs time, and anything longer is hardly a question. */
const MAX_WORDS = 32

/** Guessing is expensive, and a question with more unknown words is probably in another language. */
const MAX_GUESSES = 8

/**
 * Parses a question. A word that never occurs in the show may be an abbreviation, two words written as one
 * (`eventbridge`), or a misspelling. Synonyms from `show.md` are included as well.
 */
export function parseQuery(library: Library, text: string): Query {
  const { language } = library.vocabulary
  const likely = likelyLanguages(text, language)
  const foreign = likely.includes(language.code) ? undefined : likely[0]
  const words = foreign ? foreignWordsOf(text, likely, language) : wordsOf(text, language)
  const parsed = new Map<string, QueryTerm>()
  const add = (word: string, terms: readonly Term[], guessed = false, written = word, foreign = false) => {
    const [key, weight] = [terms[0]?.stem ?? word, informationOf(library, terms)]
    if (!parsed.has(key)) parsed.set(key, { word, written, terms, guessed, weight, ...(foreign && { foreign }) })
  }
  const asked: Word[] = []
  let guesses = 0
  for (let i = 0; i < words.length; i++) {
    const [word, next] = [words[i], words[i + 1]]
    if (!word) continue
    const phrase = phraseAt(library, words, i)
    if (phrase) {
      add(
        phrase.text,
        known(library, [...sharing(language, 1, phrase.text), ...sharing(language, SYNONYM_SHARE, ...phrase.synonyms)]),
      )
      i += phrase.length - 1
      continue
    }
    const compound = compoundOf(word, next, library.vocabulary)
    if (compound !== undefined) add(compound, [{ stem: language.stem(compound), share: 1 }])
    if (word.stem === '' || parsed.has(word.stem)) continue
    if (isPartOfQuestion(words[i - 1]?.plain, word.plain, next?.plain)) {
      asked.push(word)
      continue
    }
    const terms = known(library, [{ stem: word.stem, share: 1 }])
    if (terms.length > 0) add(word.plain, terms, false, word.written)
    else if (isForeignStopWord(word.plain)) continue
    else if (foreign) {
      // `coûts` may be `costs`, but no abbreviation.
      const meant = known(
        library,
        sharing(language, GUESS_SHARE, correctSpelling(word.plain, library.vocabulary, 1) ?? ''),
      )
      add(word.plain, meant, true, word.written, meant.length === 0 && !(i > 0 && isName(word.written, foreign)))
    } else if (++guesses > MAX_GUESSES) add(word.plain, [], false, word.written)
    else {
      const meant = guessMeaning(library, word.plain)
      if (meant === undefined && isMisspeltStopWord(word.plain, language.stopWords)) continue
      add(word.plain, known(library, sharing(language, GUESS_SHARE, meant ?? '')), true, word.written)
    }
  }
  // A question of nothing else is about these words after all.
  if (parsed.size === 0) for (const { plain, stem } of asked) add(plain, known(library, [{ stem, share: 1 }]))
  const found = [...parsed.values()].filter(word => word.terms.length > 0).sort((a, b) => b.weight - a.weight)
  const unsaid = [...parsed.values()].filter(word => word.terms.length === 0)
  return { words: [...found.slice(0, MAX_WORDS), ...unsaid], language, ...(foreign && { foreign }) }
}

/** Without the function words of the question's own language, even if they are other words in the show's: German `die`. */
function foreignWordsOf(text: string, likely: readonly LanguageCode[], language: Language): readonly Word[] {
  const elision = likely.map(code => languageOf(code).elision).find(pattern => pattern !== undefined)
  const whole = elision ? text.replace(WITH_APOSTROPHE, run => run.replace(elision, '')) : text
  return wordsOf(whole, language).filter(
    ({ plain, written }) => !likely.some(code => functionWordsIn(code).has(plain)) || /^\p{Lu}{2,}$/u.test(written),
  )
}

/** Whether a word is written as a name. German writes all nouns with a capital. */
export const isName = (written: string, language?: LanguageCode): boolean =>
  /\p{Lu}.*\p{Lu}|\p{N}/u.test(written) || (language !== 'de' && /^\p{Lu}/u.test(written))

const WITH_APOSTROPHE = /[\p{L}\p{M}]+['’ʼ][\p{L}\p{M}]+/gu

/** All terms of a query, each stem once with its largest share. */
export function termsOf({ words }: Pick<Query, 'words'>): readonly Term[] {
  const shares = new Map<string, number>()
  for (const { terms } of words) {
    for (const { stem, share } of terms) shares.set(stem, Math.max(share, shares.get(stem) ?? 0))
  }
  return Array.from(shares, ([stem, share]) => ({ stem, share }))
}

/** The longest phrase that begins here and has synonyms. */
function phraseAt({ synonyms }: Library, words: readonly Word[], from: number) {
  for (let length = Math.min(MAX_PHRASE_WORDS, words.length - from); length > 0; length--) {
    const run = words.slice(from, from + length).map(word => word.plain)
    const text = run.join(' ')
    const found = synonyms.get(text)
    if (found) return { text, length, synonyms: found }
  }
  return undefined
}

const sharing = (language: Language, share: number, ...texts: readonly string[]): readonly Term[] =>
  texts.flatMap(text => stemsOf(text, language)).map(stem => ({ stem, share }))

/**
 * How much information a word carries, in bits: `-log2` of how likely a word of the show is this one. A word that the
 * show never says carries most; one with several terms carries as much as the most informative of them.
 */
export function informationOf({ positionalIndex, vocabulary }: Library, terms: readonly Term[]): number {
  const size = Math.max(vocabulary.size, MIN_WORDS)
  const bits = terms.map(({ stem, share }) => share * Math.log2(size / (positionalIndex.count(stem) + 0.5)))
  return terms.length === 0 ? Math.log2(size / 0.5) : Math.max(...bits)
}

/** A show of a few minutes says too little for its own counts to tell a rare word from a common one. */
const MIN_WORDS = 20_000

const known = ({ positionalIndex, resourceIndex }: Library, terms: readonly Term[]): readonly Term[] =>
  terms.filter(({ stem }) => positionalIndex.count(stem) > 0 || resourceIndex.matches(stem).length > 0)

/** Guesses the meaning of a word that never occurs in the show, as one or more words that do. */
function guessMeaning(library: Library, plain: string): string | undefined {
  return (
    withUmlaut(library, plain) ??
    correctSpelling(plain, library.vocabulary, 1) ??
    expandAbbreviation(plain, library.abbreviations, library.vocabulary) ??
    splitWord(library, plain) ??
    correctSpelling(plain, library.vocabulary, 2)
  )
}

/** `schluter`, the plain form of `Schlüter`, for `schlueter`, as it is typed on a keyboard without umlauts. */
function withUmlaut({ vocabulary }: Library, plain: string): string | undefined {
  const umlaut = plain.replaceAll(/([aou])e/g, '$1')
  return vocabulary.count(umlaut) > 0 ? umlaut : undefined
}

/** `cloudformation` if the show says `cloud formation`: two words, one right after the other. */
function splitWord({ vocabulary, episodeIndex, positionalIndex }: Library, plain: string): string | undefined {
  for (let cut = 3; cut <= plain.length - 3; cut++) {
    const [one, other] = [plain.slice(0, cut), plain.slice(cut)]
    if (vocabulary.count(one) === 0 || vocabulary.count(other) === 0) continue
    const stems = [vocabulary.language.stem(one), vocabulary.language.stem(other)] as const
    const [first, second] = stems.map(stem => positionalIndex.numberOf(stem))
    if (first === undefined || second === undefined) continue
    for (const id of episodeIndex.withAll(stems)) {
      const indexed = positionalIndex.episode(id)?.stems
      if (indexed?.some((stem, i) => stem === second && indexed[i - 1] === first)) return `${one} ${other}`
    }
  }
  return undefined
}

/**
 * Shortens a question so that it fits into a button's `custom_id`. First drops stop words, which match nothing anyway,
 * then the words that carry the least information.
 *
 * @param maxLength in UTF-16 units, at least 1.
 */
export function shortenQuestion(library: Library, text: string, maxLength: number): string {
  const whole = text.replace(/[\s\p{C}]+/gu, ' ').trim()
  if (whole.length <= maxLength) return whole
  const weights = new Map(parseQuery(library, whole).words.map(({ word, weight }) => [word, weight]))
  const placed = placedWordsOf(whole, library.vocabulary.language)
  const once = placed.filter(({ stem }, i) => placed.findIndex(other => other.stem === stem) === i)
  const telling = [...once].sort((a, b) => (weights.get(b.plain) ?? 0) - (weights.get(a.plain) ?? 0))
  let left = maxLength
  const kept = telling.filter(({ start, end }) => {
    if (end - start > left) return false
    left -= end - start + 1
    return true
  })
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => whole.slice(start, end))
    .join(' ')
}

/** Other ways to say a word or a phrase, by its plain words joined by spaces: `proofing basket` → `['banneton']`. */
export type Synonyms = ReadonlyMap<string, readonly string[]>

/** The longest phrase that has a synonym, in words. */
const MAX_PHRASE_WORDS = 3

/** The synonyms of `show.md`, in both directions: asking for either finds the other. */
export function synonymsOf(show: Show): Synonyms {
  const synonyms = new Map<string, string[]>()
  const add = (one: string, other: string) => {
    const key = phraseOf(one)
    synonyms.set(key, [...(synonyms.get(key) ?? []), other])
  }
  for (const [word, others] of Object.entries(show.synonyms)) {
    for (const other of others) {
      add(word, other)
      add(other, word)
    }
  }
  return synonyms
}
