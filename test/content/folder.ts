import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import type { Episode, Problem } from '../../src/content/types.ts'

type Files = Readonly<Record<string, string | Uint8Array | { readonly linkTo: string }>>

/** A folder on the real disk, gone when the test is over. */
export async function folderOf(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'show-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    if (typeof content === 'string' || content instanceof Uint8Array) await writeFile(join(folder, path), content)
    else await symlink(content.linkTo, join(folder, path))
  }
  return folder
}

/** Reads a folder of these files. */
export const readFiles = async (files: Files) => readShow(await folderOf(files))

/** The only episode of a show, from its show notes alone, and what is wrong with them. */
export async function readNotes(body: string): Promise<{ episode: Episode; problems: readonly string[] }> {
  const { show, problems } = await readFiles({ '1.md': `---\nepisode: 1\ntitle: One\n---\n${body}` })
  const [episode] = show.episodes
  if (!episode) throw new Error('The show notes made no episode.')
  return { episode, problems: problems.map(inWords) }
}

/** `1.md:5 What is wrong. What to do.` */
export const inWords = ({ file, line, message, fix }: Problem): string => `${file}:${line} ${message} ${fix}`

/** What an episode recommends, wherever in the file it stands. */
export const recommended = ({ resources }: Episode) => resources.map(({ line: _, ...resource }) => resource)

/** `words → https://…` */
export const resourcesOf = ({ resources }: Episode): string[] => resources.map(({ label, url }) => `${label} → ${url}`)

export const summaryOf = ({ summary }: Episode): string[] => summary.map(({ text }) => text)
