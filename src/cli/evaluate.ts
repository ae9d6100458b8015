import { openFolder } from '../operations/open.ts'
import type { Result } from '../result.ts'

export type EvaluateOptions = { content?: string; failures?: true; save?: string; against?: string }

export async function evaluateCommand(files: string[], { content, ...options }: EvaluateOptions): Promise<Result> {
  const library = await openFolder(content)
  if (!library.ok) return library

  const { runEvaluation } = await import('../evaluation/run.ts')
  return runEvaluation(files, library.value, options, process.stdout)
}
