import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { resolveFollowUp } from '../../src/commands/follow-up.ts'
import { plainText } from '../../src/reply/plain-text.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const library = createLibrary(
  showOf(
    episode('1', 'Oil lamps', {
      publishedOn: '2021-03-04',
      segments: said(`
        Ada: An oil lamp burns whale oil, and a wick has to be trimmed every four hours.
        Ada: A litre of whale oil lasts about nine hours in our lamp.
        Ada: It cost about a shilling in those days.`),
    }),
    episode('2', 'Fog horns with Ben Reed', {
      publishedOn: '2022-05-06',
      segments: said(`
        Ada: Welcome, Ben. What does a fog horn run on?
        Ben: A fog horn runs on compressed air.
        Ada: And how loud is it?
        Ben: You can hear it for twenty miles.
        Ben: I would never put a steam engine in a tower.
        Ada: Neither would I.
        Ada: Thank you, Ben.`),
    }),
    episode('3', 'Prisms and lenses', {
      publishedOn: '2022-07-08',
      segments: said(
        'Ada: A prism bends the light of the lamp.\nAda: A lens is made of many prisms.\nAda: Lenses are heavy.',
      ),
    }),
  ),
  '2024-01-01',
)

const MINUTE = 60_000

/** Replies to messages in one direct conversation, each some minutes after the one before. */
function talk(...messages: readonly (readonly [minutes: number, text: string])[]): string {
  const app = createApp(() => library)
  let sentAt = 0
  let last = ''
  for (const [minutes, after] of messages) {
    sentAt += minutes * MINUTE
    const reply = app.replyToMessage({ before: '', after, sentAt, locale: 'en', userId: '1', place: 'dm' })
    last = reply ? plainText(reply) : ''
  }
  return last
}

test('a question about “it” is about the episode that was shown', () => {
  expect(talk([0, 'episode 2'], [1, 'when did it come out?'])).toContain('Published: 6 May 2022')
  expect(talk([0, 'episode 2'], [1, 'how loud is it?'])).toContain('twenty miles')
})

test('a pronoun means the guest', () => {
  expect(talk([0, 'who was the guest of episode 2?'], [1, 'what does he say about steam engines?'])).toContain(
    'never put a steam engine',
  )
})

test('asks which episode it was', () => {
  expect(talk([0, 'what does a fog horn run on?'], [1, 'which episode was that?'])).toContain('Episode 2: Fog horns')
})

test('the subject is taken over if the question lacks it', () => {
  expect(resolveFollowUp('and in winter?', { question: 'how loud is a fog horn' }, library)).toEqual({
    question: 'how loud is a fog horn and in winter?',
  })
})

test('the second one follows the first', () => {
  expect(talk([0, 'when did the first episode come out?'], [1, 'and the second?'])).toContain('6 May 2022')
})

test('a question that stands alone is not changed', () => {
  const before = { question: 'what does a fog horn run on?', episode: '2' }
  for (const question of [
    'and what are lenses and prisms made of?',
    'how long does whale oil last?',
    'who hosts the podcast?',
    'episode 3',
  ])
    expect(resolveFollowUp(question, before, library)).toEqual({ question })
})

test('forgets after ten minutes', () => {
  expect(talk([0, 'episode 2'], [11, 'when did it come out?'])).not.toContain('6 May 2022')
})

test('remembers nothing in a channel, where a message has to reply to the answer', () => {
  const app = createApp(() => library)
  const say = (after: string, conversation = {}) =>
    app.replyToMessage({ before: '', after, locale: 'en', userId: '1', place: 'server', ...conversation })
  say('episode 2')
  expect(JSON.stringify(say('when did it come out?'))).not.toContain('2022-05-06')
  expect(JSON.stringify(say('when did it come out?', { conversation: { episode: '2' } }))).toContain('2022-05-06')
})
