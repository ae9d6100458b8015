/** Which episodes are meant. All conditions have to hold. */
export type Filter = {
  /** Words that say what they are about. */
  readonly topic?: string
  /** Whether the topic has to be in the title. */
  readonly inTitle?: true
  /** Names, as in the question or as the show writes them. */
  readonly people?: readonly string[]
  readonly without?: string
  readonly hasGuest?: true
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly season?: string
  /** In seconds. */
  readonly under?: number
  readonly over?: number
}

export type Order = 'newest' | 'oldest' | 'longest' | 'shortest'

/** One episode: by its number, or the first of those that a filter selects, in some order. */
export type Reference =
  | { readonly kind: 'number'; readonly number: string; readonly season?: string }
  | { readonly kind: 'pick'; readonly order: Order | 'best'; readonly nth: number; readonly filter: Filter }

export type Fact = 'about' | 'links' | 'length' | 'date' | 'guests' | 'hosts'

/** What a question about the show, rather than about a topic, asks for. */
export type Intent =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly reference: Reference; readonly person?: string }
  | { readonly kind: 'list'; readonly filter: Filter; readonly order?: Order; readonly most?: number }
  | { readonly kind: 'count'; readonly filter: Filter }
  | { readonly kind: 'hosts' }
  /** Links about a topic, in any episode. */
  | { readonly kind: 'links'; readonly topic: string }
  /** A question that only one episode should answer. */
  | { readonly kind: 'scoped'; readonly reference: Reference; readonly question: string }
  | { readonly kind: 'speaker'; readonly person: string; readonly question: string }
  | { readonly kind: 'quote'; readonly words: string; readonly named: boolean }

/** What the grammar has to know about a show. */
export type Knowledge = {
  /** The show's name, in plain words. */
  readonly showName: string
  readonly isEpisode: (number: string) => boolean
  /** The person whose first name, last name or both these plain words are; `speaks` if a transcript names them. */
  readonly person: (plain: string) => { readonly name: string; readonly speaks: boolean } | undefined
}
