import type { Action, LinkAction, View } from './actions.ts'
import type { Phrases } from './languages/phrases.ts'

/**
 * What the bot replies, as data. Each surface (terminal, Discord, page) renders it in its own way, and escapes its text in
 * one place: no text here is Markdown or HTML.
 */
export type Reply = {
  /** For logs and metrics. */
  readonly outcome: Outcome
  readonly audience: Audience
  readonly blocks: readonly Block[]
  readonly actions: readonly Action[]
  /** The language that it is written in, BCP 47. */
  readonly locale: string
  /** Shows this reply again; undefined if that would be pointless. */
  readonly view?: View
  /** The id of the one user that the reply pings. */
  readonly mention?: string
}

/** Who should see a reply: answers are for everyone, help and errors only for the person who asked. */
export type Audience = 'everyone' | 'asker'

export type Outcome = 'sure' | 'close' | 'found' | 'nothing' | 'rejected'

export type Block =
  | { readonly kind: 'title'; readonly text: Text; readonly picture?: Picture }
  | { readonly kind: 'paragraph'; readonly text: Text }
  /** A verbatim quote. `lead` introduces it, `from` says who said it and when, `link` plays it. */
  | {
      readonly kind: 'quote'
      readonly lead?: Text
      readonly text: Text
      readonly from?: Text
      readonly link?: LinkAction
    }
  | { readonly kind: 'list'; readonly heading?: Text; readonly items: readonly Text[] }
  /** Details that readers may skip: dates, counts, confidence. */
  | { readonly kind: 'small'; readonly text: Text }

/** `alt` describes it for anyone who cannot see it. */
type Picture = { readonly url: string; readonly alt: string }

/** Pieces of text that follow one another without added spaces. */
export type Text = readonly Piece[]

export type Piece =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  /** Words of the question that the quote contains. */
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A command as a user types it: `/ask`. */
  | { readonly kind: 'command'; readonly name: string; readonly rest?: string }
  /** A calendar day, ISO `2023-01-20`; a surface may write it in the reader's language. */
  | { readonly kind: 'date'; readonly iso: string }

/** A reply in no particular language yet. `render` writes it in one, once it is known who will read it. */
export type ReplyDraft = Pick<Reply, 'outcome' | 'audience' | 'view'> & {
  /** Repeated below a public answer if readers cannot see it anywhere else. */
  readonly question?: string
  readonly render: (phrases: Phrases) => ReplyContent
}

/** Blocks that turn out empty are left out. */
type ReplyContent = { readonly blocks: readonly Block[]; readonly actions?: readonly Action[] }
