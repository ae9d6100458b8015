import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
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

/** Builds into a folder of its own, so that `dist` stays as it is. */
export function buildBot(content: string): Built {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const built = {
    main: join(folder, 'main.js'),
    lambda: join(folder, 'lambda.js'),
    index: join(folder, 'show.index'),
    content: resolve(content),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  try {
    run(join(root, 'src/build.js'), folder)
    run(built.main, 'build:index', '--content', built.content, '--out', built.index)
    return built
  } catch (error) {
    built.remove()
    throw error
  }
}

function run(...words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}
