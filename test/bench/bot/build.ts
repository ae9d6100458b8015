import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The program as `npm run build` makes it, and an index of a folder, in a place of its own. */
export type Built = {
  readonly main: string
  readonly lambda: string
  readonly index: string
  readonly content: string
  readonly remove: () => void
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Builds into a folder of the repository that git ignores, so that packages are found from there, and `dist` stays as it is. */
export function buildBot(content: string): Built {
  mkdirSync(join(root, '.shownotes'), { recursive: true })
  const folder = mkdtempSync(join(root, '.shownotes/bench-'))
  const built = {
    main: join(folder, 'main.js'),
    lambda: join(folder, 'lambda.js'),
    index: join(folder, 'show.index'),
    content,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  try {
    run(join(root, 'node_modules/.bin/tsc'), '--project', join(root, 'src/tsconfig.json'), '--outDir', folder)
    run(process.execPath, built.main, 'build:index', '--content', content, '--out', built.index)
    return built
  } catch (error) {
    built.remove()
    throw error
  }
}

function run(command: string, ...words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: 'utf8',
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
  })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}
