import { asCommand, type InteractionJson } from '../../loopback/interaction.ts'

const VARIATIONS = [
  (q: string) => q,
  (q: string) => `hey, ${q}`,
  (q: string) => `${q} thanks`,
  (q: string) => `does anyone know ${q}`,
  (q: string) => `quick one: ${q}`,
  (q: string) => `what did they say about this: ${q}`,
  (q: string) => `I wonder, ${q}`,
  (q: string) => `${q} any episode on it`,
]

/** So many questions, no two of them the same: first as they are, then with other words around them. */
export function distinct(questions: readonly string[], count: number): readonly string[] {
  const all = VARIATIONS.flatMap(vary => [...new Set(questions)].map(vary))
  return Array.from({ length: count }, (_, i) => `${all[i % all.length]}${'?'.repeat(Math.floor(i / all.length))}`)
}

let people = 0

/** Everybody asks once: a bot may be short with who asks a lot. */
export function asked(question: string): InteractionJson {
  const interaction = asCommand('ask', { question })
  const member = interaction.member as { readonly user: object }
  const id = String(300_000_000_000_000_000n + BigInt(++people))
  return { ...interaction, member: { ...member, user: { ...member.user, id } } }
}
