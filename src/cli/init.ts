import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Readable } from 'node:stream'
import { Writable } from 'node:stream'
import { stringify } from 'yaml'
import { readFeed, settings } from '../config.ts'
import { codeOf } from '../content/problems.ts'
import { readShowFile } from '../content/show-file.ts'
import type { Show } from '../content/types.ts'
import { hostsOf } from '../intent/people.ts'
import { read } from '../operations/open.ts'
import { DONE, type Failed, fail, type Result, succeed } from '../result.ts'
import { createLibrary } from '../search/library.ts'
import { escapeControlCharacters, pluralize } from '../text.ts'

/** What the flags say. What they leave out is asked for on a terminal, and inferred elsewhere. */
export type InitOptions = {
  readonly content?: string
  readonly feed?: string
  readonly name?: string
  readonly site?: string
  readonly language?: string
  readonly hosts?: string
  readonly source?: string
}

type Terminal = { readonly input: Readable & { isTTY?: boolean }; readonly output: Writable & { isTTY?: boolean } }

/** The fields of `show.md` that are asked for, with what a person needs to know to answer. */
const FIELDS = [
  ['name', 'The name of the show'],
  ['site', 'Its site, https://…'],
  ['language', 'The language it is spoken in, such as en or pt-BR'],
  ['hosts', 'Its hosts, with commas between them'],
  ['source', 'Where the files can be corrected: the folder’s address on GitHub, GitLab or Codeberg'],
] as const

type Field = (typeof FIELDS)[number][0]

const TOKEN = 'DISCORD_TOKEN'
const WHERE_TOKENS_ARE = 'https://discord.com/developers/applications → your application → Bot → Reset Token'

/**
 * Sets the bot up for a show: asks where the episodes are and what the show is called, and writes `show.md` beside them and
 * `.env` into the folder that the program was started in. An existing file is never changed; what it lacks is printed.
 * Nothing is written before the last question is answered.
 */
export async function init(
  options: InitOptions,
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
  settingsFile = '.env',
): Promise<Result> {
  const asking = input.isTTY && output.isTTY ? openQuestions(input, output) : undefined
  const print = (line = ''): void => void output.write(`${escapeControlCharacters(line)}\n`)
  try {
    const place = await placeOf(options, asking, print)
    if (!place.ok) return place
    const folder = 'folder' in place.value ? place.value.folder : undefined
    const answers = folder === undefined ? undefined : await answersFor(folder, options, asking, print)
    if (answers && !answers.ok) return answers
    const token = asking ? await tokenFrom(asking, print) : ''
    const content = 'feed' in place.value ? { FEED_URL: place.value.feed } : { CONTENT_DIR: place.value.folder }
    for (const written of [
      folder === undefined || !answers ? DONE : await writeShow(folder, options, answers.value, print),
      await writeSettings(settingsFile, { [TOKEN]: token, ...content }, print),
    ])
      if (!written.ok) return written
    print()
    if (folder !== undefined) print(`To see what was read:   npm run check -- ${quoted(folder)}`)
    print('To try it on a page:    npm run preview')
    print(`To connect to Discord:  npm start${token === '' ? `, once ${TOKEN} is in .env` : ''}`)
    return DONE
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error
    output.write('\n')
    return fail('Stopped before the last question, so nothing was written.', 'Start again at any time.')
  } finally {
    asking?.close()
  }
}

/** Asks until the answer is a token, or empty. What is typed is not shown. */
async function tokenFrom(asking: Asking, print: (line: string) => void): Promise<string> {
  for (;;) {
    const typed = await asking.secret(`The bot’s token, or nothing for now. Find it at\n${WHERE_TOKENS_ARE}`)
    const faults = typed === '' ? [] : (settings.shape.DISCORD_TOKEN.safeParse(typed).error?.issues ?? [])
    if (faults.length === 0) return typed
    for (const { message } of faults) print(message)
  }
}

const quoted = (argument: string): string => (/^[\w./-]+$/.test(argument) ? argument : JSON.stringify(argument))

type Asking = {
  /** An empty answer means the default. */
  readonly ask: (question: string, inferred: string) => Promise<string>
  /** What is typed is not shown. */
  readonly secret: (question: string) => Promise<string>
  readonly close: () => void
}

function openQuestions(input: Readable, output: Writable): Asking {
  let isHidden = false
  const shown = new Writable({
    write: (chunk, encoding, done) => {
      if (isHidden) done()
      else output.write(chunk, encoding, done)
    },
  })
  const lines = createInterface({ input, output: Object.assign(shown, { isTTY: true, columns: 80 }), terminal: true })
  lines.on('SIGINT', () => lines.close())
  const ended = new AbortController()
  lines.once('close', () => ended.abort())
  const question = (text: string): Promise<string> => lines.question(text, { signal: ended.signal })
  return {
    ask: async (text, inferred) => (await question(`${text}${inferred && ` [${inferred}]`}: `)).trim() || inferred,
    secret: async text => {
      output.write(`${text}: `)
      isHidden = true
      const typed = await question('')
      isHidden = false
      output.write('\n')
      return typed.trim()
    },
    close: () => lines.close(),
  }
}

type Place = { readonly folder: string } | { readonly feed: string }

async function placeOf(
  { content, feed }: InitOptions,
  asking: Asking | undefined,
  print: (line: string) => void,
): Promise<Result<Place>> {
  if (feed !== undefined) return feedAt(feed)
  const given = content ?? (asking ? undefined : 'content')
  if (given !== undefined) return folderAt(given)
  for (;;) {
    const typed =
      (await asking?.ask('The folder with the episodes, or the address of the podcast’s feed', 'content')) ?? ''
    const place = /^https?:/i.test(typed) ? feedAt(typed) : await folderAt(typed)
    if (place.ok) return place
    print(`${place.error.message} ${place.error.fix}`)
  }
}

function feedAt(feed: string): Result<Place> {
  const found = readFeed(feed)
  return found.ok ? succeed({ feed }) : found
}

async function folderAt(folder: string): Promise<Result<Place>> {
  const there = await stat(folder).catch(() => undefined)
  if (there?.isDirectory()) return succeed({ folder })
  if (there) return fail(`“${folder}” is a file.`, 'Name the folder that it is in.')
  return fail(`There is no folder “${folder}”.`, 'Create it, with a Markdown file for each episode, or name another.')
}

/** What `show.md` should say, from the flags, from answers and from what the folder says. */
async function answersFor(
  folder: string,
  options: InitOptions,
  asking: Asking | undefined,
  print: (line: string) => void,
): Promise<Result<Answers>> {
  const { show } = await read(folder)
  print(`${pluralize(show.episodes.length, 'episode')} in ${folder}.`)
  const inferred = inferredFrom(show)
  const answers = new Map<Field, string>()
  for (const [field, question] of FIELDS) {
    let answer = options[field] ?? (asking ? await asking.ask(question, inferred[field]) : inferred[field])
    for (let fault = faultIn(field, answer); fault; fault = faultIn(field, answer)) {
      if (!asking || options[field] !== undefined) return fault
      print(`${fault.error.message} ${fault.error.fix}`)
      answer = await asking.ask(question, inferred[field])
    }
    if (answer !== '') answers.set(field, answer)
  }
  return succeed(answers)
}

type Answers = ReadonlyMap<Field, string>

/** Writes `show.md`, or prints what an existing one lacks. */
async function writeShow(
  folder: string,
  options: InitOptions,
  answers: Answers,
  print: (line: string) => void,
): Promise<Result> {
  const file = join(folder, 'show.md')
  const outcome = await writeNew(file, showText(answers), 0o644)
  if (!outcome.ok) return outcome
  if (outcome.value) {
    print(`Wrote ${file}. Below its second line of dashes, describe the show in a sentence or two.`)
    return DONE
  }
  const said = readShowFile('show.md', await readFile(file, 'utf8'))
  const isSaid = (field: Field): boolean =>
    field === 'hosts'
      ? said.hosts.length > 0 && (options.hosts === undefined || said.hosts.join() === namesIn(options.hosts).join())
      : said[field] !== undefined && (options[field] === undefined || said[field] === options[field])
  const missing = new Map([...answers].filter(([field]) => !isSaid(field)))
  print(`${file} is there already, and was left as it is.${missing.size > 0 ? ' It does not say:' : ''}`)
  if (missing.size > 0) for (const line of showText(missing).split('\n').slice(1, -2)) print(line)
  return DONE
}

/** What the folder says about the show, or suggests. */
function inferredFrom(show: Show): Readonly<Record<Field, string>> {
  const hosts = show.hosts.length > 0 ? show.hosts : hostsOf(createLibrary(show, '9999-12-31'))
  return {
    name: show.name,
    site: show.site ?? '',
    language: show.language ?? '',
    hosts: hosts.join(', '),
    source: show.source ?? '',
  }
}

const namesIn = (text: string): readonly string[] => text.split(',').flatMap(name => name.trim() || [])

const showText = (answers: Answers): string => {
  const fields = [...answers].map(([field, text]) => [field, field === 'hosts' ? namesIn(text) : text] as const)
  return `---\n${stringify(Object.fromEntries(fields), { lineWidth: 0 })}---\n`
}

/** The problem that `npm run check` would have with an answer. */
function faultIn(field: Field, answer: string): Failed | undefined {
  if (answer === '') return undefined
  const [problem] = readShowFile('show.md', showText(new Map([[field, answer]]))).problems
  return problem && fail(problem.message, problem.fix)
}

/** Writes `.env`, or prints the lines to add to an existing one; never the token. */
async function writeSettings(
  file: string,
  values: Readonly<Record<string, string>>,
  print: (line: string) => void,
): Promise<Result> {
  const line = ([name, value]: readonly [string, string]): string => `${name}=${value && setting(value)}`
  const lines = Object.entries(values).map(line)
  const text = ['# docs/configuration.md describes every setting.', ...lines, ''].join('\n')
  const outcome = await writeNew(file, text, 0o600)
  if (!outcome.ok) return outcome
  if (outcome.value) print('Wrote .env, which only you can read. Never share or commit it.')
  else {
    const others = Object.entries(values).filter(([name]) => name !== TOKEN)
    print('.env is there already, and was left as it is. Make sure that it says:')
    for (const other of others) print(line(other))
    if (values[TOKEN]) print(`${TOKEN}=… (the token that you typed)`)
  }
  return DONE
}

/** A value as dotenv reads it: quoted if it has characters that would end it. */
const setting = (value: string): string => {
  if (/^[\w./:@?&=%+~-]+$/.test(value)) return value
  const quote = ["'", '"', '`'].find(mark => !value.includes(mark)) ?? ''
  return `${quote}${value}${quote}`
}

/** Whether the file was written; false if there is one already. */
async function writeNew(file: string, text: string, mode: number): Promise<Result<boolean>> {
  try {
    await writeFile(file, text, { flag: 'wx', mode })
    return succeed(true)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return succeed(false)
    return fail(`${basename(file)} could not be written (${codeOf(error)}).`, 'Make sure that you may write there.')
  }
}
