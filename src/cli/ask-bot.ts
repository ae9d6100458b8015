import { createApp } from '../commands/app.ts'
import type { AskBot, ShownReply } from '../evaluation/about.ts'
import { phrasesFor } from '../reply/languages/phrases.ts'
import { plainText } from '../reply/plain-text.ts'
import type { Reply } from '../reply/types.ts'
import type { Library } from '../search/library.ts'
import type { QuestionVectors } from '../search/vectors.ts'

const CONTEXT = { locale: 'en-GB', userId: 'evaluation', place: 'dm' } as const

/** Enough pages for the longest list. */
const MAX_PAGES = 20

/** Asks the bot as in a direct message, and turns all pages of a list. */
export function createAskBot(library: Library, questions?: QuestionVectors): AskBot {
  return async ({ q, after, episode, expect }) => {
    const app = createApp(() => library, undefined, undefined, questions)
    const replyTo = async (text: string): Promise<Reply | undefined> => {
      const message = { ...CONTEXT, before: '', after: text }
      await app.prepare(message)
      return app.replyToMessage(message)
    }
    if (after !== undefined) await replyTo(after)
    const scoped = { ...CONTEXT, command: 'ask', options: { question: q, ...(episode !== undefined && { episode }) } }
    if (episode !== undefined) await app.prepare(scoped)
    const first = episode === undefined ? await replyTo(q) : app.reply(scoped)
    if (!first) return { text: '', episodes: [], moments: [], outcome: 'nothing' }
    const pages = [first]
    while (expect.isList && pages.length < MAX_PAGES) {
      const next = pages.at(-1)?.actions.find(action => action.kind === 'button' && action.primary)
      if (next?.kind !== 'button' || next.action.kind === 'dismiss') break
      const pressed = app.press({ ...CONTEXT, action: next.action, isOwn: true, isPrivate: false, canManage: false })
      if (!('reply' in pressed)) break
      pages.push(pressed.reply)
    }
    return shownIn(pages, library)
  }
}

function shownIn(replies: readonly Reply[], library: Library): ShownReply {
  const phrases = phrasesFor(replies[0]?.locale ?? CONTEXT.locale)
  // Files of questions have their dates in English, whatever language a reply is in.
  const text = replies.map(reply => plainText({ ...reply, locale: CONTEXT.locale })).join('\n')
  const named = library.episodes.flatMap(episode => {
    const at = text.indexOf(phrases.episode(episode.id, episode.title))
    return at < 0 ? [] : [{ id: episode.id, at }]
  })
  const quotes = replies.flatMap(({ blocks }) => blocks.flatMap(block => (block.kind === 'quote' ? [block] : [])))
  const moments = quotes.flatMap(({ from = [] }) => {
    const line = from.map(piece => (typeof piece === 'string' ? piece : 'text' in piece ? piece.text : '')).join('')
    const [, time] = /(\d+(?::\d\d)+)/.exec(line) ?? []
    const episode = library.episodes.find(one => line.includes(phrases.episode(one.id, one.title)))
    if (time === undefined || !episode) return []
    return [{ episode: episode.id, start: time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0) }]
  })
  return {
    text,
    episodes: named.sort((a, b) => a.at - b.at).map(({ id }) => id),
    moments,
    outcome: replies[0]?.outcome ?? 'nothing',
  }
}
