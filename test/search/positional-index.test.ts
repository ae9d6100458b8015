import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SOURCES, textsOf } from '../../src/search/passages.ts'
import { PositionalIndex } from '../../src/search/positional-index.ts'
import { indexedStemsOf, Vocabulary } from '../../src/search/vocabulary.ts'
import { episode, said } from '../lighthouse.ts'

const word = fc.constantFrom('fog', 'horn', 'lamps', 'the', 'constructor', '__proto__', 'ä', '7')
const line = fc.array(word, { maxLength: 30 }).map(words => words.join(' '))
const episodes = fc
  .array(fc.record({ title: line, summary: fc.array(line), segments: fc.array(line, { maxLength: 12 }) }), {
    maxLength: 6,
  })
  .map(all =>
    all.map(({ title, summary, segments }, i) =>
      episode(String(i), title, {
        summary: summary.map(text => ({ text })),
        segments: segments.map(text => ({ text })),
        chapters: [{ start: 0, title: 'Fog' }],
      }),
    ),
  )

test('counts every stem of the episodes that it holds, whatever was added and removed before', () => {
  fc.assert(
    fc.property(episodes, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (all, removed) => {
      const [index, vocabulary] = [new PositionalIndex(), new Vocabulary()]
      for (const one of all) index.add(one, vocabulary)
      for (const { id } of all.filter((_, i) => removed[i])) index.remove(id)
      const left = all.filter((_, i) => !removed[i])
      const stems = left.flatMap(one =>
        [one.title, ...SOURCES.flatMap(source => textsOf(one, source))].flatMap(text =>
          indexedStemsOf(text, vocabulary),
        ),
      )
      for (const stem of new Set(stems)) expect(index.count(stem)).toBe(stems.filter(other => other === stem).length)
      expect(index.count('nowhere')).toBe(0)
      for (const { id } of all.filter((_, i) => removed[i])) expect(index.episode(id)).toBeUndefined()
    }),
  )
})

test('moments cover every paragraph, title and segment once, in order', () => {
  fc.assert(
    fc.property(episodes, all => {
      const [index, vocabulary] = [new PositionalIndex(), new Vocabulary()]
      for (const one of all) {
        index.add(one, vocabulary)
        const { moments = [], stems, title } = index.episode(one.id) ?? {}
        for (const source of SOURCES) {
          const covered = moments.filter(moment => moment.source === source).flatMap(({ from, to }) => range(from, to))
          expect(covered).toEqual(range(0, textsOf(one, source).length))
        }
        expect(moments.flatMap(({ start, end }) => range(start, end))).toEqual(range(title ?? 0, stems?.length ?? 0))
      }
    }),
  )
})

test('a moment of a transcript is about forty words long and ends with a segment', () => {
  const index = new PositionalIndex()
  const lines = Array.from(
    { length: 8 },
    () => 'Ada: The keeper climbs the stairs and lights the old brass lamp again.',
  )
  index.add(episode('1', 'Stairs', { segments: said(lines.join('\n')) }), new Vocabulary())
  const transcript = index.episode('1')?.moments.filter(({ source }) => source === 'transcript')
  expect(transcript?.map(({ from, to }) => [from, to])).toEqual([
    [0, 3],
    [3, 6],
    [6, 8],
  ])
})

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i)
