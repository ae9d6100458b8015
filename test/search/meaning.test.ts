import { describe, expect, test } from 'vitest'
import { ask } from '../../src/search/ask.ts'
import { createLibrary } from '../../src/search/library.ts'
import { embeddedPassages } from '../../src/search/passages.ts'
import { parseQuery } from '../../src/search/query.ts'
import { rank } from '../../src/search/rank.ts'
import { findResources } from '../../src/search/resources.ts'
import { quantize, Vectors } from '../../src/search/vectors.ts'
import { episode, said, showOf } from '../lighthouse.ts'

/** A vector that points in one of three directions: fog, bread, or boats. */
const direction = (fog: number, bread: number, boats: number) => quantize(Float32Array.of(fog, bread, boats))

const today = '2026-01-01'
const horns = { url: 'https://horns.example/', label: 'A history of diaphones' }
const library = createLibrary(
  showOf(
    episode('1', 'Safety at sea', {
      resources: [horns],
      segments: said('Ada: The diaphone sounds when nobody can see the rocks.'),
    }),
    episode('2', 'The kitchen', { segments: said('Bob: Rye proves overnight.') }),
    episode('3', 'The pier', { segments: said('Ada: She ties up at noon.') }),
  ),
  today,
)
const vectors = { '1': direction(1, 0, 0.1), '2': direction(0, 1, 0.1), '3': direction(0.1, 0.1, 1) }
for (const one of library.episodes) {
  const vector = vectors[one.id as keyof typeof vectors]
  library.vectors.set(
    one,
    embeddedPassages(one).map(() => vector),
  )
}

describe('a question in other words', () => {
  const question = 'how are ships warned in mist?'
  const vectorOf = () => direction(0.95, 0.1, 0.2)

  test('finds nothing by words, and its episode by meaning', () => {
    expect(rank(library, question).episodes).toEqual([])
    expect(rank(library, question, vectorOf()).episodes[0]?.episode.id).toBe('1')
    expect(ask(library, question)).toMatchObject({ kind: 'nothing', nearest: [] })
  })

  test('says which episodes are near if it is not answered', () => {
    expect(ask(library, question, 0, vectorOf)).toMatchObject({ kind: 'nothing', nearest: [{ id: '1' }] })
  })

  test('is answered in other words if some of its own are said too', () => {
    const answer = ask(library, 'what keeps a boat or a ship from hitting the rocks?', 0, vectorOf)
    expect(answer).toMatchObject({ kind: 'found', best: { episode: { id: '1' } }, inOtherWords: true })
  })

  test('finds links', () => {
    expect(findResources(library, 'foghorn museum')).toEqual([])
    expect(findResources(library, 'foghorn museum', undefined, vectorOf()).map(({ url }) => url)).toEqual([horns.url])
    expect(findResources(library, 'foghorn museum', undefined, direction(0, 1, 0))).toEqual([])
  })
})

test('a question in the words of the show is not said to be in other words', () => {
  const answer = ask(library, 'when does the diaphone sound?', 0, () => direction(1, 0, 0))
  expect(answer).toMatchObject({ kind: 'found', best: { episode: { id: '1' } }, inOtherWords: false })
})

describe('vectors', () => {
  test('are as similar after quantization', () => {
    const own = new Vectors()
    const one = episode('1', 'Fog')
    own.set(one, [direction(0.6, 0.8, 0)])
    expect(own.similarities(one, direction(1, 0, 0))?.cosines[0]).toBeCloseTo(0.6, 2)
    expect(own.similarities(one, direction(0, 0, 0))?.cosines[0]).toBe(0)
    expect(own.similarities(episode('2', 'Bread'), direction(1, 0, 0))).toBeUndefined()
  })

  test('of the nearest passages are found by their signs', () => {
    const own = new Vectors()
    const random = (seed: number) =>
      Float32Array.from({ length: 384 }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233) + Math.sin(seed + i * i))
    const episodes = Array.from({ length: 1000 }, (_, i) => episode(String(i), `Night ${i}`))
    for (const [i, one] of episodes.entries()) own.set(one, [quantize(random(i))])
    const near = own.nearest(episodes, quantize(random(437).map(value => value + 0.1)))
    expect(near.has(episodes[437] as (typeof episodes)[number])).toBe(true)
    expect(near.size).toBeLessThan(400)
  })
})

describe('a small show', () => {
  const alps = createLibrary(
    showOf(
      episode('1', 'Alpine animals', {
        segments: said('Ada: Welcome.\nBob: The marmot sleeps for seven months of the year.\nAda: It eats grass.'),
      }),
      episode('2', 'Cows', { segments: said('Ada: Cows give milk, twice a day.') }),
    ),
    today,
  )
  test.each([
    ['how long does the marmot sleep?', '1'],
    ['which episode is about the marmot?', '1'],
    ['how often do cows give milk?', '2'],
    ['marmot', '1'],
    ['wich animal sleeps for months?', '1'],
  ])('answers %j', (question, id) => {
    expect(ask(alps, question)).toMatchObject({ kind: 'found', best: { episode: { id } } })
  })

  test.each(['how high do eagles fly?', 'what type of cheese is best?'])('does not answer %j', question => {
    expect(ask(alps, question).kind).toBe('nothing')
  })
})

test.each([
  ['how long does the marmot sleep', ['marmot', 'sleep']],
  ['what type of lens is it', ['lens']],
  ['which year was that', []],
  ['how deep learning works', ['deep', 'learning', 'works']],
  ['waht is a lens', ['lens']],
  ['is there whey in it', ['whey']],
])('%j is about %j', (question, subjects) => {
  const lenses = createLibrary(
    showOf(
      episode('1', 'Lenses', { segments: said('Ada: A lens. The marmot can sleep. Deep learning works in a year.') }),
    ),
    today,
  )
  const words = parseQuery(lenses, question).words.map(({ word }) => word)
  expect(words.sort()).toEqual(subjects.length === 0 ? ['year'] : [...subjects].sort())
})
