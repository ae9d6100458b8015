import { describe, expect, test } from 'vitest'
import { correctSpelling, expandAbbreviation, learnAbbreviations } from '../../src/search/expand-query.ts'
import { createLibrary } from '../../src/search/library.ts'
import { parseQuery } from '../../src/search/query.ts'
import { rank } from '../../src/search/rank.ts'
import { Vocabulary } from '../../src/search/vocabulary.ts'
import { episode, said, showOf } from '../lighthouse.ts'

describe('an abbreviation', () => {
  const vocabulary = new Vocabulary([
    ['lighthouse', 20],
    ['certificate', 6],
    ['account', 9],
    ['internationalization', 4],
    ['maintenance', 5],
    ['the', 900],
  ])
  test.each([
    // A number in the middle counts the letters that are left out.
    ['i18n', 'internationalization'],
    ['l8e', 'lighthouse'],
    // The beginning of a word; of several, the most frequent.
    ['cert', 'certificate'],
    ['maint', 'maintenance'],
    // A word without most of its vowels.
    ['acct', 'account'],
    // Nothing fits.
    ['k8s', undefined],
    ['zzz', undefined],
    // Two letters begin too many words.
    ['ac', undefined],
    // Not an abbreviation at all.
    ['lighthouses', undefined],
    ['7', undefined],
    ['', undefined],
  ])('%j stands for %j', (word, meaning) => {
    expect(expandAbbreviation(word, new Map(), vocabulary)).toBe(meaning)
  })

  test('is learned from names with capitals and from phrases that the show writes often', () => {
    const notes = (text: string) => ({ summary: [{ text }] })
    const abbreviations = learnAbbreviations([
      episode('1', 'FogSignal and the Northern Lights Board', notes('FogSignal again, FogSignal.')),
      episode('2', 'Northern Lights Board', notes('The Northern Lights Board and sea water.')),
      episode('3', 'Boards', { segments: said('Ada: Old brass lamp, old brass lamp, old brass lamp.') }),
    ])
    expect(abbreviations.get('fs')).toBe('fogsignal')
    expect(abbreviations.get('nlb')).toBe('northern lights board')
    // Once is an accident, and talk has too many phrases.
    expect(abbreviations.get('sw')).toBeUndefined()
    expect(abbreviations.get('obl')).toBeUndefined()
  })
})

describe('a misspelt word', () => {
  const vocabulary = new Vocabulary([
    ['mercury', 8],
    ['compressor', 5],
    ['lantern', 3],
    ['lanterns', 9],
    ['once', 1],
    ['harbor', 1],
  ])
  test.each([
    // A missing, an additional, a wrong and a swapped letter.
    ['mecury', 'mercury'],
    ['merrcury', 'mercury'],
    ['mercurx', 'mercury'],
    ['mecrury', 'mercury'],
    // Two edits in a long word, but not in a short one.
    ['kompressor', undefined],
    ['comprossar', 'compressor'],
    ['mrecuyr', undefined],
    // The nearest word wins over a more frequent one.
    ['lanten', 'lantern'],
    // Four letters are one edit from almost anything, and a word that is said once may be a mistake itself.
    ['onca', undefined],
    ['harbar', undefined],
  ])('%j is taken for %j', (word, meant) => {
    expect(correctSpelling(word, vocabulary, 1) ?? correctSpelling(word, vocabulary, 2)).toBe(meant)
  })
})

describe('a query', () => {
  const library = createLibrary(
    {
      ...showOf(
        episode('1', 'Banneton care', {
          segments: said('Ada: A banneton dries overnight. Dust the banneton with rye.'),
        }),
        episode('2', 'Steam', {
          segments: said(
            'Ada: The time out on the oven is ten minutes. A timeout saves the crust. Each timeout counts, says TimeOut.',
          ),
        }),
        episode('3', 'Fog horn', { segments: said('Bob: The fog horn and the fog bell. One fog horn blows.') }),
      ),
      synonyms: { 'proofing basket': ['banneton'] },
    },
    '2024-06-01',
  )
  const first = (text: string) => rank(library, text).episodes[0]?.episode.id

  test('looks for the synonym of a phrase', () => {
    expect(first('how do I dry a proofing basket?')).toBe('1')
  })

  test('finds two words that are written as one, and one that is written as two', () => {
    expect(first('time out')).toBe('2')
    expect(first('foghorn')).toBe('3')
  })

  test('keeps words that the show never says, without terms', () => {
    const words = parseQuery(library, 'does the kraken like rye?').words
    expect(words.find(({ word }) => word === 'kraken')).toMatchObject({ terms: [] })
    expect(words.some(({ word }) => word === 'rye')).toBe(true)
  })

  test('marks what is only a guess', () => {
    const [word] = parseQuery(library, 'bannetom').words
    expect(word).toMatchObject({ word: 'bannetom', guessed: true, terms: [{ stem: 'banneton' }] })
  })

  test.each(['', '???', 'the of and', '👍', ' \n\t '])('%j has no words', text => {
    expect(parseQuery(library, text).words).toEqual([])
    expect(rank(library, text)).toMatchObject({ episodes: [], passages: [] })
  })
})
