import { type App, type ButtonPress, createApp } from '../../src/commands/app.ts'
import type { RequestContext } from '../../src/commands/command.ts'
import { type ButtonAction, decodeButtonAction, encodeButtonAction, type View } from '../../src/reply/actions.ts'
import type { Reply } from '../../src/reply/types.ts'
import { createLibrary, type Library } from '../../src/search/library.ts'

/** A reply, and what a user did to get it. */
export type Scene = { readonly title: string; readonly reply: Reply }

/** What to ask a show for to get every kind of reply. */
export type Script = {
  /** Questions that the show answers surely, nearly, and not at all. */
  readonly sure: string
  readonly close: string
  readonly nothing: string
  /** A question with more results than the answer shows, and one that a later episode returned to. */
  readonly more: string
  readonly later: string
  readonly about: string
  readonly episode: string
  /** Words that match several episodes, and words that nearly match one. */
  readonly several: string
  readonly nearly: string
  /** An episode without links. */
  readonly bare: string
  /** Somebody whom transcripts name, and words of theirs. */
  readonly speaker: string
  readonly said: string
  /** A year with episodes. */
  readonly year: string
}

/** For the show in `test/fixtures/lighthouse`. */
export const blink: Script = {
  sure: 'why do lighthouses blink?',
  close: 'how do you clean a Fresnel lens?',
  nothing: 'world cup 2018',
  more: 'who reads the last page of the ledger?',
  later: 'keeper',
  about: 'lens',
  episode: '4',
  several: 'storm',
  nearly: 'keper dead',
  bare: '8',
  speaker: 'Bruno',
  said: 'Why does a lighthouse blink at all?',
  year: '2021',
}

/** A word that no show says. */
const GONE = 'zeppelins'

/** Every kind of reply in one language, as a member of a server sees it. */
export function scenes(library: Library, script: Script, locale: string): readonly Scene[] {
  const app = createApp(() => library)
  const context: RequestContext = { locale, userId: '300000000000000007', place: 'server' }
  const give = (command: string, options: Record<string, string | boolean> = {}, from: App = app) =>
    from.reply({ ...context, command, options })
  const press = (action: ButtonAction | undefined, more: Partial<ButtonPress> = {}, from: App = app): Reply => {
    const pressing = from.press({ ...context, isOwn: true, isPrivate: false, canManage: false, action, ...more })
    if (!('reply' in pressing)) throw new Error('only messages can be drawn')
    return pressing.reply
  }
  const turn = (view: View): ButtonAction | undefined =>
    decodeButtonAction(encodeButtonAction({ kind: 'turn', view }) ?? '')
  const heard = (text: string): Reply => {
    const reply = app.replyToMessage({ ...context, before: '', after: text })
    if (!reply) throw new Error(`no reply to: ${text}`)
    return reply
  }
  /** The same show with only its first episodes. */
  const only = (episodes: number): App => {
    const { show } = library
    const few = createLibrary({ ...show, episodes: library.episodes.slice(0, episodes) }, '9999-12-31')
    return createApp(() => few)
  }
  const { sure, close, nothing, more, later, about, episode, several, nearly, bare, speaker, said, year } = script
  const asked = (question: string): Scene => ({ title: question, reply: give('ask', { question }) })
  return [
    { title: `/ask ${sure}`, reply: give('ask', { question: sure }) },
    { title: 'Not it', reply: press(turn({ command: 'ask', words: sure, page: 1 })) },
    { title: `/ask ${close}`, reply: give('ask', { question: close }) },
    { title: `/ask ${more}`, reply: give('ask', { question: more }) },
    { title: 'More results', reply: press(turn({ command: 'results', words: more, page: 0 })) },
    {
      title: 'More results that are no longer there',
      reply: press(turn({ command: 'results', words: GONE, page: 0 })),
    },
    { title: `/ask ${later}`, reply: give('ask', { question: later }) },
    { title: `/ask ${several}`, reply: give('ask', { question: several }) },
    { title: `/ask ${nothing}`, reply: give('ask', { question: nothing }) },
    { title: `/ask hide:True ${sure}`, reply: give('ask', { question: sure, hide: true }) },
    { title: `/ask mention:@Wren ${sure}`, reply: give('ask', { question: sure, mention: '300000000000000009' }) },
    {
      title: 'Share',
      reply: press({ kind: 'share', view: { command: 'ask', words: sure, page: 0 } }, { isPrivate: true }),
    },
    { title: `/ask ${about} episode:${episode}`, reply: give('ask', { question: about, episode }) },
    asked(`in episode ${episode}, ${GONE}?`),
    asked('who hosts this?'),
    asked(`who is on episode ${episode}?`),
    asked(`how long is episode ${episode}?`),
    asked(`when did episode ${episode} come out?`),
    asked(`how many episodes are from ${year}?`),
    asked('episodes from 1957'),
    asked(`what did ${speaker} say about ${about}?`),
    asked(`what did ${speaker} say about ${GONE}?`),
    asked(`who said “${said}”?`),
    asked(`who said “never trust ${GONE} at night”?`),
    { title: `/episode ${episode}`, reply: give('episode', { which: episode }) },
    { title: `/episode ${several}`, reply: give('episode', { which: several }) },
    { title: `/episode ${nearly}`, reply: give('episode', { which: nearly }) },
    { title: `/episode ${GONE}`, reply: give('episode', { which: GONE }) },
    { title: '/episode 999', reply: give('episode', { which: '999' }) },
    { title: '/episode 999, of a single one', reply: give('episode', { which: '999' }, only(1)) },
    { title: `/resources ${about}`, reply: give('resources', { about }) },
    { title: `/resources ${about} episode:${episode}`, reply: give('resources', { about, episode }) },
    { title: `/resources ${episode}`, reply: give('resources', { about: episode }) },
    { title: `/resources ${bare}`, reply: give('resources', { about: bare }) },
    { title: `/resources ${GONE}`, reply: give('resources', { about: GONE }) },
    { title: `/resources ${GONE} episode:${episode}`, reply: give('resources', { about: GONE, episode }) },
    { title: `/related ${episode}`, reply: give('related', { episode }) },
    { title: '/related 1, of a single one', reply: give('related', { episode: '1' }, only(1)) },
    { title: '/latest', reply: give('latest') },
    { title: 'More, below it', reply: press(turn({ command: 'latest', words: '', page: 1 })) },
    { title: '/latest, before the first episode', reply: give('latest', {}, only(0)) },
    { title: '/help', reply: give('help') },
    { title: `Find in episodes, on “${sure}”`, reply: give('Find in episodes', { message: sure }) },
    { title: `@Shownotes ${sure}`, reply: heard(sure) },
    { title: '@Shownotes', reply: heard('') },
    { title: '/epsiode', reply: give('epsiode') },
    { title: '/ask', reply: give('ask') },
    { title: '/ask …', reply: give('ask', { question: '…' }) },
    { title: '/ask, with far too many words', reply: give('ask', { question: 'x'.repeat(6001) }) },
    { title: 'A button of an older version', reply: press(undefined) },
    { title: 'Dismiss, by a stranger', reply: press({ kind: 'dismiss' }, { isOwn: false }) },
    {
      title: 'The ninth question at once',
      reply: give(
        'latest',
        {},
        createApp(
          () => library,
          () => false,
        ),
      ),
    },
  ]
}
