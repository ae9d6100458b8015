import type { Episode } from '../content/types.ts'
import { truncateAtWord } from '../text.ts'
import { type ButtonAction, episodeMenu } from './actions.ts'
import { episodeLink } from './format.ts'
import { type Phrases, phrasesFor } from './languages/phrases.ts'
import type { Audience, Block, Outcome, Reply, ReplyDraft, Text } from './types.ts'

/** The languages of the user and of the place where they asked, BCP 47. */
type Locales = { readonly locale: string; readonly placeLocale?: string }

/**
 * Writes a reply in the language of its readers: the language of the place if everyone sees it.
 *
 * @param audience overrides the usual audience of the reply, unless it is a failure: those are always private.
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

/** Whether a reply would only bother anyone but the person who asked. */
export const isFailure = ({ outcome }: Pick<Reply, 'outcome'>): boolean =>
  outcome === 'nothing' || outcome === 'rejected'

const hasContent = (block: Block): boolean => (block.kind === 'list' ? block.items.length : block.text.length) > 0

/** A private reply of one paragraph. */
export const textReply = (outcome: Outcome, text: (phrases: Phrases) => Text): ReplyDraft => ({
  outcome,
  audience: 'asker',
  render: phrases => ({ blocks: [{ kind: 'paragraph', text: text(phrases) }] }),
})

/** For a search without results. Never a dead end: says what was not found, then suggests episodes and things to try. */
export const nothingReply = (
  message: (phrases: Phrases) => Text,
  nearest: readonly Episode[],
  tips: (phrases: Phrases) => readonly Text[],
): ReplyDraft => ({
  outcome: 'nothing',
  audience: 'asker',
  render: phrases => ({
    blocks: [
      { kind: 'paragraph', text: message(phrases) },
      { kind: 'list', heading: [phrases.nearest], items: nearest.map(episode => [episodeLink(episode, phrases)]) },
      { kind: 'list', heading: [phrases.whatToTry], items: tips(phrases) },
    ],
    actions: episodeMenu(nearest, phrases),
  }),
})

/** Says why a request could not be carried out. */
export const errorReply = (text: (phrases: Phrases) => Text): ReplyDraft => textReply('rejected', text)

/**
 * Writes the reply to a command or a button, with the question, if readers cannot see it above, and a button to share or
 * dismiss the reply.
 *
 * @param repliesTo the author of the message that this replies to, if any.
 */
export function renderFullReply(
  draft: ReplyDraft,
  context: Locales & { readonly place: string },
  audience?: Audience,
  repliesTo?: string,
): Reply {
  const reply = renderReply(draft, context, audience)
  const isVisible = repliesTo !== undefined || SHOWS_COMMANDS.includes(context.place)
  const question = reply.audience === 'everyone' && !isVisible ? draft.question : undefined
  return addShareOrDismiss(question === undefined ? reply : addQuestion(reply, question), context.place, repliesTo)
}

/** Where the whole command stays visible above its answer. On Discord, other users see only its name. */
const SHOWS_COMMANDS = ['terminal', 'web']

/** Longer questions are cut. In UTF-16 units. */
const MAX_QUESTION = 200

function addQuestion(reply: Reply, question: string): Reply {
  const text = phrasesFor(reply.locale).asked(truncateAtWord(question, MAX_QUESTION))
  return { ...reply, blocks: [...reply.blocks, { kind: 'small', text: [text] }] }
}

/**
 * A public reply can be dismissed; a private one can be shared, except in a direct message, which nobody else reads.
 *
 * @param userId the person who asked, if Discord will not tell when the button is pressed.
 */
export function addShareOrDismiss(reply: Reply, place: string, userId?: string): Reply {
  const { audience, view, actions } = reply
  const { buttons } = phrasesFor(reply.locale)
  const add = (label: string, action: ButtonAction): Reply => ({
    ...reply,
    actions: [...actions, { kind: 'button', label, action }],
  })
  if (audience === 'everyone') return add(buttons.dismiss, { kind: 'dismiss', ...(userId !== undefined && { userId }) })
  if (!view || isFailure(reply) || place === 'dm') return reply
  return add(buttons.share, { kind: 'share', view })
}
