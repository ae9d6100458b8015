import type { Trouble } from '../config.ts'
import { openFolder } from '../operations/open.ts'

export type EvaluateOptions = { content?: string; failures?: true; save?: string; against?: string }

export async function evaluateCommand(files: string[], { content, ...options }: EvaluateOptions): Promise<Trouble> {
  const opened = await openFolder(content)
  if (!opened.ok) return opened.error
  const library = opened.value

  const { runEvaluation } = await import('../evaluation/run.ts')
  return runEvaluation(files, library, options, process.stdout)
}
