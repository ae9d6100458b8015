import type { View } from '../reply/actions.ts'
import { askReply, resultsReply } from '../reply/ask.ts'
import { episodeReply } from '../reply/episode.ts'
import { trouble } from '../reply/errors.ts'
import type { Say } from '../reply/types.ts'
import { ask, moreResults } from '../search/ask.ts'
import { episodeNumbered } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { stemsOf, wordsOf } from '../search/tokenizer.ts'
import { wordSet } from '../text.ts'
import type { Command } from './command.ts'
import { completeQuestion } from './complete.ts'
import { latestCommand } from './episodes.ts'

/** What Discord lets through at most; more than anyone types. */
const LONGEST = 6000

export const askCommand: Command = {
  name: 'ask',
  kind: 'slash',
  options: [{ name: 'question', required: true, maxLength: LONGEST, complete: completeQuestion }],
  show: ({ words, page }, library) => {
    const episode = episodeNumbered(library, words)
    if (episode) return episodeReply({ kind: 'found', episode }, words, library)
    if (asksForNewest(words)) return latestCommand.show({ command: latestCommand.name, words: '', page: 0 }, library)
    return refusal(words) ?? askReply(ask(library, words, page), words, library)
  },
}

/** On anyone's message: what the episodes say about what it says. */
export const findCommand: Command = {
  name: 'find',
  kind: 'message',
  options: [{ name: 'message', required: true, maxLength: LONGEST }],
  show: (view, library) => hidden(askCommand.show(view, library)),
}

/** More of what was asked; no command of its own, only a button's. */
export function showResults({ words, page }: View, library: Library): Say {
  return refusal(words) ?? resultsReply(moreResults(library, words, page), words, library)
}

function refusal(question: string): Say | undefined {
  if (question.length > LONGEST) return trouble(phrases => [phrases.tooLong(LONGEST)])
  if (stemsOf(question).length === 0) return trouble(phrases => phrases.noWords())
  return undefined
}

const hidden =
  (say: Say): Say =>
  phrases => ({ ...say(phrases), audience: 'asker' })

/** Whether a question is for the newest episodes and nothing else, in any language of ours: `what is the latest episode?` */
export function asksForNewest(question: string): boolean {
  const words = wordsOf(question)
  const says = (some: ReadonlySet<string>) => words.some(({ plain }) => some.has(plain))
  return (
    says(NEWEST) &&
    says(EPISODE) &&
    words.every(({ plain, stem }) => stem === '' || [NEWEST, EPISODE, ASKING].some(known => known.has(plain)))
  )
}

/** Without accents and apostrophes, as words are compared. */
const NEWEST = wordSet(`
  latest newest last new recent newer
  ultimo ultima ultimi ultime lultimo lultima nuovo nuova nuovi nuove recente recenti
  ultimos ultimas nuevo nueva nuevos nuevas reciente recientes
  neueste neuesten letzte letzten neue neuen aktuelle aktuellen
  dernier derniere derniers dernieres nouvel nouveau nouveaux recents
  novo nova novos novas recentes
`)

const EPISODE = wordSet(`
  episode episodes ep eps lepisode
  episodio episodi puntata puntate lepisodio
  episodios capitulo capitulos folge folgen episoden
`)

const ASKING = wordSet(`
  show list tell most called name
  qual quale quali e il la i le gli della del piu mostra
  cual cuales es el los las mas muestra
  welche welches ist war die das der zeig
  quel quelle quels quelles est sont les plus cest montre
  o a os as mais foi mostre
`)
