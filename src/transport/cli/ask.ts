import { openFolder, type Trouble } from './settings.ts'

export type AskOptions = { content?: string; json?: boolean; batch?: string; top: number }

export async function ask(words: string, { content, json = false, batch, top }: AskOptions): Promise<Trouble> {
  const library = await openFolder(content)
  if (typeof library === 'string') return library

  const { createApp } = await import('../../commands/app.ts')
  const { answerBatch, answerOnce, converse } = await import('../terminal.ts')
  if (batch !== undefined) return answerBatch(batch, library, top, process.stdout)
  const terminal = { app: createApp(() => library), input: process.stdin, output: process.stdout, json }
  if (words === '') await converse(terminal)
  else answerOnce(words, terminal)
}
