import type { Episode } from '../content/types.ts'
import { episodeKey, episodeLabel } from '../search/episodes.ts'
import type { Phrases } from './languages/phrases.ts'

/**
 * What a reply shows, small enough for a button to carry: which command, what it was asked, and which page of it.
 * Nothing is kept on our side, so that a button works after a restart, in another process, next year.
 */
export type View = {
  readonly command: string
  /** The command's first option: a question, a subject, an episode. */
  readonly words: string
  /** The episode that a subject is looked for in. */
  readonly episode?: string
  /** From 0: a page of a list, or which of the passages is quoted. */
  readonly page: number
}

/**
 * What a button does. `turn` shows another page in the same message, `open` shows something beside it, `share` repeats a
 * private answer for everyone, `dismiss` takes an answer away.
 */
export type Press =
  | { readonly does: 'turn' | 'open' | 'share'; readonly view: View }
  /** `asker` where nothing else tells who asked: in a reply to a message. */
  | { readonly does: 'dismiss'; readonly asker?: string }

/** Something a person can do next with a reply. */
export type Action =
  | LinkAction
  /** `main` is what most go on with: it stands out, and no reply has two of them. */
  | { readonly kind: 'press'; readonly label: string; readonly press: Press; readonly main?: true }
  /** One of several: each option opens its own words in the same command. */
  | {
      readonly kind: 'choose'
      readonly label: string
      readonly command: string
      readonly options: readonly { readonly label: string; readonly words: string }[]
    }

/** A button that leads out. */
export type LinkAction = { readonly kind: 'link'; readonly label: string; readonly url: string }

/** Discord carries so much for a button, in UTF-16 units. */
const MOST = 100

/** Room for a view's words: what the longest command, an episode's number and two digits of a page leave. */
export const MOST_WORDS = 76

const VERSION = '1'
const LETTERS = { turn: 't', open: 'o', share: 's', dismiss: 'd' } as const

/** A press as a short string, or nothing when it is too long for a button. `decodePress` reads it back. */
export function encodePress(press: Press): string | undefined {
  const parts = partsOf(press)
  const code = [VERSION, LETTERS[press.does], ...parts].join('|')
  const isReadable = parts.slice(0, -1).every(part => !part.includes('|'))
  return code.length > MOST || !isReadable || /[\p{Cc}\p{Cs}]/u.test(code) ? undefined : code
}

/** What the reader takes apart at its bars: only the last may have any itself. */
function partsOf(press: Press): readonly string[] {
  if (press.does === 'dismiss') return press.asker === undefined ? [] : [press.asker]
  const { command, page, episode = '', words } = press.view
  return [command, `${page}`, episode, words]
}

/**
 * Reads a string from outside: anybody may have written it, or an older version of us. Nothing when it is not one of
 * ours. The words come last and may hold anything.
 */
export function decodePress(code: string): Press | undefined {
  const short = code.slice(0, MOST)
  const [dismiss, asker] = /^1\|d(?:\|(.+))?$/su.exec(short) ?? []
  if (dismiss !== undefined) return { does: 'dismiss', ...(asker !== undefined && { asker }) }
  const [, letter, command, page, episode, words] =
    /^1\|([tos])\|([a-z]{1,32})\|(\d{1,4})\|([^|]*)\|(.*)$/su.exec(short) ?? []
  const does = (['turn', 'open', 'share'] as const).find(verb => LETTERS[verb] === letter)
  if (does === undefined || command === undefined || words === undefined) return undefined
  return { does, view: { command, words, page: Number(page), ...(episode && { episode }) } }
}

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
