import fc from 'fast-check'
import type { Episode, Show } from '../../../src/content/types.ts'
import { episode } from '../../lighthouse.ts'
import { address, words } from './words.ts'

const text = fc.record({ text: words })
/** A link that is none is not read from notes; one that leads to a script is. */
const parsed = address.map(url => (URL.canParse(url) ? url : 'javascript:alert(1)'))
const resource = fc.record({ url: parsed, label: words, context: words }, { requiredKeys: ['url', 'label'] })
const chapter = fc.record({ start: fc.nat(9999), title: words })
const segment = fc.record(
  { start: fc.nat(9999), end: fc.nat(9999), speaker: words, text: words.map(said => `the lamp ${said} the fog`) },
  { requiredKeys: ['text'] },
)
const links = fc.record(
  { page: address, youtube: fc.oneof(words, fc.constant('video-1')), spotify: address, audio: address },
  { requiredKeys: [] },
)

const oneEpisode: fc.Arbitrary<Episode> = fc
  .record(
    {
      slug: words,
      publishedOn: fc.constantFrom('2024-01-01', '2024-02-29', '', '2024-99-99', '<@1>'),
      links,
      summary: fc.array(text, { maxLength: 3 }),
      chapters: fc.array(chapter, { maxLength: 14 }),
      resources: fc.array(resource, { maxLength: 24 }),
      references: fc.array(fc.constantFrom('1', '2'), { maxLength: 2 }),
      segments: fc.array(segment, { maxLength: 12 }),
      file: words,
    },
    { requiredKeys: [] },
  )
  .chain(rest => fc.tuple(fc.oneof(words, fc.constantFrom('1', '2', '13.10')), words, fc.constant(rest)))
  .map(([id, title, rest]) => episode(id, title, rest))

/** A show in which nothing is as it should be but its types and its ids, which are unique. */
export const hostileShow: fc.Arbitrary<Show> = fc.record({
  name: words,
  about: fc.array(text, { maxLength: 2 }),
  synonyms: fc.constant({}),
  hosts: fc.array(words, { maxLength: 2 }),
  episodes: fc.uniqueArray(oneEpisode, { minLength: 1, maxLength: 5, selector: ({ id }) => id }),
})

/** The same long text in one place of an episode, or as the show's name. */
export const longShow = (long: string): readonly (readonly [place: string, show: Show])[] => {
  const shown = (rest: Partial<Show>): Show => ({
    name: 'Blink',
    about: [],
    synonyms: {},
    hosts: [],
    episodes: [lamp()],
    ...rest,
  })
  const lamp = (rest: Partial<Episode> = {}, title = 'The lamp'): Episode =>
    episode('1', title, { segments: [{ start: 5, speaker: 'Ada', text: 'The lamp burns all night.' }], ...rest })
  return [
    ['name', shown({ name: long })],
    ['about', shown({ about: [{ text: long }] })],
    ['title', shown({ episodes: [lamp({}, `${long} lamp`)] })],
    ['id', shown({ episodes: [{ ...lamp(), id: long }] })],
    ['slug and file', shown({ episodes: [lamp({ slug: long, file: long })] })],
    ['links', shown({ episodes: [lamp({ links: { youtube: long, audio: `https://e.org/${long}`, page: long } })] })],
    ['summary', shown({ episodes: [lamp({ summary: [{ text: `${long} lamp` }] })] })],
    ['chapters', shown({ episodes: [lamp({ chapters: [{ start: 0, title: `${long} lamp` }] })] })],
    [
      'resources',
      shown({
        episodes: [
          lamp({ resources: [{ url: `https://e.org/${long}`, label: `${long} lamp`, context: `see ${long} lamp` }] }),
        ],
      }),
    ],
    [
      'what was said',
      shown({ episodes: [lamp({ segments: [{ start: 1, speaker: long, text: `lamp ${long} lamp` }] })] }),
    ],
  ]
}
