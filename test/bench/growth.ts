import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuiltAt, LoadedAt } from './growth-stand.ts'

export type Grown = BuiltAt & LoadedAt & { readonly times: number }

const stand = fileURLToPath(new URL('growth-stand.ts', import.meta.url))

/** Measures a show at several times its size, one after another. */
export async function measureGrowth(
  content: string,
  today: string,
  questions: readonly string[],
  sizes: readonly number[],
): Promise<readonly Grown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const asked = join(folder, 'questions.json')
  writeFileSync(asked, JSON.stringify(questions))
  const measured: Grown[] = []
  try {
    for (const times of sizes) {
      const file = join(folder, 'index')
      const built = (await run('build', file, today, content, String(times))) as BuiltAt
      const loaded = (await run('load', file, today, asked)) as LoadedAt
      measured.push({ times, ...built, ...loaded })
    }
    return measured
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A markdown table, a row a size. */
export function growthTable(rows: readonly Grown[]): string {
  const lines = rows.map(({ times, passages, build, file, load, bytes, rank, ask }) => [
    `${times}×`,
    passages.toLocaleString('en'),
    `${(build / 1000).toFixed(1)} s`,
    `${(file / 1e6).toFixed(1)} MB`,
    `${load.toFixed(0)} ms`,
    `${(bytes / 1e6).toFixed(0)} MB`,
    `${quantile(0.5, rank).toFixed(1)} / ${quantile(0.99, rank).toFixed(0)} ms`,
    `${quantile(0.5, ask).toFixed(1)} / ${quantile(0.99, ask).toFixed(0)} ms`,
  ])
  const head = [
    'size',
    'passages',
    'build',
    'index file',
    'load',
    'memory with text',
    'ranking (ms)',
    'whole answer (ms)',
  ]
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

async function run(...words: readonly string[]): Promise<unknown> {
  const child = fork(stand, words, {
    execArgv: ['--expose-gc', '--max-old-space-size=12000', '--import', import.meta.resolve('tsx')],
  })
  return new Promise((resolve, reject) => {
    child.once('message', message => {
      child.disconnect()
      resolve(message)
    })
    child.once('exit', code => reject(new Error(`Growth ended with ${code} before it was measured`)))
  })
}

function quantile(part: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}
