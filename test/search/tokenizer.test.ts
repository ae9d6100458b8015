import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { placedWordsOf, stemsOf, wordsOf } from '../../src/search/tokenizer.ts'

test.each([
  ['How do I cut cold starts?', ['cut', 'cold', 'start']],
  ['deploying, deployed and deployments', ['deploi', 'deploi', 'deploi']],
  ['C# or c++, F#, .NET and Node.js', ['c#', 'c++', 'f#', '.net', 'node.js']],
  ['Ada’s café in Zürich', ['ada', 'cafe', 'zurich']],
  ["don't DON’T dont", []],
  ['s3 i18n 13.10', ['s3', 'i18n', '13.10']],
  ['lamps in 1.59, or v2.0.1. Then 3.', ['lamp', '1.59', 'v2.0.1', '3']],
  ['灯台のレンズを掃除する', ['灯台', 'レンズ', '掃除']],
  ['如何清洁灯塔的透镜', ['如何', '清洁', '灯塔', '的', '透镜']],
  ['كيف أكتب', ['كيف', 'اكتب']],
  ['the of and to is what how', []],
  ['👍🎉', []],
  ['', []],
])('reads %j as %j', (text, stems) => {
  expect(stemsOf(text)).toEqual(stems)
})

test('a word that was typed finds the same word as it was written', () => {
  const spellings = ['naïve', 'naive', 'NAÏVE', 'nai\u0308ve']
  expect(new Set(spellings.flatMap(word => stemsOf(word))).size).toBe(1)
})

test('a character that stands for several words is one word, which finds itself', () => {
  expect(stemsOf('fog ﷺ horn')).toHaveLength(3)
  expect(stemsOf('ﷺ').join()).not.toMatch(/\s/)
})

test('every word stands where it says', () => {
  const text = '“Why,” asked Zoë’s owl, “does Node.js blink?” 🦉 C++!'
  expect(placedWordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Zoë’s',
    'owl',
    'Node.js',
    'blink',
    'C++',
  ])
})

test('a text is not kept because of a new word in it, however long either is', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const common = 'what is said in the show '.repeat(240)
  const read = (from: number): void => {
    for (let n = from; n < from + 2000; n++) wordsOf(`${common} neverheardbefore${n} ${n}${'x'.repeat(6000)}`)
  }
  read(0)
  const before = used()
  read(2000)
  expect((used() - before) / 2000).toBeLessThan(1000)
})
