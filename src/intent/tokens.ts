import { english } from '../search/language.ts'
import { wordsOf } from '../search/tokenizer.ts'
import { MAX_PHRASE, MONTHS, NUMBER_WORDS, ORDINALS, type Role, rolesOf } from './lexicon.ts'

/** A word, phrase or number of a question, with what it may mean there. */
export type Token = {
  /** As typed, with the position of its first character and of the one after its last. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly plain: string
  readonly roles: ReadonlySet<Role>
  /** A number as typed or spelt: `13.2`, `100`; and whether it was marked as an episode's, `#12` or `s2e4`. */
  readonly number?: string
  readonly marked?: true
  readonly season?: string
  readonly month?: number
  readonly ordinal?: number
  /** Whether it is capitalized, other than at the start. */
  readonly capitalized: boolean
  /** Whether it ends with a possessive: `Fiona’s`. */
  readonly possessive: boolean
}

const SEASON_EPISODE = /^s(\d{1,3})\s*[.:x-]?\s*e(?:p)?(\d{1,4})$|^(\d{1,2})x(\d{1,4})$/i
const LEXEME =
  /(?<![\p{L}\p{N}])s\d{1,3}\s?e\d{1,4}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\d{1,2}x\d{1,4}(?![\p{L}\p{N}])|#?\d+(?:[.]\d+)*(?![\p{L}\p{N}])|[cf]#|c\+\+|\.net(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}]+(?:[.;:]js)?(?:['’ʼ-][\p{L}\p{N}\p{M}]+)*/giu

/** Articles and pronouns that other languages elide before a word: `l’ospite`, `d’épisodes`, `qu’est`. */
const ELISION = /^(?:[cdjlmnst]|qu|un|dell|nell|all|sull|dall|quell|quest|cos|com)['’ʼ](?=\p{L}{2})/iu

/** Splits a question into tokens; the longest phrase of the lexicon wins. */
export function tokensOf(text: string): readonly Token[] {
  const lexemes = [...text.matchAll(LEXEME)].flatMap(match => split(match[0], match.index))
  const plains = lexemes.map(({ text }) => plainOf(text))
  const tokens: Token[] = []
  for (let i = 0; i < lexemes.length; ) {
    const spelt = spelledNumber(plains, i)
    const length = spelt?.length ?? phraseLength(plains, i)
    const [first, last] = [lexemes[i], lexemes[i + length - 1]]
    if (!first || !last) break
    const [start, end] = [first.start, last.start + last.text.length]
    tokens.push(
      tokenOf(text.slice(start, end), start, end, plains.slice(i, i + length).join(' '), spelt?.value, i === 0),
    )
    i += length
  }
  return tokens
}

function split(text: string, start: number): readonly { readonly text: string; readonly start: number }[] {
  const elided = ELISION.exec(text)?.[0]
  if (elided !== undefined) {
    const rest = text.slice(elided.length)
    return [{ text: elided.slice(0, -1), start }, ...split(rest, start + elided.length)]
  }
  const dash = text.indexOf('-')
  if (dash <= 0) return [{ text, start }]
  return [{ text: text.slice(0, dash), start }, ...split(text.slice(dash + 1), start + dash + 1)]
}

const plainOf = (text: string): string =>
  wordsOf(text)
    .map(({ plain }) => plain)
    .join(' ')

function phraseLength(plains: readonly string[], from: number): number {
  for (let length = Math.min(MAX_PHRASE, plains.length - from); length > 1; length--) {
    if (rolesOf(plains.slice(from, from + length).join(' '))) return length
  }
  return 1
}

/** `one hundred and two`, `twenty one`, `hundert`: at least two words, or one above twelve. */
function spelledNumber(plains: readonly string[], from: number): { value: string; length: number } | undefined {
  let [total, length, words] = [0, 0, 0]
  for (let i = from; i < plains.length; i++) {
    const value = NUMBER_WORDS.get(plains[i] ?? '')
    if (value === undefined) {
      const joins =
        words > 0 &&
        (plains[i] === 'and' || plains[i] === 'y' || plains[i] === 'e') &&
        NUMBER_WORDS.has(plains[i + 1] ?? '')
      if (!joins) break
      continue
    }
    if (value === 100) total = (total || 1) * 100
    else if (total % 100 === 0 || (total % 10 === 0 && total % 100 >= 20 && value < 10)) total += value
    else break
    words++
    length = i - from + 1
  }
  return words >= 2 || (words === 1 && total > 12) ? { value: String(total), length } : undefined
}

function tokenOf(
  text: string,
  start: number,
  end: number,
  plain: string,
  spelt: string | undefined,
  isFirst: boolean,
): Token {
  const [, s1, e1, s2, e2] = SEASON_EPISODE.exec(text) ?? []
  const [season, seasonEpisode] = [s1 ?? s2, e1 ?? e2]
  const digits = /^#?(\d+(?:\.\d+)*)$/.exec(text)?.[1]
  const number = seasonEpisode ?? digits ?? spelt
  const [month, ordinal] = [MONTHS.get(plain), ORDINALS.get(plain)]
  const roles = rolesOf(plain) ?? (english.stopWords.has(plain) ? new Set<Role>(['filler']) : new Set<Role>())
  return {
    text,
    start,
    end,
    plain,
    roles,
    ...(number !== undefined && { number: number.replace(/^0+(?=\d)/, '') }),
    ...((season !== undefined || text.startsWith('#')) && { marked: true as const }),
    ...(season !== undefined && { season: season.replace(/^0+(?=\d)/, '') }),
    ...(month !== undefined && { month }),
    ...(ordinal !== undefined && { ordinal }),
    capitalized: !isFirst && /^\p{Lu}/u.test(text),
    possessive: /['’ʼ]s$/iu.test(text),
  }
}
