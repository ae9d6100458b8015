import type { System } from './system.ts'
import { flexSearchLinks, flexSearchPassages } from './systems/flexsearch.ts'
import { lunrEpisodes, lunrLinks } from './systems/lunr.ts'
import { miniSearchEpisodes, miniSearchLinks, miniSearchPassages } from './systems/minisearch.ts'
import { oramaLinks, oramaPassages } from './systems/orama.ts'
import { shownotes, shownotesAnswer, shownotesLinks } from './systems/shownotes.ts'
import { sqliteEpisodes, sqliteLinks } from './systems/sqlite.ts'

/** What is looked for: the episode that answers a question, or a link. */
export type Task = 'questions' | 'look-ups'

/** All that are measured, in the order of the tables. The others are compared with the first. */
export const systems: Readonly<Record<Task, readonly System[]>> = {
  questions: [
    shownotes,
    shownotesAnswer,
    miniSearchEpisodes,
    miniSearchPassages,
    sqliteEpisodes,
    lunrEpisodes,
    flexSearchPassages,
    oramaPassages,
  ],
  'look-ups': [shownotesLinks, miniSearchLinks, sqliteLinks, lunrLinks, flexSearchLinks, oramaLinks],
}
