import { replaceFile } from '../../src/content/own-files.ts'
import { encodeSnapshot } from '../../src/operations/snapshot-file.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

/** A process that writes two snapshots in turn to one file, over and over, until it is killed. */

const [file = ''] = process.argv.slice(2)

async function encodeSnapshotNoise(id: number): Promise<Uint8Array> {
  // Words that cannot be packed, so that there is something to write.
  const words = Array.from({ length: 20_000 }, (_, i) => (((i + 1) * 2_654_435_761 * id) % 1e9).toString(36)).join(' ')
  const show = showOf(episode(String(id), 'Noise', { segments: said(`Ada: ${words}`) }))
  return encodeSnapshot(createLibrary(show, '2026-01-01'), new Uint8Array(32))
}

const snapshots = [await encodeSnapshotNoise(1), await encodeSnapshotNoise(2)]
for (;;) {
  for (const snapshot of snapshots) await replaceFile(file, snapshot)
  process.stdout.write('.')
}
