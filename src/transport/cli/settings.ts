import { type Configured, readConfig } from '../../config.ts'
import type { Library } from '../../search/library.ts'
import { today } from '../../today.ts'

/** Why a subcommand could not go on, as a sentence; nothing when it could. */
export type Trouble = string | undefined

/** The folder that was named, or else the one that is set, and the index that is set. */
export function readFolder(named?: string): Configured<{ folder: string; index: string | undefined }> {
  const configured = readConfig()
  if ('faults' in configured) return configured
  const { content, index } = configured.config
  return { config: { folder: named ?? content, index } }
}

/** The library of that folder; or why there is none. */
export async function openFolder(named?: string): Promise<Library | string> {
  const configured = readFolder(named)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config
  const { openOnce } = await import('../open-once.ts')
  return openOnce(folder, today(), index)
}

/** The folder that was named, where one was: it goes before the one that is set. */
export function folderOf({ content }: { content?: string }): { content?: string } {
  return content === undefined ? {} : { content }
}
