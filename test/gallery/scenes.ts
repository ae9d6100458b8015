import type { App, Pressed } from '../../src/commands/app.ts'
import { createApp } from '../../src/commands/app.ts'
import type { Asker } from '../../src/commands/command.ts'
import { decodePress, encodePress, type Press, type View } from '../../src/reply/action.ts'
import type { Reply } from '../../src/reply/reply.ts'
import type { Library } from '../../src/search/library.ts'

/** A reply, and what somebody did to get it. */
export type Scene = { readonly title: string; readonly reply: Reply }

/** What to ask a show for, so that each kind of reply is there. */
export type Script = {
  /** A question that the show answers, one that it nearly answers, one that it does not. */
  readonly sure: string
  readonly close: string
  readonly nothing: string
  readonly about: string
  readonly episode: string
  /** Words that fit several episodes. */
  readonly several: string
}

/** For the show in `test/fixtures/lighthouse`; another one brings its own. */
export const blink: Script = {
  sure: 'why do lighthouses blink?',
  close: 'how do you clean a Fresnel lens?',
  nothing: 'who won the world cup in 2018?',
  about: 'lens',
  episode: '4',
  several: 'storm',
}

/** Every kind of reply in one language, as a member meets it. */
export function scenes(library: Library, script: Script, locale: string): readonly Scene[] {
  const app = createApp(() => library)
  const asker: Asker = { locale, asker: '300000000000000007', place: 'server' }
  const give = (command: string, options: Record<string, string | boolean> = {}, from: App = app) =>
    from.reply({ ...asker, command, options })
  const press = (press: Press | undefined, more: Partial<Pressed> = {}, from: App = app): Reply => {
    const pressing = from.press({ ...asker, own: true, hidden: false, manages: false, press, ...more })
    if (pressing.kind === 'remove') throw new Error('the message is gone: no picture of that')
    return pressing.reply
  }
  const turn = (view: View): Press | undefined => decodePress(encodePress({ does: 'turn', view }) ?? '')
  const heard = (text: string): Reply => {
    const reply = app.hear({ ...asker, before: '', after: text })
    if (!reply) throw new Error(`left alone: ${text}`)
    return reply
  }
  const { sure, close, nothing, about, episode, several } = script
  return [
    { title: `/ask ${sure}`, reply: give('ask', { question: sure }) },
    { title: 'Not it', reply: press(turn({ command: 'ask', words: sure, page: 1 })) },
    { title: 'More results', reply: press(turn({ command: 'results', words: sure, page: 0 })) },
    { title: `/ask ${close}`, reply: give('ask', { question: close }) },
    { title: `/ask ${nothing}`, reply: give('ask', { question: nothing }) },
    { title: `/ask hide:True ${sure}`, reply: give('ask', { question: sure, hide: true }) },
    { title: `/ask mention:@Wren ${sure}`, reply: give('ask', { question: sure, mention: '300000000000000009' }) },
    {
      title: 'Share',
      reply: press({ does: 'share', view: { command: 'ask', words: sure, page: 0 } }, { hidden: true }),
    },
    { title: `/episode ${episode}`, reply: give('episode', { which: episode }) },
    { title: `/episode ${several}`, reply: give('episode', { which: several }) },
    { title: '/episode zeppelins', reply: give('episode', { which: 'zeppelins' }) },
    { title: '/episode 999', reply: give('episode', { which: '999' }) },
    { title: `/resources ${about}`, reply: give('resources', { about }) },
    { title: `/resources ${episode}`, reply: give('resources', { about: episode }) },
    { title: '/resources zeppelins', reply: give('resources', { about: 'zeppelins' }) },
    { title: `/related ${episode}`, reply: give('related', { episode }) },
    { title: '/latest', reply: give('latest') },
    { title: '/help', reply: give('help') },
    { title: `Find in episodes, on “${sure}”`, reply: give('Find in episodes', { message: sure }) },
    { title: `@Shownotes ${sure}`, reply: heard(sure) },
    { title: '@Shownotes', reply: heard('') },
    { title: '/epsiode', reply: give('epsiode') },
    { title: '/ask …', reply: give('ask', { question: '…' }) },
    { title: '/ask, with far too many words', reply: give('ask', { question: 'x'.repeat(6001) }) },
    { title: 'A button of an older version', reply: press(undefined) },
    { title: 'Dismiss, by a stranger', reply: press({ does: 'dismiss' }, { own: false }) },
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
