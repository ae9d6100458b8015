import type { Phrases } from './phrases.ts'
import type { Reply } from './reply.ts'

/** A reply before it is known who reads it, and so in which language. */
export type Say = (phrases: Phrases) => Omit<Reply, 'locale'>
