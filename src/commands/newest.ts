import { wordSet } from '../search/word-set.ts'
import { wordsOf } from '../search/words.ts'

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
