import { APPLICATION } from './people.ts'
import type { State } from './state.ts'

/** Short words may stand in a log for a reason of their own, and so may what a test has put everywhere. */
const isTelling = (text: string): boolean => text.length >= 12 && new Set(text).size > 2

/** What a log holds that it never may: tokens, ids of people, messages and interactions, and what anybody said or asked. */
export function secretsIn(log: string, { token, interactions, messages }: State): readonly string[] {
  const tokens = [token, ...interactions.keys()].map(String)
  const said = [
    ...[...interactions.values()].flatMap(({ interaction }) => textsIn(interaction.data)),
    ...[...messages.values()].flatMap(message => (message === 'gone' ? [] : [String(message.content ?? '')])),
  ]
  const ids = [...log.matchAll(/\b\d{15,20}\b/g)].map(([id]) => id).filter(id => id !== APPLICATION)
  const secrets = [...tokens, ...said].filter(isTelling)
  return [...new Set([...secrets.filter(secret => log.includes(secret)), ...ids])]
}

/** What a person typed, chose or pointed at; the rest of an interaction's data are names and ids. */
function textsIn(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([name, value]) => {
    if (typeof value === 'string') return ['value', 'content', 'custom_id'].includes(name) ? [value] : []
    return textsIn(value)
  })
}
