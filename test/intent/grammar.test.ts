import { expect, test } from 'vitest'
import { intentOf } from '../../src/intent/grammar.ts'

const people = new Map(
  ['Ada Stone', 'Ben Reed', 'Will Pine'].flatMap(name => {
    const person = { name, speaks: true }
    const [first = '', last = ''] = name.toLowerCase().split(' ')
    return [first, last, name.toLowerCase()].map(key => [key, person] as const)
  }),
)
const numbers = new Set(['1', '2', '7', '12', '40', '102', '7.1', '7.2'])
const known = {
  showName: 'blink tank',
  isEpisode: (number: string) => numbers.has(number),
  person: (plain: string) => people.get(plain),
}
const intent = (question: string) => intentOf(question, known)

const number = (number: string) => ({ kind: 'number', number })
const pick = (order: string, filter: object = {}, nth = 0) => ({ kind: 'pick', order, nth, filter })

test.each([
  ['12', 'about', number('12')],
  ['ep 12', 'about', number('12')],
  ['#12', 'about', number('12')],
  ['7.2?', 'about', number('7.2')],
  ['episode one hundred and two', 'about', number('102')],
  ['Folge vierzig', 'about', number('40')],
  ['season 2 episode 4', 'about', { kind: 'number', number: '4', season: '2' }],
  ['episode 4 of season 2', 'about', { kind: 'number', number: '4', season: '2' }],
  ['s02e04', 'about', { kind: 'number', number: '4', season: '2' }],
  ['2x04', 'about', { kind: 'number', number: '4', season: '2' }],
  ['what was episode 40 about', 'about', number('40')],
  ['give me the tldr of 12', 'about', number('12')],
  ['summarise episode 7.1 please', 'about', number('7.1')],
  ['what is #999 about', 'about', number('999')],
  ['worum geht es in Folge 12?', 'about', number('12')],
  ['de quoi parle l’épisode 12 ?', 'about', number('12')],
  ['do que trata o episódio 12?', 'about', number('12')],
  ['di cosa parla la puntata 12?', 'about', number('12')],
  ['links from ep. 40', 'links', number('40')],
  ['show notes of episode 12', 'links', number('12')],
  ['enlaces del episodio 12', 'links', number('12')],
  ['how long was 12', 'length', number('12')],
  ['duration of episode 40?', 'length', number('40')],
  ['wie lang ist Folge 7?', 'length', number('7')],
  ['quanto dura la puntata 40', 'length', number('40')],
  ['quelle est la durée de l’épisode 7 ?', 'length', number('7')],
  ['when did #7 come out?', 'date', number('7')],
  ['wann ist Folge 7 erschienen?', 'date', number('7')],
  ['quand est sorti l’épisode 7 ?', 'date', number('7')],
  ['who was on 40', 'guests', number('40')],
  ['who was the guest of episode 40?', 'guests', number('40')],
  ['qui est l’invité de l’épisode 40 ?', 'guests', number('40')],
  ['who presented episode 40', 'hosts', number('40')],
  ['the latest one', 'about', pick('newest')],
  ['last week’s episode', 'about', pick('newest')],
  ['what was the first episode ever', 'about', pick('oldest')],
  ['when was the newest episode published?', 'date', pick('newest')],
  ['how long is the latest episode', 'length', pick('newest')],
  ['what’s the longest episode?', 'length', pick('longest')],
  ['die kürzeste Folge', 'length', pick('shortest')],
  ['third episode', 'about', pick('oldest', {}, 2)],
  ['latest episode about fog horns', 'about', pick('newest', { topic: 'fog horns' })],
  ['first episode of 2021', 'about', pick('oldest', { year: 2021 })],
  ['when did the podcast start?', 'date', pick('oldest')],
  ['how long is the fog horn episode?', 'length', pick('best', { topic: 'fog horn' })],
  ['when did the episode about prisms come out?', 'date', pick('best', { topic: 'prisms' })],
  ['who was on the whale oil episode?', 'guests', pick('best', { topic: 'whale oil' })],
  ['when was the Ada Stone episode?', 'date', pick('best', { people: ['Ada Stone'] })],
])('“%s” asks for a fact', (question, fact, reference) => {
  expect(intent(question)).toMatchObject({ kind: 'fact', fact, reference })
})

test.each([
  ['episodes from 2021', { year: 2021 }],
  ['all episodes in March 2022', { year: 2022, month: 3 }],
  ['what came out in 2020?', { year: 2020 }],
  ['Folgen aus 2020', { year: 2020 }],
  ['les épisodes de 2020', { year: 2020 }],
  ['episódios de 2020', { year: 2020 }],
  ['episodes about fog', { topic: 'fog' }],
  ['every fog horn episode', { topic: 'fog horn' }],
  ['list the prism ones', { topic: 'prism' }],
  ['episodi sulle lampade', { topic: 'lampade' }],
  ['episodes with Ada Stone', { people: ['Ada Stone'] }],
  ['has Ben ever been on?', { people: ['Ben Reed'] }],
  ['which episodes did ada miss', { without: 'Ada Stone' }],
  ['episodes without Ben Reed', { without: 'Ben Reed' }],
  ['any episodes with Zoe Quill as a guest', { people: ['Zoe Quill'] }],
  ['list all guests', { hasGuest: true }],
  ['which episodes have a guest?', { hasGuest: true }],
  ['episodes from 2021 about fog', { year: 2021, topic: 'fog' }],
  ['2021 episodes on fog with Ada', { year: 2021, topic: 'fog', people: ['Ada Stone'] }],
  ['fog in 2021?', { year: 2021, topic: 'fog' }],
  ['episodes under 20 minutes', { under: 1200 }],
  ['episodes longer than 1 hour', { over: 3600 }],
  ['episodes of season 3', { season: '3' }],
])('“%s” asks for a list', (question, filter) => {
  expect(intent(question)).toMatchObject({ kind: 'list', filter })
})

test.each([
  ['last 4 episodes', 'newest', 4],
  ['the last three episodes', 'newest', 3],
  ['first 5 eps', 'oldest', 5],
])('“%s” asks for some of them', (question, order, most) => {
  expect(intent(question)).toEqual({ kind: 'list', filter: {}, order, most })
})

test.each([
  ['how many episodes are there', {}],
  ['how many episodes are out?', {}],
  ['wie viele Folgen gibt es?', {}],
  ['combien d’épisodes y a-t-il ?', {}],
  ['how many episodes in 2021?', { year: 2021 }],
  ['how many episodes are about fog?', { topic: 'fog' }],
  ['how many times was Ada on the show?', { people: ['Ada Stone'] }],
])('“%s” asks for a number', (question, filter) => {
  expect(intent(question)).toEqual({ kind: 'count', filter })
})

test.each([
  'who hosts this?',
  'who are the hosts?',
  'Who is the host of Blink Tank?',
  'chi conduce?',
  'wer moderiert den Podcast?',
  'qui anime ce podcast ?',
  'quem apresenta?',
  '¿quién presenta el podcast?',
])('“%s” asks for the hosts', question => expect(intent(question)).toEqual({ kind: 'hosts' }))

test.each([
  ['in episode 12, does it need a battery?', '12', 'does it need a battery?'],
  ['does it need a battery in episode 12?', '12', 'does it need a battery?'],
  ['ep 40: how bright is the lamp?', '40', 'how bright is the lamp?'],
  ['in der Folge 7, wie hell ist die Lampe?', '7', 'wie hell ist die Lampe?'],
])('“%s” is about one episode', (question, id, rest) => {
  expect(intent(question)).toMatchObject({ kind: 'scoped', reference: number(id) })
  const found = intent(question)
  expect(found?.kind === 'scoped' ? found.question.replace(/^in der |^in /, '') : '').toContain(rest.slice(0, -1))
})

test.each([
  'what did Ada say about lenses?',
  'what does ada think of prisms',
  'Ben Reed on fog horns',
  'Ada’s advice for keepers',
  'was sagt Ada über Linsen?',
  'advice from Ada on storms',
  'does Ben recommend whale oil?',
  'qu’est-ce que Ben pense des lentilles ?',
])('“%s” asks what somebody says', question => expect(intent(question)).toMatchObject({ kind: 'speaker' }))

test('asks who said something only if words are quoted', () => {
  expect(intent('who said “the lamp never sleeps”?')).toEqual({
    kind: 'quote',
    words: 'the lamp never sleeps',
    named: true,
  })
  expect(intent("who said 'it isn't the lamp, it's the lens'?")).toMatchObject({
    words: "it isn't the lamp, it's the lens",
  })
  expect(intent('who said the lamp never sleeps?')).toBeUndefined()
})

test.each([
  'lambda 2',
  'what was added in 1.59?',
  'S3',
  'version 12 of the firmware',
  'how long does a bulb last?',
  'how long is a wick',
  'when should I trim the wick?',
  'who invented the Fresnel lens?',
  'what is the latest version of the lamp?',
  'the first thing to do in a storm',
  'is hosting a lamp expensive?',
  'how many lamps does a tower need?',
  'which episode explains how a fog horn works?',
  'wich episode talks about wicks',
  'links between towers',
  'what about the guest room in the tower',
  'I will climb the tower',
  'who makes the best bulbs',
  '+1',
  'the 12 volt lamp',
  'what happened in 1999?',
  'show me how to clean a lens',
  'ada stone advice for people who start out with towers',
  'a lens like Ada Stone has in a fog',
  'opinions about lamps with ben reed in the fog',
])('“%s” is about a topic', question => expect(intent(question)).toBeUndefined())
