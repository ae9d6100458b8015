import type { Trouble } from '../config.ts'
import { openFolder } from '../operations/open.ts'

export type EvaluateOptions = { content?: string; failures?: true; save?: string; against?: string }

export async function evaluateCommand(files: string[], { content, ...options }: EvaluateOptions): Promise<Trouble> {
  const library = await openFolder(content)
  if (typeof library === 'string') return library

  const { runEvaluation } = await import('../evaluation/run.ts')
  return runEvaluation(files, library, options, process.stdout)
}
