import * as z from 'zod'
import { components } from './components.ts'
import { limits } from './limits.ts'
import { spokenWords } from './mention.ts'
import { outside } from './outside.ts'

const text = outside.catch('')

/** Others make it, in forms that we need not know: what cannot be read of it says nothing. */
const writing = z.object({
  content: text,
  poll: z
    .object({ question: z.object({ text }) })
    .optional()
    .catch(undefined),
  embeds: z.array(z.object({ title: text, description: text })).catch([]),
  components: components.catch([]),
})

const message = writing.extend({ message_snapshots: z.array(z.object({ message: writing })).catch([]) })

/**
 * What somebody's message says, as much as a question may: what its author wrote, passes on or asks in a poll; or else
 * what stands on its card, as below a link or in an announcement.
 * discord.com/developers/resources/message, “Message Object”.
 */
export const said = message.transform(({ message_snapshots, ...own }) => {
  const all = [own, ...message_snapshots.map(({ message }) => message)]
  const words = spoken(all.flatMap(({ content, poll }) => [content, poll?.question.text ?? '']))
  const cards = isAddresses(words) ? spoken(all.flatMap(onCards)) : ''
  return (cards || words).slice(0, limits.command.maxLength)
})

/** Nothing, or nothing but where to look. */
function isAddresses(words: string): boolean {
  return words.split(/\s+/).every(word => word === '' || URL.canParse(word))
}

function onCards({ embeds, components }: z.output<typeof writing>): readonly string[] {
  const shown = components.map(({ content }) => content ?? '')
  return [...shown, ...embeds.flatMap(({ title, description }) => [title, description])]
}

function spoken(texts: readonly string[]): string {
  return texts
    .map(spokenWords)
    .filter(words => words !== '')
    .join('\n')
}
