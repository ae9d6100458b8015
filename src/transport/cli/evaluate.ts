import { today } from '../../today.ts'
import { readFolder, type Trouble } from './settings.ts'

export type EvaluateOptions = { content?: string; failures?: true; save?: string; against?: string }

export async function evaluate(files: string[], { content, ...options }: EvaluateOptions): Promise<Trouble> {
  const configured = readFolder(content)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config

  const { openOnce } = await import('../open-once.ts')
  const library = await openOnce(folder, today(), index)
  if (typeof library === 'string') return library

  const { runEvaluation } = await import('../evaluation.ts')
  return runEvaluation(files, library, options, process.stdout)
}
