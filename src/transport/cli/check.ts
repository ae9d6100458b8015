import { today } from '../../today.ts'
import type { CheckOptions } from '../check.ts'
import { readFolder, type Trouble } from './settings.ts'

export async function check(dir: string | undefined, options: CheckOptions): Promise<Trouble> {
  const configured = readFolder(dir)
  if ('faults' in configured) return configured.faults
  const { folder } = configured.config

  const { runCheck } = await import('../check.ts')
  const { plainProgress, read } = await import('../open-once.ts')
  const { showProgress } = await import('../progress.ts')
  const reading = await read(folder)
  const progress = showProgress(process.stderr, plainProgress, () => performance.now())
  const { fails } = await runCheck({ folder, reading, options, today: today(), output: process.stdout, progress })
  if (fails) process.exitCode = 1
}
