import { openFolder, type Trouble } from './settings.ts'

export type EvaluateOptions = { content?: string; failures?: true; save?: string; against?: string }

export async function evaluate(files: string[], { content, ...options }: EvaluateOptions): Promise<Trouble> {
  const library = await openFolder(content)
  if (typeof library === 'string') return library

  const { runEvaluation } = await import('../evaluation.ts')
  return runEvaluation(files, library, options, process.stdout)
}
