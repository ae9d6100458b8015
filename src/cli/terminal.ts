import { type FileHandle, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { App } from '../commands/app.ts'
import { parseCommandLine } from '../commands/command.ts'
import { codeOf } from '../content/problems.ts'
import { type Opened, openFolder } from '../operations/open.ts'
import { phrasesFor } from '../reply/languages/phrases.ts'
import { plainText, type Style } from '../reply/plain-text.ts'
import { DONE, fail, type Result } from '../result.ts'
import { answerLine } from './batch.ts'

type Terminal = {
  readonly app: App
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable & { isTTY?: boolean; hasColors?: () => boolean }
  /** Print replies as JSON, one per line, instead of text. */
  readonly json: boolean
}

/** Answers one line: a slash command, or a question. */
export async function answerOnce(line: string, { app, output, json }: Terminal): Promise<void> {
  const context = { locale: 'en-US', userId: 'terminal', place: 'terminal' } as const
  const request = { ...parseCommandLine(line, app.commands), ...context }
  await app.prepare(request)
  const reply = app.reply(request)
  output.write(
    json ? `${JSON.stringify(reply)}\n` : `${plainText(reply, output.hasColors?.() ? COLOURS : undefined)}\n`,
  )
}

/** Answers line by line until the input ends. On a terminal there is a prompt, a history and completion with Tab. */
export async function converse(terminal: Terminal): Promise<void> {
  const { app, input, output, json } = terminal
  const interactive = input.isTTY === true && output.isTTY === true && !json
  const lines = createInterface({
    input,
    terminal: interactive,
    ...(interactive && { output, prompt: '› ', completer: (line: string) => [completions(line, app), tail(line)] }),
  })
  if (interactive) {
    await answerOnce('/help', terminal)
    output.write(`\n${phrasesFor('en').terminal.greeting}\n`)
    lines.on('SIGINT', () => {
      output.write('\n')
      lines.close()
    })
    lines.prompt()
  }
  for await (const line of lines) {
    if (interactive && /^\/?(?:exit|quit)$/i.test(line.trim())) break
    if (line.trim() !== '') {
      await answerOnce(line, terminal)
      if (interactive) output.write('\n')
    }
    if (interactive) lines.prompt()
  }
}

/** Answers a file of questions, one per line, in order. A line that cannot be read gets an error in its place. */
export async function answerBatch(
  file: string,
  { library, embeddings }: Opened,
  top: number,
  output: Writable,
): Promise<Result> {
  let questions: FileHandle | undefined
  try {
    questions = await open(file)
    let number = 0
    for await (const line of questions.readLines({ encoding: 'utf8' })) {
      number++
      if (line.trim() === '') continue
      output.write(`${await answerLine(line, number, library, top, () => performance.now(), embeddings)}\n`)
    }
    return DONE
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      return fail(`“${file}” cannot be read (${codeOf(error)}).`, 'Check its name and its permissions.')
    }
    throw error
  } finally {
    await questions?.close()
  }
}

/** What Tab completes: commands after a slash, then choices for the command's first option. */
function completions(line: string, app: App): string[] {
  const [, name, typed] = /^\/(\S*)(?:\s+(.*))?$/.exec(line) ?? []
  if (name === undefined) return []
  if (typed === undefined) {
    const slash = app.commands.filter(({ kind }) => kind === 'slash')
    return slash.flatMap(command => (command.name.startsWith(name) ? [`/${command.name} `] : []))
  }
  const option = app.commands.find(command => command.name === name)?.options[0]?.name
  if (option === undefined) return []
  const choices = app.autocomplete({ command: name, option, typed })
  return choices.map(choice => choice.label)
}

/** The part of the line that a completion replaces. */
const tail = (line: string): string => /^\/\S+\s+(.*)$/.exec(line)?.[1] ?? line

const COLOURS: Style = {
  strong: text => styleText('bold', text),
  mark: text => styleText(['bold', 'yellow'], text),
  dim: text => styleText('dim', text),
  link: (text, url) => `${styleText('underline', text)} ${styleText('dim', `<${url}>`)}`,
}

export type AskOptions = {
  content?: string
  json?: boolean
  batch?: string
  top: number
  embeddings?: 'on' | 'off'
}

export async function askInTerminal(words: string, options: AskOptions): Promise<Result> {
  const { content, json = false, batch, top } = options
  const opening = openFolder(content, options.embeddings)
  const { createApp } = await import('../commands/app.ts')
  const opened = await opening
  if (!opened.ok) return opened
  const { library, embeddings } = opened.value

  if (batch !== undefined) {
    await embeddings?.update(library)
    return answerBatch(batch, opened.value, top, process.stdout)
  }
  const app = createApp(() => library, undefined, undefined, embeddings)
  const terminal = { app, input: process.stdin, output: process.stdout, json }
  // A single answer does not wait for vectors, but uses those that exist.
  if (words !== '') {
    await embeddings?.update(library, true)
    await answerOnce(words, terminal)
  } else {
    void embeddings?.update(library)
    await converse(terminal)
  }
  await embeddings?.close()
  return DONE
}
