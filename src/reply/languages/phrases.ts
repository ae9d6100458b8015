import { de, deWords } from './de.ts'
import { en, enWords } from './en.ts'
import { es, esWords } from './es.ts'
import { fr, frWords } from './fr.ts'
import type { WordLists } from './grammar.ts'
import { it, itWords } from './it.ts'
import { ptBR, ptBRWords } from './pt-BR.ts'

/** Every sentence that the bot says, in one language. The others must have all those that English has. */
export type Phrases = typeof en

export type CommandName = keyof Phrases['commands']

/** How a command or an option appears to users. */
export type CommandTexts = { readonly name: string; readonly description: string }

/** The texts of one of a command's own options. */
export function optionTexts({ commands }: Phrases, command: CommandName, option: string): CommandTexts {
  const texts = new Map<string, CommandTexts>(Object.entries(commands[command].options)).get(option)
  if (!texts) throw new Error(`/${command} has no texts for its option “${option}”: write them in reply/languages/`)
  return texts
}

/** Keyed by Discord's locale, without a region. Its only Portuguese is `pt-BR`. */
export const languages = { en, it, es, de, fr, 'pt-BR': ptBR } as const satisfies Record<string, Phrases>

/**
 * The phrases for a locale, whatever its region; English if its language is not supported.
 *
 * @param locale BCP 47, such as Discord's `en-US`, `es-419`.
 */
export function phrasesFor(locale: string): Phrases {
  const [language = ''] = locale.toLowerCase().split('-')
  const known = Object.entries(languages).find(([code]) => code.toLowerCase().split('-')[0] === language)
  return known?.[1] ?? en
}

/** People write to a bot in any language, whatever their client is set to. */
export const wordLists: readonly WordLists[] = [enWords, itWords, esWords, deWords, frWords, ptBRWords]
