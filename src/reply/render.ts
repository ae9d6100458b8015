import { truncateAtWord } from '../text.ts'
import type { Press } from './actions.ts'
import { type Phrases, phrasesFor } from './languages/phrases.ts'
import type { Audience, Block, Reply, ReplyDraft, Text } from './types.ts'

/** The languages of the person who asked and of the place where they asked, BCP 47. */
export type Locales = { readonly locale: string; readonly placeLocale?: string }

/**
 * Writes a reply in the language of its readers: the language of the place if everyone sees it.
 *
 * @param audience who should see it instead of its usual audience. Failures are always private.
 */
export function renderReply(draft: ReplyDraft, { locale, placeLocale = locale }: Locales, audience?: Audience): Reply {
  const { outcome, view } = draft
  const readers = isFailure(draft) ? 'asker' : (audience ?? draft.audience)
  const phrases = phrasesFor(readers === 'asker' ? locale : placeLocale)
  const { blocks, actions = [] } = draft.render(phrases)
  return {
    outcome,
    audience: readers,
    blocks: blocks.filter(hasContent),
    actions,
    locale: phrases.locale,
    ...(view && { view }),
  }
}

/** Whether a reply is of no use to anyone but the person who asked. */
export const isFailure = ({ outcome }: Pick<Reply, 'outcome'>): boolean =>
  outcome === 'nothing' || outcome === 'trouble'

const hasContent = (block: Block): boolean => (block.kind === 'list' ? block.items.length : block.text.length) > 0

/** A private message that says why a request could not be carried out. */
export function errorReply(message: (phrases: Phrases) => Text): ReplyDraft {
  return {
    outcome: 'trouble',
    audience: 'asker',
    render: phrases => ({ blocks: [{ kind: 'paragraph', text: message(phrases) }] }),
  }
}

/**
 * Adds the button that fits the audience: a private reply can be shared, a public one dismissed. In a direct message
 * there is nobody to share with.
 *
 * @param userId who asked, if Discord will not say so when the button is pressed.
 */
export function addShareOrDismiss(reply: Reply, place: string, userId?: string): Reply {
  const { buttons } = phrasesFor(reply.locale)
  const { audience, view, actions } = reply
  if (audience === 'everyone') {
    const press: Press = { does: 'dismiss', ...(userId !== undefined && { asker: userId }) }
    return { ...reply, actions: [...actions, { kind: 'press', label: buttons.dismiss, press }] }
  }
  if (!view || isFailure(reply) || place === 'dm') return reply
  return { ...reply, actions: [...actions, { kind: 'press', label: buttons.share, press: { does: 'share', view } }] }
}

/** Longer questions are cut, in UTF-16 units. */
const MAX_QUESTION = 200

/** Here the command stays visible above its answer. On Discord, others see only its name. */
const SHOWS_COMMANDS = ['terminal', 'web']

/** Repeats the question below a public answer, so that everyone knows what was asked. */
export function addQuestion(reply: Reply, question: string, place: string): Reply {
  const isAnswer = reply.outcome === 'sure' || reply.outcome === 'close'
  if (!isAnswer || reply.audience !== 'everyone' || SHOWS_COMMANDS.includes(place)) return reply
  const text = phrasesFor(reply.locale).asked(truncateAtWord(question, MAX_QUESTION))
  return { ...reply, blocks: [...reply.blocks, { kind: 'small', text: [text] }] }
}
