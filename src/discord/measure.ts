import type { APIMessageTopLevelComponent } from 'discord-api-types/v10'

/** Any component, as far as it has to be measured. */
export type Part = { readonly type: number } | APIMessageTopLevelComponent

/** Components in all, nested ones and what stands beside a section too. */
export function size(parts: readonly Part[]): number {
  return walk(parts).length
}

/** Characters of all text displays together, in UTF-16 units. */
export function characters(parts: readonly Part[]): number {
  return walk(parts).reduce((sum, part) => sum + ('content' in part ? String(part.content).length : 0), 0)
}

function walk(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap(part => [
    part,
    ...('components' in part ? walk(part.components as readonly Part[]) : []),
    ...('accessory' in part ? [part.accessory as Part] : []),
  ])
}
