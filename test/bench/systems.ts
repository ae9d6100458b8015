import type { System } from './system.ts'
import { flexSearchPassages } from './systems/flexsearch.ts'
import { lunrEpisodes } from './systems/lunr.ts'
import { miniSearchEpisodes, miniSearchPassages } from './systems/minisearch.ts'
import { oramaPassages } from './systems/orama.ts'
import { shownotes, shownotesAnswer } from './systems/shownotes.ts'
import { sqliteEpisodes } from './systems/sqlite.ts'

/** All that are measured, in the order of the table. The others are compared with the first. */
export const systems: readonly System[] = [
  shownotes,
  shownotesAnswer,
  miniSearchEpisodes,
  miniSearchPassages,
  sqliteEpisodes,
  lunrEpisodes,
  flexSearchPassages,
  oramaPassages,
]
