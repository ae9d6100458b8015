import type { Episode } from '../content/episode.ts'
import { episodeLabel } from '../search/directory.ts'
import { episodeKey } from '../search/key.ts'
import type { Action, Press, View } from './action.ts'
import { type Phrases, phrasesFor } from './phrases.ts'
import { fails, type Reply } from './reply.ts'
import { shortened } from './shorten.ts'

/** A button that shows another page in the same message. */
export const turns = (label: string, view: View) =>
  ({ kind: 'press', label, press: { does: 'turn', view } }) as const satisfies Action

/** The same, for what most go on with. */
export const goesOn = (label: string, view: View): Action => ({ ...turns(label, view), main: true })

/** A button that shows something else beside it. */
export const opens = (label: string, view: View): Action => ({ kind: 'press', label, press: { does: 'open', view } })

/** `Back` and `More`, where there are such pages. */
export function pageTurns(view: View, pages: number, { buttons }: Phrases): readonly Action[] {
  return [
    ...(view.page > 0 ? [turns(buttons.back, { ...view, page: view.page - 1 })] : []),
    ...(view.page + 1 < pages ? [goesOn(buttons.more, { ...view, page: view.page + 1 })] : []),
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
 *
 * @param asker who asked for it, where the message itself will not tell.
 */
export function withManners(reply: Reply, place: string, asker?: string): Reply {
  const { buttons } = phrasesFor(reply.locale)
  const { audience, view, actions } = reply
  if (audience === 'everyone') {
    const press: Press = { does: 'dismiss', ...(asker !== undefined && { asker }) }
    return { ...reply, actions: [...actions, { kind: 'press', label: buttons.dismiss, press }] }
  }
  if (!view || fails(reply) || place === 'dm') return reply
  return { ...reply, actions: [...actions, { kind: 'press', label: buttons.share, press: { does: 'share', view } }] }
}

/** Of a question no more is repeated, in UTF-16 units. */
const LONGEST_QUESTION = 200

/** Where a command stands in full above its answer. Of one that was given on Discord others see only the name. */
const SHOWN_ABOVE = ['terminal', 'web']

/** An answer for all says what was asked, where they have not seen it. */
export function withQuestion(reply: Reply, question: string, place: string): Reply {
  const answers = reply.outcome === 'sure' || reply.outcome === 'close'
  if (!answers || reply.audience !== 'everyone' || SHOWN_ABOVE.includes(place)) return reply
  const asked = phrasesFor(reply.locale).asked(shortened(question, LONGEST_QUESTION))
  return { ...reply, blocks: [...reply.blocks, { kind: 'small', text: [asked] }] }
}
