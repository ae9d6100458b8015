import type { Episode } from '../content/types.ts'
import { episodeKey, episodeLabel } from '../search/episodes.ts'
import type { Phrases } from './languages/phrases.ts'

/**
 * What a reply shows, small enough to fit in a button: the command, its argument, and the page. Nothing is stored, so a
 * button still works after a restart, in another process, or a year later.
 */
export type View = {
  readonly command: string
  /** The value of the command's first option: a question, a subject, an episode. */
  readonly words: string
  /** The episode in which to look for a subject. */
  readonly episode?: string
  /** From 0: a page of a list, or which of the passages to quote. */
  readonly page: number
}

/**
 * `turn` shows another page in the same message, `open` replies with something else, `share` repeats a private reply for
 * everyone, `form` asks for the words of its view first, `dismiss` deletes a reply.
 */
export type ButtonAction =
  | { readonly kind: 'turn' | 'open' | 'share' | 'form'; readonly view: View }
  /** `userId` is the person who asked. Left out if Discord will tell when the button is pressed. */
  | { readonly kind: 'dismiss'; readonly userId?: string }

/** What a user can do next. */
export type Action =
  | LinkAction
  /**
   * `primary` stands out, for what most users do next; a reply has at most one. `disabled` cannot be pressed, and keeps its
   * place, so that no other button moves there.
   */
  | {
      readonly kind: 'button'
      readonly label: string
      readonly action: ButtonAction
      readonly primary?: true
      readonly disabled?: true
    }
  /** A menu whose options all run the same command, each with its own words. */
  | {
      readonly kind: 'menu'
      readonly label: string
      readonly command: string
      readonly options: readonly { readonly label: string; readonly words: string }[]
    }

/** Whether it deletes the reply. */
export const isDismiss = (action: Action): action is Extract<Action, { kind: 'button' }> =>
  action.kind === 'button' && action.action.kind === 'dismiss'

/** A button that opens a web page. */
export type LinkAction = { readonly kind: 'link'; readonly label: string; readonly url: string }

/** The longest `custom_id` that Discord accepts, in UTF-16 units. */
const MAX_CODE = 100

/** Room for a view's words, in UTF-16 units, beside the longest command, an episode number and a two-digit page. */
export const MAX_WORDS = 76

const VERSION = '1'
const LETTERS = { turn: 't', open: 'o', share: 's', form: 'f', dismiss: 'd' } as const

/** Encodes a button's action as a `custom_id`, for `decodeButtonAction`; undefined if it does not fit. */
export function encodeButtonAction(action: ButtonAction): string | undefined {
  const fields = fieldsOf(action)
  const code = [VERSION, LETTERS[action.kind], ...fields].join('|')
  const isDecodable = fields.slice(0, -1).every(field => !field.includes('|'))
  return code.length > MAX_CODE || !isDecodable || /[\p{Cc}\p{Cs}]/u.test(code) ? undefined : code
}

/** Only the last field may contain a `|`. */
function fieldsOf(action: ButtonAction): readonly string[] {
  if (action.kind === 'dismiss') return action.userId === undefined ? [] : [action.userId]
  const { command, page, episode = '', words } = action.view
  return [command, `${page}`, episode, words]
}

/** Decodes untrusted input: anyone, or another version of the bot, may have written it. Undefined if it is malformed. */
export function decodeButtonAction(code: string): ButtonAction | undefined {
  const start = code.slice(0, MAX_CODE)
  const [dismiss, userId] = /^1\|d(?:\|(.+))?$/su.exec(start) ?? []
  if (dismiss !== undefined) return { kind: 'dismiss', ...(userId !== undefined && { userId }) }
  const [, letter, command, page, episode, words] =
    /^1\|([tosf])\|([a-z]{1,32})\|(\d{1,4})\|([^|]*)\|(.*)$/su.exec(start) ?? []
  const kind = (['turn', 'open', 'share', 'form'] as const).find(name => LETTERS[name] === letter)
  if (kind === undefined || command === undefined || words === undefined) return undefined
  return { kind, view: { command, words, page: Number(page), ...(episode && { episode }) } }
}

/** A button that shows another page in the same message. */
export const turnButton = (label: string, view: View) =>
  ({ kind: 'button', label, action: { kind: 'turn', view } }) as const satisfies Action

/** The same, for the page that most users want next. */
export const nextButton = (label: string, view: View): Action => ({ ...turnButton(label, view), primary: true })

/** A button that replies with something else. */
export const openButton = (label: string, view: View): Action => ({
  kind: 'button',
  label,
  action: { kind: 'open', view },
})

/** A button that asks for a question about one episode. */
export const askAboutButton = (episode: Episode, { buttons }: Phrases): Action => ({
  kind: 'button',
  label: buttons.askAbout,
  action: { kind: 'form', view: { command: 'ask', words: '', episode: episodeKey(episode), page: 0 } },
})

/** What a `form` button asks for: one text, with which its view is then shown. */
export type Form = {
  readonly title: string
  /** Names the text field, and stays visible. */
  readonly label: string
  /** In the empty field. */
  readonly placeholder: string
  /** In UTF-16 units. */
  readonly maxLength: number
  readonly view: View
}

/** “Back” and “More”, each only if there is such a page. */
export function pageButtons(view: View, pages: number, { buttons }: Phrases): readonly Action[] {
  return [
    ...(view.page > 0 ? [turnButton(buttons.back, { ...view, page: view.page - 1 })] : []),
    ...(view.page + 1 < pages ? [nextButton(buttons.more, { ...view, page: view.page + 1 })] : []),
  ]
}

/** A menu of episodes; none if there are none. */
export function episodeMenu(
  episodes: readonly Episode[],
  { buttons }: Phrases,
  label: string = buttons.pickEpisode,
): readonly Action[] {
  const options = [...new Set(episodes)].map(episode => ({ label: episodeLabel(episode), words: episodeKey(episode) }))
  return options.length === 0 ? [] : [{ kind: 'menu', label, command: 'episode', options }]
}
