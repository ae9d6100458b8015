/** A podcast as read from its folder: what is known of the show, and its episodes, oldest first. */
export type Show = {
  readonly name: string
  /** The show's own site, `https://…` without a trailing slash. */
  readonly site?: string
  /** What the show is, in its maintainer's words (the body of `show.md`). */
  readonly about: readonly Paragraph[]
  /** Ways to write one thing, `ddb` → `['dynamodb']`. All lower case. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>
  readonly episodes: readonly Episode[]
}

export type Episode = {
  /** As it stands in the file, zeros before it taken off: `64`, `13.10`. Never a number: YAML would make 13.1 of 13.10. */
  readonly id: string
  readonly title: string
  /** The last part of the episode's address on the show's site. */
  readonly slug: string
  /** ISO date, `2023-01-20`. */
  readonly publishedOn?: string
  readonly links: Links
  /** The description, without sponsors and without the list of resources. */
  readonly summary: readonly Paragraph[]
  readonly chapters: readonly Chapter[]
  readonly resources: readonly Resource[]
  /** Ids of the episodes that this one links to, each once. */
  readonly references: readonly string[]
  /** The transcript in the order in which it is heard; empty when there is none. */
  readonly segments: readonly Segment[]
  /** The markdown file, relative to the content folder, with forward slashes. */
  readonly file: string
}

/** Where an episode can be heard or read. Each is a whole `https://…` address, but for `youtube`, which is the video's id. */
export type Links = {
  readonly page?: string
  readonly youtube?: string
  readonly spotify?: string
  readonly audio?: string
}

/** Plain text of one paragraph, and the nearest heading above it. */
export type Paragraph = { readonly text: string; readonly heading?: string }

/** A titled moment, in seconds from the start. */
export type Chapter = { readonly start: number; readonly title: string }

/** A link that the episode recommends. `context` is the whole bullet or sentence when it says more than the label. */
export type Resource = {
  readonly url: string
  readonly label: string
  readonly context?: string
  /** Where the link stands in the episode's file, counted from 1. */
  readonly line?: number
}

/** A stretch of transcript, verbatim. Times in seconds from the start. */
export type Segment = {
  readonly start?: number
  readonly end?: number
  readonly speaker?: string
  /** Tells speakers without a name apart: where it changes, somebody else speaks. Never shown. */
  readonly voice?: string
  readonly text: string
}

/** A fault in the content: what is wrong, where, and how to mend it. `line` counts from 1; 0 when the whole file is meant. */
export type Problem = {
  readonly file: string
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly fix: string
}

/** Segments as a format gives them, before they are put right. */
export type RawTranscript = { readonly segments: readonly Segment[]; readonly problems: readonly Problem[] }
