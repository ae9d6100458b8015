import { readShow } from '../../src/content/read-show.ts'
import type { Show } from '../../src/content/types.ts'
import { bytesInUse } from './memory.ts'
import type { System } from './system.ts'
import { systems, type Task } from './systems.ts'

/**
 * The process of its own in which one system stands: it reads the show, builds, says what that took, then answers a
 * question a message. Time is taken here, so that what passes between processes is not counted.
 */

export type Built = { readonly milliseconds: number; readonly bytes: number; readonly episodes: number }

/** `found`: the ids of episodes or the addresses of links, best first. */
export type Answered = { readonly milliseconds: number; readonly found: readonly string[] }

/** Titles asked before the first question, so that the engine has compiled what it will. No real question is asked twice. */
const WARM_UP = 100

const [task = '', position, content = '', today = ''] = process.argv.slice(2)
const system = systems[task as Task]?.[Number(position)]
if (!system) throw new RangeError(`There is no system ${position} for ${task}`)

const show = published((await readShow(content)).show)
const { built, ask } = await build(system)
for (const { title } of show.episodes.slice(0, WARM_UP)) ask(title)

process.on('message', (question: string) => process.send?.(timed(() => ask(question))))
process.send?.(built)

/** So that all index the same episodes. */
function published(show: Show): Show {
  return { ...show, episodes: show.episodes.filter(({ publishedOn = '' }) => publishedOn <= today) }
}

async function build({ open }: System) {
  const before = await bytesInUse()
  const { milliseconds, found: opened } = timed(() => open(show, today))
  const bytes = (await bytesInUse()) - before + (opened.bytesElsewhere?.() ?? 0)
  // The show is used after the last look at the memory: were it let go before, the index would seem smaller by its text.
  return { built: { milliseconds, bytes, episodes: show.episodes.length } satisfies Built, ask: opened.ask }
}

function timed<Found>(work: () => Found): { milliseconds: number; found: Found } {
  const before = performance.now()
  const found = work()
  return { milliseconds: performance.now() - before, found }
}
