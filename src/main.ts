#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander'
import type { BuildOptions } from './cli/build-index.ts'
import type { CheckOptions } from './cli/check.ts'
import type { EvaluateOptions } from './cli/evaluate.ts'
import type { AskOptions } from './cli/terminal.ts'
import type { Trouble } from './config.ts'
import type { PreviewOptions, RegisterOptions, ServeOptions } from './start.ts'

// What a subcommand needs is imported when it runs: help, and what is wrong with the settings, show at once.
const program = new Command('shownotes').description(
  'Answers a podcast community’s questions from the show’s own words.',
)

program
  .command('ask')
  .description('answer in the terminal: a question, a slash command as typed, or a prompt when nothing is given')
  .argument('[words...]', 'such as "how do I deploy it?" or "/resources rust"')
  .option('--content <dir>', 'the folder of episodes')
  .option('--json', 'replies as JSON, one a line')
  .option('--batch <file>', 'answer a file of questions, a line of JSON each: {"id","command","q"}')
  .option('--top <n>', 'with --batch: the most results of each kind', wholeNumber, 10)
  .action(async (words: string[], options: AskOptions) => {
    const { ask } = await import('./cli/terminal.ts')
    leave(await ask(words.join(' '), options))
  })

program
  .command('check')
  .description('say what is wrong with the content, by file and line, and how to mend it')
  .argument('[dir]', 'the folder of episodes')
  .option('--content <dir>', 'the same')
  .option('--strict', 'fail on warnings too')
  .option('--json', 'print what was found as JSON')
  .option('--github', 'print annotations that GitHub shows in the lines they are about')
  .option('--links', 'also ask each resource whether it is still there; answers are kept in the folder for a while')
  .action(async (dir: string | undefined, options: CheckOptions & { content?: string }) => {
    const { check } = await import('./cli/check.ts')
    leave(await check(dir ?? options.content, options))
  })

program
  .command('evaluate')
  .description('measure the answers against questions with known ones')
  .argument('<files...>', 'JSON lines: {"id","q","gold":[…]}, or {"id","q","kind"} for one without an answer')
  .option('--content <dir>', 'the folder of episodes')
  .option('--failures', 'also list each wrong answer, with what was found instead')
  .option('--save <file>', 'keep the results, to compare a later run with')
  .option('--against <file>', 'compare with the results of an earlier run')
  .action(async (files: string[], options: EvaluateOptions) => {
    const { evaluateCommand } = await import('./cli/evaluate.ts')
    leave(await evaluateCommand(files, options))
  })

program
  .command('build:index')
  .description('write the index of a folder into one file, for INDEX_FILE: a start from it takes no time')
  .option('--content <dir>', 'the folder of episodes')
  .option('--out <file>', 'where to write it, instead of INDEX_FILE')
  .action(async (options: BuildOptions) => {
    const { buildIndex } = await import('./cli/build-index.ts')
    leave(await buildIndex(options))
  })

program
  .command('start')
  .description('connect to Discord and answer there until stopped; without a token, open the page')
  .option('--content <dir>', 'the folder of episodes')
  .option('--questions <file>', 'for the page: questions with known answers, as for evaluate')
  .action(async (options: PreviewOptions) => {
    const { start } = await import('./start.ts')
    leave(await start(options))
    process.exit()
  })

program
  .command('preview')
  .description('open a page on this computer to try the bot, and to see what was read')
  .option('--content <dir>', 'the folder of episodes')
  .option('--questions <file>', 'show how questions with known answers fare, as for evaluate')
  .action(async (options: PreviewOptions) => {
    const { preview } = await import('./start.ts')
    leave(await preview(options))
    process.exit()
  })

program
  .command('serve')
  .description('answer what Discord sends over HTTP until stopped')
  .option('--content <dir>', 'the folder of episodes')
  .action(async (options: ServeOptions) => {
    const { serve } = await import('./start.ts')
    leave(await serve(options))
    process.exit()
  })

program
  .command('register')
  .description('tell Discord which commands there are')
  .option('--guild <id>', 'for one server only, where a change shows at once')
  .option('--dry-run', 'print what would change, and change nothing')
  .action(async (options: RegisterOptions) => {
    const { register } = await import('./start.ts')
    leave(await register(options))
  })

// Whoever reads only the first lines, as `head` does, closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

await program.parseAsync()

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 9999.')
  return Number(text)
}

function leave(trouble: Trouble): void {
  if (trouble === undefined) return
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 1
}
