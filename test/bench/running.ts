import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Answered, Built } from './stand.ts'
import type { Task } from './systems.ts'

/** A system in a process of its own, built and warm. */
export type Running = {
  readonly built: Built
  readonly ask: (question: string) => Promise<Answered>
  readonly stop: () => void
}

const stand = fileURLToPath(new URL('stand.ts', import.meta.url))

/**
 * @param system its position among those for the task.
 * @param today ISO day.
 */
export async function start(task: Task, system: number, content: string, today: string): Promise<Running> {
  const child = fork(stand, [task, String(system), content, today], {
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
  })
  const built = (await messageFrom(child)) as Built
  return {
    built,
    ask: question => {
      child.send(question)
      return messageFrom(child) as Promise<Answered>
    },
    stop: () => child.kill(),
  }
}

function messageFrom(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A system ended with ${code} before it answered`))
    child.once('exit', ended)
    child.once('message', message => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
