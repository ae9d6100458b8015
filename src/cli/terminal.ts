import { type FileHandle, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { App } from '../commands/app.ts'
import { type Conversation, parseCommandLine } from '../commands/command.ts'
import type { ContentOptions } from '../config.ts'
import { codeOf } from '../content/problems.ts'
import { type Opened, openFolder } from '../operations/open.ts'
import type { ButtonAction, View } from '../reply/actions.ts'
import { phrasesFor } from '../reply/languages/phrases.ts'
import { plainText, type Style } from '../reply/plain-text.ts'
import type { Reply, Text } from '../reply/types.ts'
import { DONE, fail, type Result } from '../result.ts'
import { escapeControlCharacters } from '../text.ts'
import { answerLine } from './batch.ts'

type Terminal = {
  readonly app: App
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable & { isTTY?: boolean; columns?: number; hasColors?: () => boolean }
  /** Print replies as JSON, one per line, instead of text. */
  readonly json: boolean
  /** Opens a web page in a browser. */
  readonly openPage?: (url: string) => Promise<unknown>
}

const contextOf = (app: App) => ({ locale: app.locale(), userId: 'terminal', place: 'terminal' }) as const

/** Answers one line: a slash command, or a question. */
export async function answerOnce(line: string, terminal: Terminal): Promise<void> {
  const { reply } = await replyTo(line, terminal.app)
  print(reply, terminal, [])
}

async function replyTo(line: string, app: App, conversation?: Conversation): Promise<Said> {
  const follows = conversation !== undefined && !line.trim().startsWith('/')
  const request = { ...parseCommandLine(line, app.commands), ...contextOf(app), ...(follows && { conversation }) }
  await app.prepare(request)
  const reply = app.reply(request)
  return { reply, conversation: app.conversationAfter(reply, request) }
}

/** A reply, and what the next question may follow on from. */
type Said = { readonly reply: Reply; readonly conversation: Conversation }

/** What the number beside it opens. */
type Choice = { readonly label: string; readonly item?: Text; readonly open: ButtonAction | { readonly url: string } }

/** There are as many keys. */
const MAX_CHOICES = 9

/** A reply, as wide as the terminal, and the choices that belong to it. */
function print(reply: Reply, { output, json }: Terminal, choices: readonly Choice[]): void {
  if (json) {
    output.write(`${JSON.stringify(reply)}\n`)
    return
  }
  const style = output.hasColors?.() ? COLOURS : undefined
  const width = output.isTTY ? output.columns : undefined
  const markerOf = (item: Text): string | undefined => {
    const place = choices.findIndex(choice => choice.item === item)
    return place < 0 ? undefined : String(place + 1)
  }
  const text = plainText(reply, { markerOf, ...(style && { style }), ...(width !== undefined && { width }) })
  const others = choices.flatMap(({ item, label }, i) => (item ? [] : `${i + 1} ${escapeControlCharacters(label)}`))
  output.write(`${text}\n${others.length > 0 ? `\n${others.map(style?.dim ?? String).join('\n')}\n` : ''}`)
}

/**
 * The numbered choices of a reply: the items of its lists, the episodes of its menu and its buttons. An item opens the
 * episode that the menu has in the same place, or else its first link.
 */
function choicesOf(reply: Reply): readonly Choice[] {
  const menu = reply.actions.flatMap(action =>
    action.kind === 'menu'
      ? action.options.map(({ label, words }) => ({
          label,
          open: { kind: 'open', view: { command: action.command, words, page: 0 } } as const,
        }))
      : [],
  )
  const items = reply.blocks.flatMap(block => (block.kind === 'list' ? block.items : []))
  const isMenu = items.length > 0 && items.length === menu.length
  const listed = items.flatMap((item, i): Choice[] => {
    const [link] = item.flatMap(piece => (typeof piece !== 'string' && piece.kind === 'link' ? [piece] : []))
    const open = isMenu ? menu[i]?.open : link && { url: link.url }
    return open ? [{ label: '', item, open }] : []
  })
  const played = reply.blocks.flatMap(block =>
    block.kind === 'quote' && block.link ? [{ label: block.link.label, open: { url: block.link.url } }] : [],
  )
  const buttons = reply.actions.flatMap((action): Choice[] => {
    if (action.kind === 'link') return [{ label: action.label, open: { url: action.url } }]
    if (action.kind !== 'button' || action.disabled || !isShown(action.action)) return []
    return [{ label: action.label, open: action.action }]
  })
  return [...listed, ...played, ...buttons, ...(isMenu ? [] : menu)].slice(0, MAX_CHOICES)
}

/** A terminal has nobody to share with, and nothing to delete. */
const isShown = ({ kind }: ButtonAction): boolean => kind === 'turn' || kind === 'open' || kind === 'form'

/** The page that a line asks for, `more`, `back` or `page 2`; undefined if it is something else. */
function pageAfter(line: string, view: View): View | undefined {
  const [, word, number] = /^\/?(?:(more|back)|page\s+(\d{1,4}))$/i.exec(line.trim()) ?? []
  if (number !== undefined) return { ...view, page: Math.max(0, Number(number) - 1) }
  if (word === undefined) return undefined
  return { ...view, page: Math.max(0, view.page + (word.toLowerCase() === 'more' ? 1 : -1)) }
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
  // From now on, so that a line typed during the greeting is not lost.
  const typed = lines[Symbol.asyncIterator]()
  let last: Said | undefined
  const show = (said: Said): void => {
    last = said
    print(said.reply, terminal, interactive ? choicesOf(said.reply) : [])
  }
  if (interactive) {
    show(await replyTo('/help', app))
    output.write(`\n${phrasesFor(app.locale()).terminal.greeting}\n`)
    lines.on('SIGINT', () => {
      output.write('\n')
      lines.close()
    })
    lines.prompt()
  }
  for await (const line of typed) {
    if (interactive && /^\/?(?:exit|quit)$/i.test(line.trim())) break
    if (line.trim() !== '') {
      const next = interactive && last ? await chosen(line, last.reply, terminal) : undefined
      if (next && typeof next === 'object' && 'prefill' in next) {
        lines.prompt()
        lines.write(next.prefill)
        continue
      }
      if (next !== 'opened') show(next ?? (await replyTo(line, app, interactive ? last?.conversation : undefined)))
      if (interactive) output.write('\n')
    }
    if (interactive) lines.prompt()
  }
}

/** Does what a number or `more` stands for, or says what to put into the prompt; undefined if the line is something else. */
async function chosen(
  line: string,
  last: Reply,
  { app, output, openPage }: Terminal,
): Promise<Said | { readonly prefill: string } | 'opened' | undefined> {
  const view = last.view && pageAfter(line, last.view)
  const choice = /^[1-9]$/.test(line.trim()) ? choicesOf(last)[Number(line) - 1] : undefined
  if (choice && 'url' in choice.open) {
    output.write(`${choice.open.url}\n`)
    await openPage?.(choice.open.url)
    return 'opened'
  }
  const action: ButtonAction | undefined = view
    ? { kind: 'turn', view }
    : choice && 'kind' in choice.open
      ? choice.open
      : undefined
  if (!action) return undefined
  if (action.kind === 'form') return { prefill: `/${action.view.command} episode:${action.view.episode} question:` }
  const press = { ...contextOf(app), action, isOwn: true, isPrivate: false, canManage: false }
  await app.prepare(press)
  const result = app.press(press)
  return 'reply' in result ? { reply: result.reply, conversation: app.conversationAfter(result.reply) } : undefined
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

export type AskOptions = ContentOptions & {
  json?: boolean
  batch?: string
  top: number
  embeddings?: 'on' | 'off'
}

export async function askInTerminal(words: string, options: AskOptions): Promise<Result> {
  const { json = false, batch, top } = options
  const opening = openFolder(options, options.embeddings)
  const { createApp } = await import('../commands/app.ts')
  const opened = await opening
  if (!opened.ok) return opened
  const { library, embeddings } = opened.value

  if (batch !== undefined) {
    await embeddings?.update(library)
    return answerBatch(batch, opened.value, top, process.stdout)
  }
  const app = createApp(() => library, undefined, undefined, embeddings)
  // Without a browser, the address that was printed is all there is.
  const openPage = async (url: string) => (await (await import('open')).default(url)).on('error', () => {})
  const terminal = { app, input: process.stdin, output: process.stdout, json, openPage }
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
