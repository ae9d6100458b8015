import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { codeOf, error, fileProblem, folderProblem, warning } from './problems.ts'
import type { Problem } from './types.ts'

/** Paths are relative to the folder, with forward slashes, in natural order. */
type Listing = { readonly files: readonly string[]; readonly problems: readonly Problem[] }

/**
 * Lists every file below a folder. Symbolic links are followed, but not out of the folder, and no folder is entered twice,
 * so loops end. Names that begin with a dot, and `node_modules`, are skipped.
 */
export async function listFiles(folder: string): Promise<Listing> {
  const files: string[] = []
  const problems: Problem[] = []
  const entered = new Set<string>()
  let root = ''

  const enter = async (below: string): Promise<void> => {
    const real = await realpath(join(folder, below))
    if (entered.has(real)) return
    entered.add(real)
    const entries = await readdir(join(folder, below), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => inOrder.compare(a.name, b.name))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      if (await isGarbled(join(folder, path))) {
        if (isContent(path) || entry.isDirectory()) problems.push(hasGarbledName(path))
        continue
      }
      try {
        const isLink = entry.isSymbolicLink()
        const found = isLink ? await stat(join(folder, path)) : entry
        if (isLink && !isWithin(root, await realpath(join(folder, path)))) {
          if (found.isDirectory() || isContent(path)) problems.push(leadsOut(path))
          continue
        }
        if (found.isFile()) files.push(path)
        else if (isContent(path)) problems.push(found.isDirectory() ? isFolder(path) : isNoFile(path))
        if (found.isDirectory()) await enter(path)
      } catch (fault) {
        if (isContent(path) || codeOf(fault) !== 'ENOENT') problems.push(fileProblem(path, fault))
      }
    }
  }

  try {
    root = await realpath(folder)
    await enter('')
  } catch (fault) {
    problems.push(folderProblem(folder, fault))
  }
  return { files: files.sort(inOrder.compare), problems }
}

/** Larger files are refused: even ten hours of speech take less than 5 MB of JSON. */
const MAX_FILE_BYTES = 50_000_000

/** A file's text, or the problem with it. An empty file is a problem too. */
export async function readText(folder: string, file: string): Promise<{ text?: string; problems: readonly Problem[] }> {
  try {
    const { size } = await stat(join(folder, file))
    if (size > MAX_FILE_BYTES) return { problems: [tooLarge(file, size)] }
    const { text, wrongByte } = decodeText(await readFile(join(folder, file)))
    if (text.trim() === '')
      return { problems: [error(file, 0, 'The file is empty.', 'Write something in it, or delete it.')] }
    return { text, problems: wrongByte === undefined ? [] : [notUtf8(file, wrongByte)] }
  } catch (fault) {
    return { problems: [codeOf(fault) === 'ENOENT' ? isGone(file) : fileProblem(file, fault)] }
  }
}

/** Bytes of a name that are not UTF-8 become U+FFFD, and no file has the resulting name. */
async function isGarbled(path: string): Promise<boolean> {
  if (!path.includes('\ufffd')) return false
  const found = await lstat(path).catch(codeOf)
  return found === 'ENOENT'
}

const isWithin = (root: string, path: string): boolean => path === root || path.startsWith(join(root, sep))

const hasGarbledName = (file: string): Problem =>
  error(
    file,
    0,
    'This name is not valid UTF-8, so it cannot be opened.',
    'Rename it without the characters that show as “�”.',
  )

const leadsOut = (file: string): Problem =>
  warning(
    file,
    0,
    'This link points out of the folder, so it was not followed.',
    'Put its target into the folder, or delete the link.',
  )

const isFolder = (file: string): Problem =>
  warning(file, 0, 'This is a folder, although it is named like a file.', 'Give it a name without an extension.')

const isNoFile = (file: string): Problem =>
  warning(file, 0, 'This is neither a file nor a folder, so it was not read.', 'Replace it with a file, or delete it.')

const isGone = (file: string): Problem =>
  error(file, 0, 'This was deleted while the folder was being read.', 'Read the folder again.')

const tooLarge = (file: string, size: number): Problem => {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`
  const message = `The file is ${megabytes(size)}, and files over ${megabytes(MAX_FILE_BYTES)} are not read.`
  return error(file, 0, message, 'Split it, or move it out of this folder.')
}

const notUtf8 = (file: string, line: number): Problem =>
  warning(file, line, 'The file is not UTF-8, so it was read as Windows-1252.', 'Save it as UTF-8.')

/** Whether a file may be content, by its name; nothing else is opened or watched. */
export const isContent = (path: string): boolean =>
  /\.(md|markdown|mdx|json|vtt|srt|srv3|ttml)$/i.test(path) ||
  /(^|[\\/])_?(transcripts?|captions|subtitles|subs)[\\/].*\.(html?|txt)$/i.test(path)

const inOrder = new Intl.Collator('en', { numeric: true })

/** `wrongByte`: the line of the first byte that is not UTF-8. */
type Decoded = { readonly text: string; readonly wrongByte?: number }

/**
 * Decodes text, with `\n` line ends and without a byte order mark: UTF-8, or UTF-16 if its byte order mark says so. Anything
 * else is read as Windows-1252, which old editors save and which is nearly a superset of Latin-1.
 */
function decodeText(bytes: Uint8Array): Decoded {
  const marked = byteOrder(bytes)
  if (marked) return { text: plainLines(new TextDecoder(marked).decode(bytes)) }
  try {
    return { text: plainLines(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return { text: plainLines(new TextDecoder('windows-1252').decode(bytes)), wrongByte: lineOfWrongByte(bytes) }
  }
}

function byteOrder(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

const plainLines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')

/** A wrong byte decodes to U+FFFD. A genuine U+FFFD does too, but is far too rare in show notes to matter. */
function lineOfWrongByte(bytes: Uint8Array): number {
  const before = new TextDecoder().decode(bytes).split('\ufffd', 1)[0] ?? ''
  return plainLines(before).split('\n').length
}
