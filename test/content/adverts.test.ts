import { describe, expect, test } from 'vitest'
import { excerptOf, quoteOf } from '../../src/search/excerpt.ts'
import { readFiles } from './folder.ts'

type Line = string | readonly [speaker: string, text: string]

/** What is left of a transcript in which each of these lines takes five seconds. */
async function kept(...lines: readonly Line[]) {
  const segments = lines.map((line, i) => {
    const [speaker, text] = typeof line === 'string' ? [undefined, line] : line
    return { start: 5 * i, end: 5 * i + 5, speaker, text }
  })
  const { show } = await readFiles({
    '1.md': '---\nepisode: 1\ntitle: Boats\n---\n',
    '1.json': JSON.stringify({ segments }),
  })
  const [episode] = show.episodes
  if (!episode) throw new Error('The files made no episode.')
  return { episode, texts: episode.segments.map(({ text }) => text) }
}

const before = 'Today we caulk a hull with oakum.'
const after = 'So oakum is old rope, picked apart by hand.'

describe('an advert that is read out is passed over', () => {
  test.each<readonly [string, ...Line[]]>([
    [
      'with its praise and its offer',
      'This episode is brought to you by Acme Lamps.',
      'Acme Lamps is the best lamp for a small boat.',
      'Nothing shines further.',
      'Go to acmelamps.example/blink for ten percent off.',
    ],
    ['as thanks to our sponsor', 'A quick word from our sponsor, Wickworks.', 'Wickworks trims every wick by hand.'],
    [
      'as today’s sponsor',
      'Today’s sponsor is Glow & Sons.',
      'With Glow & Sons you sleep in the dark.',
      'It burns clean.',
    ],
    ['by two hosts', ['Ada', 'The show is supported by Acme Lamps.'], ['Ben', 'I love Acme Lamps, I have two.']],
    ['in German', 'Diese Folge wird euch präsentiert von Lampen Meier.', 'Bei Lampen Meier gibt es die beste Lampe.'],
    ['in Spanish', 'Este episodio está patrocinado por Faros Ortega.', 'Faros Ortega ilumina tu barco.'],
  ])('%s', async (_, ...advert) => {
    expect((await kept(before, ...advert, after)).texts).toEqual([before, after])
  })

  test('in the middle of a segment, without losing the words around it', async () => {
    const advert = 'This episode is sponsored by Acme Lamps. Acme Lamps is the best lamp.'
    expect((await kept(`${before} ${advert} ${after}`)).texts).toEqual([before, after])
  })

  test('in captions without full stops', async () => {
    const { texts } = await kept(
      'today we caulk a hull with oakum',
      'this episode is brought',
      'to you by acme lamps and',
      'acme lamps is the best lamp for a small boat',
      'go to acme lamps dot com for ten percent off',
      'now back to the show where we left the oakum',
      'it is old rope picked apart by hand',
    )
    expect(texts).toEqual([
      'today we caulk a hull with oakum',
      'now back to the show where we left the oakum',
      'it is old rope picked apart by hand',
    ])
  })

  test('and no quote joins what stood before and after it', async () => {
    const { episode } = await kept(before, 'This episode is brought to you by Acme Lamps.', after)
    const passage = { episode, source: 'transcript', from: 0, to: 2 } as const
    const excerpt = excerptOf(passage, new Map([['oakum', 1]]))
    expect([before, after]).toContain(quoteOf(excerpt))
  })
})

describe('what only sounds like an advert is kept', () => {
  test.each([
    'The museum is sponsored by the harbour, which pays for the paint.',
    'This episode is not sponsored by anyone.',
    'Who sponsored the expedition of 1872?',
    'The lamp is powered by a small turbine.',
    'We use a lamp by Acme Lamps, and it leaks.',
  ])('%s', async line => {
    expect((await kept(before, line, after)).texts).toEqual([before, line, after])
  })
})
