import { expect, test } from 'vitest'
import { placedWordsOf, stemsOf } from '../../src/search/words.ts'

test.each([
  ['How do I cut cold starts?', ['cut', 'cold', 'start']],
  ['deploying, deployed and deployments', ['deploi', 'deploi', 'deploi']],
  ['C# or c++, F#, .NET and Node.js', ['c#', 'c++', 'f#', '.net', 'node.js']],
  ['Ada’s café in Zürich', ['ada', 'cafe', 'zurich']],
  ["don't DON’T dont", []],
  ['s3 i18n 13.10', ['s3', 'i18n', '13', '10']],
  ['كيف أكتب', ['كيف', 'اكتب']],
  ['the of and to is what how', []],
  ['👍🎉', []],
  ['', []],
])('reads %j as %j', (text, stems) => {
  expect(stemsOf(text)).toEqual(stems)
})

test('a word that was typed finds the same word as it was written', () => {
  const spellings = ['naïve', 'naive', 'NAÏVE', 'nai\u0308ve']
  expect(new Set(spellings.flatMap(stemsOf)).size).toBe(1)
})

test('a sign that stands for several words is one word, which finds itself', () => {
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
