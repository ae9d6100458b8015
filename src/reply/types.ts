import type { Action, LinkAction, View } from './actions.ts'
import type { Phrases } from './languages/phrases.ts'

/**
 * What a person reads, as data. Each surface (terminal, Discord, page) draws it in its own way and escapes the words
 * once, in one place: no text here is markdown or HTML.
 */
export type Reply = {
  /** How it went, for the log and the metrics. */
  readonly outcome: Outcome
  readonly audience: Audience
  readonly blocks: readonly Block[]
  readonly actions: readonly Action[]
  /** The language that it is written in, BCP 47: for dates. */
  readonly locale: string
  /** What to ask for to see this again; none for what would not be worth it. */
  readonly view?: View
  /** The id of one person to say it to; the only ping a reply can carry. */
  readonly mention?: string
}

/** Who should see it: answers are for everyone, help and errors only for the person who asked. */
export type Audience = 'everyone' | 'asker'

export type Outcome = 'sure' | 'close' | 'found' | 'nothing' | 'trouble'

export type Block =
  | { readonly kind: 'title'; readonly text: Text; readonly picture?: Picture }
  | { readonly kind: 'paragraph'; readonly text: Text }
  /** Somebody's own words, verbatim. `lead` says what they are, `from` who said them and when, `link` plays them. */
  | {
      readonly kind: 'quote'
      readonly lead?: Text
      readonly text: Text
      readonly from?: Text
      readonly link?: LinkAction
    }
  | { readonly kind: 'list'; readonly heading?: Text; readonly items: readonly Text[] }
  /** What may be missed: dates, counts, confidence. */
  | { readonly kind: 'small'; readonly text: Text }

/** `alt` says what it shows to who does not see it. */
type Picture = { readonly url: string; readonly alt: string }

/** A run of text: pieces that follow one another with no space added between them. */
export type Text = readonly Piece[]

export type Piece =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  /** Words of the question found in the quote. */
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A command as a person types it: `/ask`. */
  | { readonly kind: 'command'; readonly name: string; readonly rest?: string }
  /** A calendar day, ISO `2023-01-20`; a surface may write it in the reader's language. */
  | { readonly kind: 'date'; readonly iso: string }

/** What a command decided to reply. `render` writes it in one language, once it is known who will read it. */
export type ReplyDraft = Pick<Reply, 'outcome' | 'audience' | 'view'> & {
  /** Repeated below a public answer if its readers cannot see it anywhere else. */
  readonly question?: string
  readonly render: (phrases: Phrases) => ReplyContent
}

/** Blocks that turn out empty are left out. */
type ReplyContent = { readonly blocks: readonly Block[]; readonly actions?: readonly Action[] }
