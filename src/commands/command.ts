import type { Reply } from '../reply/reply.ts'
import type { Library } from '../search/library.ts'

/** What somebody asked for, the same from every surface. */
export type Request = {
  readonly command: string
  readonly options: Readonly<Record<string, string | number | boolean>>
  /** BCP 47, as Discord sends it: `en-US`, `pt-BR`. */
  readonly locale: string
  /** Who asks: an id that only serves to compare; never logged, never kept. */
  readonly asker: string
  readonly place: 'server' | 'dm' | 'terminal' | 'web'
}

/** A command's outward form, as plain data; `discord/definitions.ts` makes Discord's JSON of it. */
export type Command = {
  readonly name: string
  readonly description: string
  readonly options: readonly Option[]
  readonly run: (request: Request, library: Library) => Reply
}

export type Option = {
  readonly name: string
  readonly description: string
  readonly type: 'string'
  readonly required: boolean
  /** The longest text taken, in characters. */
  readonly maxLength: number
  /** Choices for what has been typed so far, best first; at most 25 are shown. */
  readonly complete?: (typed: string, library: Library) => readonly Choice[]
}

/** What a person sees, and what the command gets when it is picked. Typing the label gives the same. */
export type Choice = { readonly label: string; readonly value: string }

/** An option's text without the blanks around it; empty when it was not given. */
export function textOption(request: Request, name: string): string {
  return String(request.options[name] ?? '').trim()
}
