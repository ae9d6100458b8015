import { expect, test } from 'vitest'
import { ask } from '../../src/search/ask.ts'
import { openLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const libraryOf = (answer: string) =>
  openLibrary(
    showOf(episode('1', 'The fog horn', { segments: said(`Ada: The fog horn runs on ${answer}.`) })),
    '2026-01-01',
  )

const question = 'what does the fog horn run on?'

test('a question asked again gets the answer it got, until the content is another', () => {
  const [before, after] = [libraryOf('compressed air'), libraryOf('steam')]
  const answer = ask(before, question)
  expect(ask(before, question)).toBe(answer)
  expect(ask(before, question, 1)).not.toBe(answer)
  expect(JSON.stringify(answer)).toContain('compressed')
  expect(JSON.stringify(ask(after, question))).toContain('steam')
  expect(ask(before, question)).toBe(answer)
})

test('only so many answers are kept: those asked for longest ago go first', () => {
  const library = libraryOf('compressed air')
  const [rare, often] = [ask(library, question), ask(library, 'fog horn?')]
  for (let i = 0; i < 600; i++) {
    ask(library, `fog horn number ${i}`)
    ask(library, 'fog horn?')
  }
  expect(ask(library, 'fog horn?')).toBe(often)
  const again = ask(library, question)
  expect(again).not.toBe(rare)
  expect(again).toEqual(rare)
})
