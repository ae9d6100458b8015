import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { stemmer as porter } from 'stemmer'
import { foldAccents } from '../text.ts'
import { LANGUAGE_CODES, type LanguageCode, stopWordsIn } from './stop-words.ts'

/** How the words of one language are read: a show is indexed and searched by the rules of its language. */
export type Language = {
  /** ISO 639-1: `de`. */
  readonly code: LanguageCode
  /** Plain words that carry no meaning of their own. */
  readonly stopWords: ReadonlySet<string>
  /** The stem of a plain word. */
  readonly stem: (plain: string) => string
  /** An article or a pronoun that is written as one with the word after it: `l’` in `l’ospite`. */
  readonly elision?: RegExp
}

const ELISION =
  /^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quelqu|un|gl|dell|nell|all|sull|dall|quell|quest|cos|com)['’ʼ](?=\p{L})/iu

/**
 * The rules for stems. Snowball's stemmers know some endings by their accents, but plain words have none, since many people
 * type none. So such an ending gets its accent back first.
 */
const RULES: Readonly<Record<LanguageCode, Pick<Language, 'stem' | 'elision'>>> = {
  en: { stem: twice(/^[a-z]+$/, porter) },
  // `ae`, `oe` and `ue` as in Snowball's German2: `Schlueter` is `Schlüter`; there is no umlaut in `Quelle` and `neue`.
  // The ending `t` of verbs is cut off as in Caumanns, “A Fast and Simple Stemming Algorithm for German Words”, 1999.
  de: {
    stem: twice(
      /^[a-z]+$/,
      word => german(word).replace(/(?<=.{4})(?<!t)e?t$/, ''),
      [/ae/g, 'a'],
      [/oe/g, 'o'],
      [/(?<![aeiouq])ue/g, 'u'],
    ),
  },
  es: { stem: twice(/^[a-z]+$/, spanish, [/([cst])ion$/, '$1ión'], [/ia(n|s|mos)?$/, 'ía$1']) },
  // Snowball leaves the ending `ent` of verbs, for the sake of nouns that end with `ment`.
  fr: { stem: twice(/^[a-z]+$/, french, [/iere(s?)$/, 'ière$1'], [/(.{3}[^m])ents?$/, '$1e']), elision: ELISION },
  it: { stem: twice(/^[a-z]+$/, italian), elision: ELISION },
  // The plurals are from Orengo and Huyck, “A Stemming Algorithm for the Portuguese Language”, SPIRE 2001.
  pt: {
    stem: twice(
      /^[a-z]+$/,
      portuguese,
      [/(..[aeo])is$/, '$1l'],
      [/ns$/, 'm'],
      [/(?:oes|aes|aos)$/, 'ao'],
      [/cao$/, 'ção'],
      [/ao$/, 'ão'],
    ),
  },
  nl: { stem: twice(/^[a-z]+$/, dutch) },
  sv: { stem: twice(/^[a-z]+$/, swedish) },
  da: { stem: twice(/^[a-z]+$/, danish) },
  no: { stem: twice(/^[a-z]+$/, norwegian) },
  ru: { stem: twice(/^[а-я]+$/, russian) },
}

/**
 * Stemmers are applied twice because `lenses` becomes `lens`, and only then `len`, which is also the stem of `lens`. They are
 * for words of letters alone, so `c#`, `node.js`, `s3` and other alphabets stay as they are.
 */
function twice(
  letters: RegExp,
  stemmer: (word: string) => string,
  ...endings: readonly (readonly [RegExp, string])[]
): (plain: string) => string {
  return plain => {
    if (!letters.test(plain)) return plain
    const word = endings.reduce((text, [ending, accented]) => text.replace(ending, accented), plain)
    return foldAccents(stemmer(foldAccents(stemmer(word))))
  }
}

const languages = new Map<string, Language>()

/**
 * The rules for a language. A language without rules of its own is read by those for English: most of its words are found
 * as they are written, and English words among them by their stems.
 *
 * @param tag BCP 47, in any region: `de-CH`.
 */
export function languageOf(tag = 'en'): Language {
  const main = mainCode(tag)
  const code = LANGUAGE_CODES.find(known => known === main) ?? 'en'
  const known = languages.get(code) ?? { code, stopWords: stopWordsIn(code), ...RULES[code] }
  languages.set(code, known)
  return known
}

/** Without region and script; both written forms of Norwegian are read by the same rules. */
export function mainCode(tag: string): string {
  const [main = ''] = tag.toLowerCase().split(/[-_]/)
  return main === 'nb' || main === 'nn' ? 'no' : main
}

export const english = languageOf('en')
