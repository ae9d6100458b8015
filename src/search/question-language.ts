import { wordSet } from '../text.ts'
import { type Language, languageOf, mainCode } from './language.ts'
import type { Library } from './library.ts'
import {
  ASKED_IN,
  type AskedIn,
  functionWordsIn,
  isListedWithAccent,
  LANGUAGE_CODES,
  type LanguageCode,
} from './stop-words.ts'
import { wordsOf } from './tokenizer.ts'

/** Words that hardly anything but a question begins with: one that only one language has is enough to tell it. */
const QUESTION_WORDS: Partial<Record<LanguageCode, ReadonlySet<string>>> = {
  en: wordSet('how what whats why which when where who'),
  de: wordSet('warum wieso weshalb wie welche welcher welches wann worum wofur wer wo'),
  es: wordSet('cuando cuanto cuantos cuanta cuantas cual cuales donde quien quienes'),
  fr: wordSet('pourquoi combien quel quelle quels quelles quand'),
  it: wordSet('perche quanti quale quali quando cosa'),
  pt: wordSet('quais quem onde quantos quantas'),
}

/** Function words of other languages that are also English words, with another meaning. */
const ALSO_ENGLISH = wordSet(`
  comment plus pour die hat war man son sans est mal bin des sue dove more serve sur sole era hay sea ha van note data dire
  fort dit bout art gut rat ten tot no los las la le el de du en se si hand hier costa per pro tu dura ai ci
`)

/** What people type in French and Italian before an apostrophe. */
const ELIDED: Partial<Record<AskedIn, RegExp>> = {
  fr: /(?<!\p{L})(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’](?=\p{L}{2})/iu,
  it: /(?<!\p{L})(?:[dl]|un|gl|dell|nell|all|sull|dall|quell|quest|cos|com)['’](?=\p{L})/iu,
}

/** Letters and marks that only some of the languages are written with. */
const LETTERS: Partial<Record<AskedIn, RegExp>> = {
  de: /[äöüß]/iu,
  es: /[áéíóúñ¿¡]/iu,
  fr: /[àèéêëîïôûùçœ]/iu,
  it: /[àèéìòù]/iu,
  pt: /[ãõáâàçéêíóôú]/iu,
}

/** As much as one word that no other language has. */
const MIN_SCORE = 1

/** By how much the evidence for one language has to exceed that for the next. */
const MIN_LEAD = 0.5

/**
 * The language that a question is asked in, if one of the bot's. Undefined without clear evidence: `lambda` and
 * `docker images?` are in no language.
 */
export function languageOfQuestion(text: string, ofShow: Language): AskedIn | undefined {
  const [only, second] = likelyLanguages(text, ofShow)
  return second === undefined ? ASKED_IN.find(code => code === only) : undefined
}

/**
 * The languages that a question may be in, by its function words: each counts for the languages that have it, the less the
 * more of them there are. Several if they are about as likely: `como funciona …` may be Spanish or Portuguese. None without
 * clear evidence.
 *
 * @param ofShow it may be in this language too.
 */
export function likelyLanguages(text: string, ofShow: Language): readonly LanguageCode[] {
  const candidates = [...new Set<LanguageCode>([...ASKED_IN, ofShow.code])]
  const evidence = new Map(candidates.map(code => [code, { score: 0, words: 0 }]))
  const add = (codes: readonly LanguageCode[], score: number, words: number): void => {
    for (const code of codes) {
      const { score: before, words: counted } = evidence.get(code) ?? { score: 0, words: 0 }
      evidence.set(code, { score: before + score / codes.length, words: counted + words })
    }
  }
  const question = text.slice(0, MAX_LENGTH).normalize('NFC')
  const words = new Map(wordsOf(question, languageOf('fr')).map(word => [word.plain, word.written]))
  for (const [plain, written] of words) {
    if (isAbbreviation(written, question)) continue
    const codes = languagesWith(plain, written.toLowerCase(), candidates)
    const isTelling = codes.length === 1 && codes.some(code => QUESTION_WORDS[code]?.has(plain))
    add(codes, isTelling ? 2 : 1, isTelling ? 2 : 1)
  }
  add(matching(ELIDED, question), 1, 1)
  add(matching(LETTERS, question), 1, 0)
  const ranked = [...evidence].sort(([, one], [, other]) => other.score - one.score)
  const [best] = ranked
  if (!best || best[1].words < 2 || best[1].score < MIN_SCORE) return []
  return ranked.filter(([, { score }]) => score > best[1].score - MIN_LEAD).map(([code]) => code)
}

/**
 * The language that a show is in, ISO 639: the one that it names, or the one with most of its function words. Undefined if
 * it says too little to tell.
 */
export function languageOfShow({ show, vocabulary }: Pick<Library, 'show' | 'vocabulary'>): string | undefined {
  if (show.language !== undefined) return mainCode(show.language)
  const share = (code: LanguageCode): number =>
    [...functionWordsIn(code)].reduce((sum, word) => sum + vocabulary.count(word), 0) / vocabulary.size
  const [best] = LANGUAGE_CODES.map(code => ({ code, share: share(code) })).sort((a, b) => b.share - a.share)
  return best && best.share >= MIN_SHARE ? best.code : undefined
}

/** In running text, nearly half of the words are function words. */
const MIN_SHARE = 0.25

/** The rest of a longer text is in the same language. In UTF-16 units. */
const MAX_LENGTH = 500

/** `AI` and `DI` in a question that is not all in capitals. */
const isAbbreviation = (written: string, question: string): boolean =>
  written.length > 1 && /^\p{Lu}+$/u.test(written) && /\p{Ll}/u.test(question)

/** The languages that have a function word; if it was typed with its accent, only those that write it so. */
function languagesWith(plain: string, written: string, candidates: readonly LanguageCode[]): readonly LanguageCode[] {
  const codes = candidates.filter(
    code => functionWordsIn(code).has(plain) || (code === 'en' && ALSO_ENGLISH.has(plain)),
  )
  const exact = codes.filter(code => isListedWithAccent(code, written))
  return exact.length > 0 ? exact : codes
}

const matching = (patterns: Partial<Record<AskedIn, RegExp>>, text: string): readonly AskedIn[] =>
  ASKED_IN.filter(code => patterns[code]?.test(text))
