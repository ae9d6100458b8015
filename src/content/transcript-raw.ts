import type { Problem, Segment } from './episode.ts'

/** Segments as a format gives them, before they are put right. */
export type RawTranscript = { readonly segments: readonly Segment[]; readonly problems: readonly Problem[] }
