import { readFolder, type Trouble } from '../config.ts'
import { today } from '../operations/lifecycle.ts'
import { pluralize } from '../text.ts'

export type BuildOptions = { content?: string; out?: string }

export async function buildIndex({ content, out }: BuildOptions): Promise<Trouble> {
  const configured = readFolder(content)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config
  const file = out ?? index
  if (file === undefined) return 'Where to? Name a file: npm run build:index -- --out FILE'

  const { contentHash, indexFileProblem } = await import('../operations/snapshot-file.ts')
  const refusal = indexFileProblem(file)
  if (refusal !== undefined) return refusal
  const { encodeSnapshot, writeSnapshot } = await import('../operations/snapshot-file.ts')
  const before = await contentHash(folder)
  const { openOnce } = await import('../operations/open.ts')
  const library = await openOnce(folder, today())
  if (typeof library === 'string') return library
  const hash = await contentHash(folder)
  if (!before || !hash || Buffer.compare(before, hash) !== 0) return `“${folder}” changed while it was read. Try again.`
  const snapshot = encodeSnapshot(library, hash)
  const trouble = await writeSnapshot(file, snapshot)
  if (trouble !== undefined) return trouble
  const size = `${(snapshot.length / 1e6).toFixed(1)} MB`
  process.stdout.write(
    `${file}: ${library.show.name}, ${pluralize(library.show.episodes.length, 'episode')}, ${size}\n`,
  )
}
