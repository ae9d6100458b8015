#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { BuildOptions } from './cli/build-index.ts'
import type { CheckOptions } from './cli/check.ts'
import type { ImportCommandOptions } from './cli/import.ts'
import type { InitOptions } from './cli/init.ts'
import type { AskOptions } from './cli/terminal.ts'
import { failureText, type Result } from './result.ts'
import type { EvaluateOptions, PreviewOptions, RegisterOptions, ServeOptions } from './start.ts'

// Each subcommand imports what it needs when it runs, so that help and errors in the settings appear at once.
const program = new Command('shownotes')
  .description('Answers a podcast community’s questions from the show’s own words.')
  .exitOverride()

program
  .command('ask')
  .description('answer a question or a slash command in the terminal; without either, open a prompt')
  .argument('[words...]', 'for example "how do I deploy it?" or "/resources rust"')
  .option('--content <dir>', 'the folder of episodes')
  .addOption(feedOption())
  .option('--json', 'print each reply as a line of JSON')
  .option('--batch <file>', 'answer the questions in a file: {"id","command","q"}, one per line')
  .option('--top <n>', 'with --batch: the maximum number of results of each kind', wholeNumber, 10)
  .addOption(embeddingsOption())
  .action(async (words: string[], options: AskOptions) => {
    // The thread that reads the content starts while the rest is loaded.
    const { startReading } = await import('./content/file-reader.ts')
    startReading()
    const { askInTerminal } = await import('./cli/terminal.ts')
    finish(await askInTerminal(words.join(' '), options))
  })

program
  .command('check')
  .description('list the problems in the content, by file and line, and how to fix them')
  .argument('[dir]', 'the folder of episodes')
  .option('--content <dir>', 'the folder of episodes, as for the other commands')
  .option('--strict', 'exit with 1 on a warning too, not only on an error')
  .option('--json', 'print the problems as JSON')
  .option('--github', 'print annotations, which GitHub shows beside the affected lines')
  .option('--links', 'also request each link; results are kept in .shownotes/ for a while')
  .action(async (dir: string | undefined, options: CheckOptions & { content?: string }) => {
    const { check } = await import('./cli/check.ts')
    finish(await check(dir ?? options.content, options))
  })

program
  .command('init')
  .description('set the bot up for a show: ask a few questions, and write show.md and .env')
  .option('--content <dir>', 'the folder of episodes')
  .addOption(feedOption())
  .option('--name <name>', 'the name of the show')
  .option('--site <url>', 'its site')
  .option('--language <tag>', 'the language it is spoken in, such as en or pt-BR')
  .option('--hosts <names>', 'its hosts, with commas between them')
  .option('--source <url>', 'where the files can be corrected, such as a folder on GitHub')
  .action(async (options: InitOptions) => {
    const { init } = await import('./cli/init.ts')
    finish(await init(options))
  })

program
  .command('import')
  .description('import a podcast’s feed into a folder of episodes; a second time, only what has changed')
  .argument('<url>', 'the address of the feed (RSS or Atom)')
  .option('--out <dir>', 'the folder to write to, instead of one below .shownotes/feeds/')
  .action(async (url: string, options: ImportCommandOptions) => {
    const { importShow } = await import('./cli/import.ts')
    finish(await importShow(url, options))
  })

program
  .command('evaluate')
  .description('measure the answers to questions with known answers')
  .argument(
    '<files...>',
    'JSON lines: {"id","q","gold":[…]}, or {"id","q","kind"} for a question that the show does not answer',
  )
  .option('--content <dir>', 'the folder of episodes')
  .option('--failures', 'also list each wrong answer and what was found instead')
  .option('--save <file>', 'save the results, to compare a later run with them')
  .option('--against <file>', 'compare with saved results')
  .addOption(embeddingsOption())
  .action(async (files: string[], options: EvaluateOptions) => {
    const { evaluateFolder } = await import('./start.ts')
    finish(await evaluateFolder(files, options))
  })

program
  .command('build:index')
  .description('write an index of the folder to a file for INDEX_FILE, which makes starting faster')
  .option('--content <dir>', 'the folder of episodes')
  .option('--out <file>', 'the file to write, instead of INDEX_FILE')
  .addOption(embeddingsOption())
  .action(async (options: BuildOptions) => {
    const { buildIndex } = await import('./cli/build-index.ts')
    finish(await buildIndex(options))
  })

program
  .command('start')
  .description('connect to Discord and answer there until stopped; without a token, open the preview page')
  .option('--content <dir>', 'the folder of episodes')
  .addOption(feedOption())
  .option('--questions <file>', 'for the preview page: questions with known answers, as for evaluate')
  .action(async (options: PreviewOptions) => {
    isLogging = true
    const { start } = await import('./start.ts')
    finish(await start(options))
    process.exit()
  })

program
  .command('preview')
  .description('open a page on this computer to try the bot and see what was read')
  .option('--content <dir>', 'the folder of episodes')
  .addOption(feedOption())
  .option('--questions <file>', 'also show results for questions with known answers, as for evaluate')
  .action(async (options: PreviewOptions) => {
    isLogging = true
    const { preview } = await import('./start.ts')
    finish(await preview(options))
    process.exit()
  })

program
  .command('serve')
  .description('answer the interactions that Discord sends over HTTP, until stopped')
  .option('--content <dir>', 'the folder of episodes')
  .addOption(feedOption())
  .action(async (options: ServeOptions) => {
    isLogging = true
    const { serve } = await import('./start.ts')
    finish(await serve(options))
    process.exit()
  })

program
  .command('register')
  .description('register the commands with Discord')
  .option('--guild <id>', 'for one server only, where changes appear at once')
  .option('--dry-run', 'print what would change, without changing it')
  .action(async (options: RegisterOptions) => {
    const { register } = await import('./start.ts')
    finish(await register(options))
  })

/** Whether the program runs until it is stopped, and what it prints is a log. */
let isLogging = false

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (isLogging) return
  // A reader that wants only the first lines, such as `head`, closes the pipe. That is not an error.
  if (code === 'EPIPE') process.exit()
  process.stderr.write(`The output could not be written (${code}). Free some space there, or write it elsewhere.\n`)
  process.exit(1)
})
// There is nowhere left to say so.
process.stderr.on('error', () => {})

try {
  await program.parseAsync()
} catch (error) {
  // After printing help or an error, which may still turn out to have failed.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode
}

/** Overrides FEED_URL. */
function feedOption(): Option {
  return new Option('--feed <url>', 'the address of a podcast’s feed, to import and answer from').conflicts('content')
}

/** Overrides EMBEDDINGS. */
function embeddingsOption(): Option {
  return new Option('--embeddings <on|off>', 'whether to find answers by meaning too, or by words alone').choices([
    'on',
    'off',
  ])
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 9999.')
  return Number(text)
}

function finish(result: Result): void {
  if (result.ok) return
  process.stderr.write(`${failureText(result.error)}\n`)
  process.exitCode = 1
}
