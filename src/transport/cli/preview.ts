import { readPageConfig } from '../../config.ts'
import { today } from '../../today.ts'
import { toldToLeave, unlessTold } from '../told.ts'
import { folderOf, type Trouble } from './settings.ts'

export type PreviewOptions = { content?: string; questions?: string }

export async function preview({ questions: file, ...options }: PreviewOptions, told = toldToLeave()): Promise<Trouble> {
  const configured = readPageConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const { openLog } = await import('../../log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  const { readQuestionFile } = await import('../evaluation.ts')
  const read = file === undefined ? { questions: [] } : readQuestionFile(file)
  if ('fault' in read) return read.fault
  const { openLive } = await import('../open-live.ts')
  const library = await unlessTold(told, openLive(config, today, log))
  if (typeof library === 'string') return library

  const { openPage } = await import('../preview/page.ts')
  library.follow(told)
  const { current, problems } = library
  const now = () => performance.now()
  return openPage({ ...config, library: current, problems, questions: read.questions, log, now, leave: told })
}
