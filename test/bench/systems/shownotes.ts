import { ask } from '../../../src/search/ask.ts'
import { createLibrary } from '../../../src/search/library.ts'
import { rank } from '../../../src/search/rank.ts'
import { findResources } from '../../../src/search/resources.ts'
import type { System } from '../system.ts'

/** What the peers do too: the episodes in order. It finds the passages in them as well. */
export const shownotes: System = {
  name: 'Shownotes',
  open: (show, today) => {
    const library = createLibrary(show, today)
    return { ask: question => rank(library, question).episodes.map(({ episode }) => episode.id) }
  },
}

/** What a member waits for: the ranking, whether it is good enough to say so, the quotes, the links. */
export const shownotesAnswer: System = {
  name: 'Shownotes, whole answer',
  open: (show, today) => {
    const library = createLibrary(show, today)
    return {
      ask: question => {
        const answer = ask(library, question)
        if (answer.kind === 'nothing') return answer.nearest.map(({ id }) => id)
        return [answer.best, ...answer.others].map(({ episode }) => episode.id)
      },
    }
  },
}

/** A library is built whole: its figures for building and for memory are those of the questions. */
export const shownotesLinks: System = {
  name: 'Shownotes',
  open: (show, today) => {
    const library = createLibrary(show, today)
    return { ask: words => findResources(library, words).map(({ url }) => url) }
  },
}
