import * as z from 'zod'
import { spokenWords } from './mention.ts'
import { outside } from './outside.ts'

const text = outside.catch('')

/**
 * What somebody's message says: its own words, or else those that it forwards, asks in a poll, or shows in an embed.
 * discord.com/developers/resources/message, “Message Object”.
 */
export const said = z
  .object({
    content: text,
    message_snapshots: z.array(z.object({ message: z.object({ content: text }) })).catch([]),
    poll: z
      .object({ question: z.object({ text }) })
      .optional()
      .catch(undefined),
    embeds: z.array(z.object({ title: text, description: text })).catch([]),
  })
  .transform(({ content, message_snapshots, poll, embeds }) => {
    const [embed] = embeds
    const texts = [
      content,
      ...message_snapshots.map(({ message }) => message.content),
      poll?.question.text ?? '',
      `${embed?.title ?? ''}\n${embed?.description ?? ''}`,
    ]
    return texts.map(spokenWords).find(words => words !== '') ?? ''
  })
