import type { Library } from '../search/library.ts'
import { readSnapshot } from './snapshot.ts'

/** What an index holds, where one is named and fits the folder; else says why it does not. */
export async function openIndex(
  index: string | undefined,
  folder: string,
  today: string,
  refused: (says: string) => void,
): Promise<Library | undefined> {
  if (index === undefined) return undefined
  const read = await readSnapshot(index, folder, today)
  if ('library' in read) return read.library
  refused(read.refused)
  return undefined
}
