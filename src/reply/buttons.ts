import type { Episode } from '../content/episode.ts'
import { episodeLabel } from '../search/directory.ts'
import { episodeKey } from '../search/key.ts'
import type { Action, View } from './action.ts'
import { type Phrases, phrasesFor } from './phrases.ts'
import { fails, type Reply } from './reply.ts'
import type { Say } from './say.ts'

/** A button that shows another page in the same message. */
export const turns = (label: string, view: View): Action => ({ kind: 'press', label, press: { does: 'turn', view } })

/** A button that shows something else beside it. */
export const opens = (label: string, view: View): Action => ({ kind: 'press', label, press: { does: 'open', view } })

/** `Back` and `More`, where there are such pages. */
export function pageTurns(view: View, pages: number, { buttons }: Phrases): readonly Action[] {
  return [
    ...(view.page > 0 ? [turns(buttons.back, { ...view, page: view.page - 1 })] : []),
    ...(view.page + 1 < pages ? [turns(buttons.more, { ...view, page: view.page + 1 })] : []),
  ]
}

/** A menu of the episodes that a reply lists; none when there is nothing to choose from. */
export function chooseEpisode(episodes: readonly Episode[], { buttons }: Phrases): readonly Action[] {
  const options = [...new Set(episodes)].map(episode => ({ label: episodeLabel(episode), words: episodeKey(episode) }))
  return options.length === 0 ? [] : [{ kind: 'choose', label: buttons.pickEpisode, command: 'episode', options }]
}

/**
 * With what can be done about any reply: a private one can be shared, a public one taken away. In a talk with the bot
 * alone there is nobody to share with.
 */
export function withManners(reply: Reply, place: string): Reply {
  const { buttons } = phrasesFor(reply.locale)
  const { audience, view, actions } = reply
  if (audience === 'everyone') {
    return { ...reply, actions: [...actions, { kind: 'press', label: buttons.dismiss, press: { does: 'dismiss' } }] }
  }
  if (!view || fails(reply) || place === 'dm') return reply
  return { ...reply, actions: [...actions, { kind: 'press', label: buttons.share, press: { does: 'share', view } }] }
}

/** A shared answer stands without its question, which the others have not seen. */
export function withQuestion(say: Say): Say {
  return phrases => {
    const reply = say(phrases)
    if (reply.view?.command !== 'ask') return reply
    return { ...reply, blocks: [...reply.blocks, { kind: 'small', text: [phrases.asked(reply.view.words)] }] }
  }
}
