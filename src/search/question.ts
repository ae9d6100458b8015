import { spelledOut } from './abbreviations.ts'
import { joined } from './compounds.ts'
import type { Library } from './library.ts'
import { respelled } from './spelling.ts'
import { stemOf, stemsOf, type Word, wordsOf } from './words.ts'

/** What to look for: the question's words that carry meaning, each once. */
export type Question = {
  readonly words: readonly Asked[]
  /** The weights of the words, summed; those that the show never says count too. */
  readonly weight: number
}

/** A word of the question and what stands for it in the show. */
export type Asked = {
  /** As it is compared; for the reader. */
  readonly word: string
  /** How much it tells passages apart: the highest weight of its terms, or that of a word nobody says. */
  readonly weight: number
  /** Stems to look for; none when the show has nothing like it. */
  readonly terms: readonly Term[]
  /** Whether the show never says the word itself and its terms are what it may stand for. */
  readonly guessed: boolean
}

/** A stem, and what a match counts: 1, or less when the stem only stands for what was asked. */
export type Term = { readonly stem: string; readonly share: number }

/** Spelled out, respelled or split: what was meant is a guess. */
const GUESS = 0.8

/** Synonyms that the maintainer wrote down are certain, but the word that was typed stays the better one. */
const SYNONYM = 0.8

/** A longer question's eleventh word moves nothing, and each one costs time. */
const MOST_WORDS = 10

/**
 * Reads a question. A word that the show never says is looked for under what it may stand for: a synonym from
 * `show.md`, two words in one (`eventbridge`), an abbreviation, a slip of the finger.
 */
export function readQuestion(library: Library, text: string): Question {
  const words = wordsOf(text)
  const asked = new Map<string, Asked>()
  const add = (word: string, stem: string, terms: readonly Term[]) => {
    if (asked.has(stem)) return
    const guessed = terms.length > 0 && terms.every(term => term.stem !== stem)
    asked.set(stem, { word, terms, guessed, weight: weightOf(library, stem, terms) })
  }
  words.forEach((word, i) => {
    const next = words[i + 1]
    const whole = next && joined(word, next, library.vocabulary)
    if (whole !== undefined) add(word.plain + next?.plain, whole, [{ stem: whole, share: 1 }])
    if (word.stem !== '' && !asked.has(word.stem)) add(word.plain, word.stem, termsFor(library, word))
  })
  const said = [...asked.values()].filter(word => word.terms.length > 0).sort((a, b) => b.weight - a.weight)
  const unsaid = [...asked.values()].filter(word => word.terms.length === 0)
  const kept = [...said.slice(0, MOST_WORDS), ...unsaid]
  return { words: kept, weight: kept.reduce((sum, { weight }) => sum + weight, 0) }
}

/**
 * How much a stem tells moments apart: its inverse document frequency, `ln(1 + (N - n + ½) / (n + ½))` as BM25 has it
 * (Robertson and Zaragoza, 2009). A stem that nobody says weighs most; one with several terms as much as the heaviest.
 */
function weightOf({ said, moments }: Library, stem: string, terms: readonly Term[]): number {
  const weights = (terms.length > 0 ? terms : [{ stem, share: 1 }]).map(({ stem, share }) => {
    const n = said.of(stem).documents.length
    return share * Math.log(1 + (moments.length - n + 0.5) / (n + 0.5))
  })
  return Math.max(...weights)
}

function termsFor(library: Library, { plain, stem }: Word): readonly Term[] {
  const synonyms = (library.show.synonyms[plain] ?? []).flatMap(stemsOf)
  const certain = known(library, [{ stem, share: 1 }, ...synonyms.map(stem => ({ stem, share: SYNONYM }))])
  if (certain.length > 0) return certain
  return known(
    library,
    stemsOf(meantBy(library, plain) ?? '').map(stem => ({ stem, share: GUESS })),
  )
}

const known = ({ whole, links }: Library, terms: readonly Term[]): readonly Term[] =>
  terms.filter(({ stem }) => whole.of(stem).total > 0 || links.has(stem))

/** What a word that the show never says may stand for, as one or more words of the show. */
function meantBy(library: Library, plain: string): string | undefined {
  return (
    spelledOut(plain, library.initials, library.vocabulary) ??
    twoWords(library, plain) ??
    respelled(plain, library.vocabulary)
  )
}

/** `cloudformation` where the show has `cloud formation`: two words that stand together in some moment. */
function twoWords({ vocabulary, said }: Library, plain: string): string | undefined {
  for (let cut = 3; cut <= plain.length - 3; cut++) {
    const [one, other] = [plain.slice(0, cut), plain.slice(cut)]
    if (!vocabulary.has(one) || !vocabulary.has(other)) continue
    const places = new Set(said.of(stemOf(one)).documents)
    if (said.of(stemOf(other)).documents.some(place => places.has(place))) return `${one} ${other}`
  }
  return undefined
}
