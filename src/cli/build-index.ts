import { readFolder } from '../config.ts'
import { today } from '../operations/lifecycle.ts'
import { DONE, fail, type Result } from '../result.ts'
import { pluralize } from '../text.ts'

export type BuildOptions = { content?: string; out?: string; embeddings?: 'on' | 'off' }

export async function buildIndex({ content, out, embeddings: switched }: BuildOptions): Promise<Result> {
  const settings = readFolder(content === undefined ? {} : { content })
  if (!settings.ok) return settings
  const { folder, index, embeddings: config } = settings.value
  const file = out ?? index
  if (file === undefined) return fail('There is no file to write to.', 'Name one: npm run build:index -- --out FILE')

  const { checkIndexFileName, contentHash, encodeSnapshot } = await import('../operations/snapshot-file.ts')
  const { replaceFile } = await import('../content/own-files.ts')
  const name = checkIndexFileName(file)
  if (!name.ok) return name
  const before = await contentHash(folder)
  const { openOnce, openWithProgress } = await import('../operations/open.ts')
  const library = await openOnce(folder, today())
  if (!library.ok) return library
  const hash = await contentHash(folder)
  if (!before || !hash || Buffer.compare(before, hash) !== 0) {
    return fail(`“${folder}” changed while it was read.`, 'Try again.')
  }
  const snapshot = encodeSnapshot(library.value, hash)
  const written = await replaceFile(file, snapshot)
  if (!written.ok) return written
  const { show } = library.value
  const size =
    snapshot.length < 1e6 ? `${Math.round(snapshot.length / 1e3)} kB` : `${(snapshot.length / 1e6).toFixed(1)} MB`
  process.stdout.write(`${file}: ${show.name}, ${pluralize(show.episodes.length, 'episode')}, ${size}\n`)
  const embeddings = switched === 'off' ? undefined : openWithProgress(config)
  await embeddings?.update(library.value)
  await embeddings?.close()
  return DONE
}
