import MiniSearch from 'minisearch'
import { LINK_FIELDS, linksOf, passages, wholeEpisode } from '../documents.ts'
import type { System } from '../system.ts'

/** As its README begins: fields, documents, `search`. */
export const miniSearchEpisodes: System = {
  name: 'MiniSearch defaults, episodes',
  open: ({ episodes }) => {
    const index = new MiniSearch({ fields: ['title', 'description', 'resources', 'transcript'] })
    index.addAll(episodes.map(episode => ({ id: episode.id, ...wholeEpisode(episode) })))
    return { ask: question => index.search(question).map(({ id }) => String(id)) }
  },
}

/** An episode is as good as its best passage. */
export const miniSearchPassages: System = {
  name: 'MiniSearch defaults, passages',
  open: ({ episodes }) => {
    const documents = episodes.flatMap(episode => passages(episode).map(text => ({ episode: episode.id, text })))
    const episodeOf = documents.map(({ episode }) => episode)
    const index = new MiniSearch({ fields: ['text'] })
    index.addAll(documents.map(({ text }, id) => ({ id, text })))
    return { ask: question => [...new Set(index.search(question).map(({ id }) => episodeOf[id] ?? ''))] }
  },
}

export const miniSearchLinks: System = {
  name: 'MiniSearch defaults',
  open: ({ episodes }) => {
    const index = new MiniSearch({ fields: [...LINK_FIELDS], idField: 'url' })
    index.addAll(linksOf(episodes))
    return { ask: words => index.search(words).map(({ id }) => String(id)) }
  },
}
