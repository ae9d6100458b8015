import { expect, test } from 'vitest'
import { ask } from '../../src/search/ask.ts'
import { quoteOf } from '../../src/search/excerpt.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, showOf } from '../lighthouse.ts'

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
