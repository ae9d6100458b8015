import { participantsOf } from '../intent/people.ts'
import { tokensOf } from '../intent/tokens.ts'
import type { ButtonAction, View } from '../reply/actions.ts'
import type { Reply } from '../reply/types.ts'
import { ask } from '../search/ask.ts'
import { findEpisode } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { parseQuery } from '../search/query.ts'
import { wordSet } from '../text.ts'
import { factAskedIn, intentIn } from './about.ts'
import type { Conversation } from './command.ts'

/** A question that stands alone; `episode` if only that one should answer it. */
export type StandaloneQuestion = { readonly question: string; readonly episode?: string; readonly page?: number }

/** What a reply was about, from the buttons below it: nothing else is remembered. */
export function conversationIn(actions: readonly ButtonAction[], question?: string): Conversation {
  const views = actions.flatMap(action => (action.kind === 'dismiss' ? [] : [action.view]))
  const asked =
    question ?? views.find(({ command, words }) => (command === 'ask' || command === 'results') && words !== '')?.words
  const episode = views.find(isOfEpisode)
  const key = episode?.episode ?? episode?.words
  return { ...(asked !== undefined && { question: asked }), ...(key !== undefined && { episode: key }) }
}

const isOfEpisode = ({ command, words, episode }: View): boolean =>
  episode !== undefined || ((command === 'episode' || command === 'related' || command === 'resources') && words !== '')

/** The actions of a reply that say what it shows. */
export const actionsIn = ({ actions, view }: Reply): readonly ButtonAction[] => [
  ...(view ? [{ kind: 'turn' as const, view }] : []),
  ...actions.flatMap(action => (action.kind === 'button' ? [action.action] : [])),
]

const PRONOUNS = wordSet(
  'it its that this these those he she him her his they them their there lui lei loro quello quella eso esto ella ellos ellas er ihn ihm damit davon dazu dort ele ela eles isso isto nisso ca cela elle ils elles lui',
)
const PERSONAL = wordSet('he she him her lui lei er sie ihn ella elle il ele ela')
const CONNECTIVES = wordSet(
  'and also what whats about how or e y und et ou anche invece was ist mit que quid qu en que cosa di con aber pero mas ma allora so then but tambien auch aussi tambem',
)
const MORE = wordSet('more another next ancora altro mehr weiter otra mas plus encore mais outra')
const WHICH = wordSet('which what quale welche cual quelle qual')
const EPISODE = wordSet('episode ep episodio puntata folge')

/**
 * A question with what it takes over from the one before: the episode that `it` is about, the subject that `and …?` leaves
 * out. A question that stands alone is returned as it is.
 */
export function resolveFollowUp(
  question: string,
  before: Conversation | undefined,
  library: Library,
): StandaloneQuestion {
  const alone: StandaloneQuestion = { question }
  if (!before || (before.question === undefined && before.episode === undefined)) return alone
  const tokens = tokensOf(question)
  const plains = tokens.flatMap(({ plain }) => plain.split(' '))
  if (tokens.length === 0 || tokens.length > MAX_TOKENS) return alone
  const words = plains.filter(plain => !CONNECTIVES.has(plain))
  if (
    before.question !== undefined &&
    words.length <= 1 &&
    words.every(word => MORE.has(word)) &&
    plains.some(word => MORE.has(word))
  )
    return { question: before.question, page: 1, ...(isInEpisode(before) && { episode: before.episode }) }
  const asksWhich =
    plains.length <= 6 &&
    WHICH.has(plains[0] ?? '') &&
    plains.some(word => EPISODE.has(word)) &&
    plains.some(word => PRONOUNS.has(word))
  if (asksWhich && before.episode !== undefined) return { question: before.episode }
  const reordered = before.question === undefined ? undefined : withOrdinal(question, before.question)
  if (reordered !== undefined) return { question: reordered }
  if (intentIn(question, library)) return alone
  const swapped = before.question === undefined ? undefined : withOtherPerson(plains, before.question, library)
  if (swapped !== undefined) return { question: swapped }
  const { episode } = before
  const hasPronoun = plains.some(word => PRONOUNS.has(word))
  if (episode !== undefined && (hasPronoun || factAskedIn(question, library))) {
    const found = findEpisode(library, episode)
    if (found.kind === 'found') {
      if (factAskedIn(question, library)) return { question, episode }
      const guest = participantsOf(library, found.episode).find(
        ({ role, speaker }) => role === 'guest' && speaker !== undefined,
      )
      if (guest && plains.some(word => PERSONAL.has(word)))
        return { question: question.replace(PERSONAL_WORD, guest.name), episode }
      if (ask(library, question, 0, undefined, found.episode).kind === 'found') return { question, episode }
    }
  }
  const own = parseQuery(library, question).words.length
  const continues = CONTINUES.test(question.trim())
  // Two words or more that find something need nothing else.
  const standsAlone = !hasPronoun && own >= 2 && ask(library, question).kind === 'found'
  if (before.question !== undefined && own <= 2 && (hasPronoun || continues) && !standsAlone)
    return { question: `${before.question} ${question}` }
  return alone
}

/** Longer questions stand alone. */
const MAX_TOKENS = 14

const CONTINUES = /^(?:and|also|what about|how about|or|but|e |ed |y |und|et |ou |mas |ma |pero|aber|was ist mit)/iu
const PERSONAL_WORD = /(?<!\p{L})(?:he|she|him|her|lui|lei|er|sie|ella|elle|ele|ela)(?!\p{L})/iu

const isInEpisode = ({ question }: Conversation): boolean => question === undefined

/** `And the second?` after a question about the first episode. */
function withOrdinal(question: string, before: string): string | undefined {
  const tokens = tokensOf(question)
  const ordinal = tokens.find(
    ({ ordinal, roles }) => ordinal !== undefined || roles.has('first') || roles.has('latest'),
  )
  const isOnly = tokens.every(
    token => token === ordinal || token.roles.has('filler') || token.roles.has('one') || token.roles.has('episode'),
  )
  const earlier = tokensOf(before).find(
    ({ ordinal, roles }) => ordinal !== undefined || roles.has('first') || roles.has('latest'),
  )
  if (!ordinal || !isOnly || !earlier) return undefined
  return before.slice(0, earlier.start) + ordinal.text + before.slice(earlier.end)
}

/** `And Ben?` after a question about what Ada says. */
function withOtherPerson(plains: readonly string[], before: string, library: Library): string | undefined {
  const earlier = intentIn(before, library)
  if (earlier?.kind !== 'speaker') return undefined
  const name = plains.filter(plain => !CONNECTIVES.has(plain)).join(' ')
  const person = name === '' ? undefined : intentIn(`what did ${name} say about everything here`, library)
  const isPerson = person?.kind === 'speaker' || participantsNamed(name, library)
  return isPerson ? `what did ${name} say about ${earlier.question.replace(/^.*?(?:about|of|on)\s/iu, '')}` : undefined
}

const participantsNamed = (name: string, library: Library): boolean =>
  library.episodes.some(episode =>
    participantsOf(library, episode).some(person => person.name.toLowerCase().split(' ').includes(name)),
  )
