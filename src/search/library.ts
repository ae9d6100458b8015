import type { Show } from '../content/episode.ts'

/** Everything the bot can look things up in. Never changes: new content makes a new library. */
export type Library = { readonly show: Show }
