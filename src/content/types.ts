/** A podcast as read from its folder; its episodes are oldest first. */
export type Show = {
  readonly name: string
  /** The show's own site, `https://…` without a trailing slash. */
  readonly site?: string
  /** What the show is about, in its maintainer's words: the body of `show.md`. */
  readonly about: readonly Paragraph[]
  /** Other ways to say something, `ddb` → `['dynamodb']`. All lower case. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>
  readonly hosts: readonly string[]
  /** The language that it is spoken in, BCP 47: `en`, `pt-BR`. */
  readonly language?: string
  /** Its cover, an absolute URL. */
  readonly image?: string
  /** Where its files live: a URL of the content folder in a repository on the web. */
  readonly source?: string
  readonly episodes: readonly Episode[]
}

export type Episode = {
  /**
   * As written in the file, without leading zeros: `64`, `13.10`; `S2E1` if each season counts anew; a slug if there is no
   * number. Unique in its show. A string, since YAML reads 13.10 as 13.1.
   */
  readonly id: string
  readonly title: string
  /** The last part of the episode's URL on the show's site. */
  readonly slug: string
  /** ISO date, `2023-01-20`. */
  readonly publishedOn?: string
  readonly season?: number
  readonly durationSeconds?: number
  /** Hosts and guests, as far as the file names them. */
  readonly people: readonly Person[]
  readonly tags: readonly string[]
  /** Its own cover, an absolute URL. */
  readonly image?: string
  readonly links: Links
  /** The description, without sponsors and the list of resources. */
  readonly summary: readonly Paragraph[]
  readonly chapters: readonly Chapter[]
  readonly resources: readonly Resource[]
  /** The ids of the episodes that this one links to, each once. */
  readonly references: readonly string[]
  /** The transcript in order; empty if there is none. */
  readonly segments: readonly Segment[]
  /** The file of the transcript, relative to the content folder, if it has one of its own. */
  readonly transcriptFile?: string
  /** The markdown file, relative to the content folder, with forward slashes. */
  readonly file: string
}

export type Person = { readonly name: string; readonly role: 'host' | 'guest' }

/** Where an episode can be heard or read: absolute URLs, except for `youtube`, which is the video's id. */
export type Links = {
  readonly page?: string
  readonly youtube?: string
  readonly spotify?: string
  readonly audio?: string
}

/** Plain text of one paragraph, the nearest heading above it, and its line in the episode's file, counted from 1. */
export type Paragraph = { readonly text: string; readonly heading?: string; readonly line?: number }

/** `start` in seconds. */
export type Chapter = { readonly start: number; readonly title: string }

/** A link that the episode recommends. `context` is the whole list item or sentence, if it says more than the label. */
export type Resource = {
  readonly url: string
  readonly label: string
  readonly context?: string
  /** The link's line in the episode's file, counted from 1. */
  readonly line?: number
}

/** A stretch of transcript, verbatim. Times in seconds. */
export type Segment = {
  readonly start?: number
  readonly end?: number
  readonly speaker?: string
  /** Tells unnamed speakers apart. Never shown. */
  readonly voice?: string
  /** Words before it were left out, so no quote may join it to them. */
  readonly afterCut?: true
  /** Its line in the file of the transcript, counted from 1. */
  readonly line?: number
  readonly text: string
}

/** What is wrong with the content, where, and how to fix it. `line` is counted from 1; 0 means the whole file. */
export type Problem = {
  readonly file: string
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly fix: string
}

/** The segments of a transcript file before they are cleaned. */
export type RawTranscript = {
  readonly segments: readonly Segment[]
  /** A file may hold chapters instead. */
  readonly chapters?: readonly Chapter[]
  /** Whether the file is something else. */
  readonly notTranscript?: true
  readonly problems: readonly Problem[]
}
