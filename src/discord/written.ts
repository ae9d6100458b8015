import * as z from 'zod'
import { components } from './components.ts'
import { limits } from './limits.ts'
import { spokenWords } from './mention.ts'
import { outside } from './outside.ts'

const text = outside.nullish().transform(text => text ?? '')

/** Others make it, in forms that we need not know: what we cannot read of it has no words. */
const writing = z.object({
  content: text,
  embeds: z.array(z.object({ title: text, description: text })).catch([]),
  components: components.catch([]),
})

/** The parts that we read of anybody's message. What somebody passes on stands in a snapshot of the message it was. */
export const written = writing.extend({
  message_snapshots: z.array(z.object({ message: writing })).catch([]),
})

/**
 * The words of a message, as many as a question may have: what its author wrote, or passed on. An announcement by a bot
 * often has none, only a card; the card below a link is not what its author says.
 */
export function wordsIn({ message_snapshots, ...own }: z.output<typeof written>): string {
  const all = [own, ...message_snapshots.map(({ message }) => message)]
  const said = all.map(({ content }) => spokenWords(content)).filter(words => words !== '')
  return (said.length > 0 ? said : all.flatMap(onCards)).join('\n').slice(0, limits.command.maxLength)
}

function onCards({ embeds, components }: z.output<typeof writing>): readonly string[] {
  const texts = [
    ...components.map(({ content }) => content ?? ''),
    ...embeds.flatMap(({ title, description }) => [title, description]),
  ]
  return texts.map(spokenWords).filter(words => words !== '')
}
