import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, cite } from '../../src/search/ask.ts'
import { excerptOf, quoteOf } from '../../src/search/excerpt.ts'
import { createLibrary } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { stemsOf } from '../../src/search/tokenizer.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const asked = (question: string) => new Map(stemsOf(question).map(stem => [stem, 1]))

function excerptFrom(segments: ReturnType<typeof said>, question: string) {
  const passage = {
    episode: episode('1', 'Fog', { segments }),
    source: 'transcript',
    from: 0,
    to: segments.length,
  } as const
  return excerptOf(passage, asked(question))
}

test('quotes whole sentences, from where the answer starts, with who says it and when', () => {
  const excerpt = excerptFrom(
    said(`
      Ada: Good evening. We had a storm last week and
      Ada: it took the old antenna. The fog horn runs on
      Ada: compressed air from a tank in the cellar. Anyway, dinner is ready.
      Bob: Soup again?`),
    'what drives the fog horn? air?',
  )
  expect(quoteOf(excerpt)).toBe(
    'The fog horn runs on compressed air from a tank in the cellar. Anyway, dinner is ready.',
  )
  expect(excerpt).toMatchObject({ turns: [{ speaker: 'Ada' }], start: 10, end: 30, cutBefore: true, cutAfter: false })
})

test('marks the words of the question, in whatever form they are said', () => {
  const excerpt = excerptFrom(said('Ada: We painted the tower; painting towers is slow.'), 'paint a tower')
  expect(
    excerpt.turns
      .flatMap(turn => turn.pieces)
      .filter(piece => piece.match)
      .map(piece => piece.text),
  ).toEqual(['painted', 'tower', 'painting', 'towers'])
})

test('never puts one speaker’s words into another’s mouth', () => {
  const excerpt = excerptFrom(said('Ada: The lamp is electric\nBob: and the lens is from Paris.'), 'lamp lens electric')
  const turns = excerpt.turns.map(({ speaker, pieces }) => `${speaker}: ${pieces.map(piece => piece.text).join('')}`)
  expect(turns).toEqual(['Ada: The lamp is electric', 'Bob: and the lens is from Paris.'])
})

test('a question that a host asks is quoted with the answer', () => {
  const excerpt = excerptFrom(
    said('Ada: It is a big tower.\nBob: How much paint does it take?\nAda: Four hundred litres. I counted.\nBob: Wow.'),
    'how much paint does the tower take',
  )
  expect(quoteOf(excerpt)).toBe('It is a big tower. How much paint does it take? Four hundred litres. I counted.')
})

test('speech without a full stop is cut between words, and an emoji stays whole', () => {
  const endless = `Ada: ${'wave '.repeat(100)}lantern ${'tide '.repeat(100)}`
  expect(quoteOf(excerptFrom(said(endless), 'lantern'))).toMatch(/\blantern\b/)
  expect(quoteOf(excerptFrom(said(endless), 'lantern')).length).toBeLessThanOrEqual(360)
  const owls = quoteOf(excerptFrom(said(`Ada: ${'🦉'.repeat(300)}`), 'owl'))
  expect(owls).toMatch(/^(🦉)+$/u)
})

test('is verbatim where a sentence seems to end and does not', () => {
  const segments = said('Ada: For instance TypeScript, .NET , .ORG and the others. There is a lamp.')
  expect(quoteOf(excerptFrom(segments, 'typescript net org lamp'))).toBe(segments.map(({ text }) => text).join(' '))
})

test('two speakers without a name are two all the same', () => {
  const segments = said('How long does a bulb last?\nA year, if nobody drops it.').map((segment, i) => ({
    ...segment,
    voice: `spk_${i}`,
  }))
  expect(excerptFrom(segments, 'how long does a bulb last').turns).toHaveLength(2)
})

test('a quote does not hide that minutes lie between two sentences', () => {
  const segments = [
    { start: 10, end: 20, speaker: 'Joan', text: 'Keepers eat what is tinned.' },
    { start: 300, end: 310, speaker: 'Joan', text: 'Keepers polish the brass and eat at noon.' },
  ]
  const library = createLibrary(showOf(episode('1', 'The last keeper', { segments })), '2024-06-01')
  const answer = ask(library, 'what do keepers eat?')
  if (answer.kind !== 'found') throw new Error('not found')
  expect(quoteOf(answer.best.excerpt)).toMatch(
    /^(?:Keepers eat what is tinned\.|Keepers polish the brass and eat at noon\.)$/,
  )
})

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

test('a quote is always a run of what was said, character by character, and starts where it says', () => {
  let quoted = 0
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 60 }), fc.array(word, { minLength: 1 }), (said, asked) => {
      const segments = said.map((segment, i) => ({ ...segment, start: i * 10, end: i * 10 + 10 }))
      const library = createLibrary(showOf(episode('1', 'Lamp and fog', { segments })), '2024-02-01')
      const { passages, query } = rank(library, asked.join(' '))
      quoted += passages.length
      for (const { passage } of passages) {
        const { excerpt } = cite(passage, query)
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
