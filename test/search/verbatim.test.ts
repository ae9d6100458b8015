import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cite } from '../../src/search/ask.ts'
import { quoteOf } from '../../src/search/excerpt.ts'
import { createLibrary } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { episode, showOf } from '../lighthouse.ts'

const word = fc.constantFrom(
  'lamp',
  'fog',
  'the',
  'horn.',
  'why?',
  '.NET',
  '…',
  'C#,',
  'Ärger',
  '🦉',
  '“light”',
  'and',
  'e.g.',
  '3.5',
)
const segment = fc.record({
  text: fc.array(word, { minLength: 1, maxLength: 30 }).map(words => words.join(' ')),
  speaker: fc.constantFrom('Ada', 'Bob'),
})

test('a quote is always a run of what was said, sign by sign, and starts where it says', () => {
  let quoted = 0
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 60 }), fc.array(word, { minLength: 1 }), (said, asked) => {
      const segments = said.map((segment, i) => ({ ...segment, start: i * 10, end: i * 10 + 10 }))
      const library = createLibrary(showOf(episode('1', 'Lamp and fog', { segments })), '2024-02-01')
      const { passages, question } = rank(library, asked.join(' '))
      quoted += passages.length
      for (const { passage } of passages) {
        const { excerpt } = cite(passage, question)
        const transcript = segments.map(({ text }) => text).join(' ')
        expect(transcript).toContain(quoteOf(excerpt))
        const from = segments.filter(({ start }) => start >= (excerpt.start ?? 0)).map(({ text }) => text)
        expect(from.join(' ')).toContain(quoteOf(excerpt))
        for (const { speaker, pieces } of excerpt.turns) {
          const words = pieces.map(({ text }) => text).join('')
          const turns = segments.map(segment => (segment.speaker === speaker ? segment.text : '\n')).join(' ')
          expect(turns).toContain(words)
        }
      }
    }),
    { numRuns: 200 },
  )
  expect(quoted).toBeGreaterThan(50)
})
