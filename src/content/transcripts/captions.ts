import { ReadableStream } from 'node:stream/web'
import { parseTextStream, parseVTTTimestamp, tokenizeVTTCue } from 'media-captions'
import { oneLine } from '../markdown.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

// The library's own types import without file extensions, which Node's module resolution does not follow.
declare module 'media-captions' {
  export function parseTextStream(
    lines: ReadableStream<string>,
    options: { type: 'vtt' | 'srt'; errors: boolean },
  ): Promise<Captions>
  export function parseVTTTimestamp(written: string): number | null
  export function tokenizeVTTCue(cue: Cue): Token[]
}

/** Times in seconds. */
type Cue = { readonly startTime: number; readonly endTime: number; readonly text: string }
type Captions = { readonly cues: readonly Cue[]; readonly errors: readonly { readonly line: number }[] }
type Token =
  | { readonly type: 'text'; readonly data: string }
  | { readonly type: 'v'; readonly voice: string; readonly children: readonly Token[] }
  | { readonly type: 'c' | 'i' | 'b' | 'u' | 'lang' | 'ruby' | 'rt' | 'timestamp'; readonly children: readonly Token[] }

/** WebVTT, with `<v Speaker>`, or SubRip; in both a cue may begin with `ADA: …`. */
export async function readCaptions(file: string, text: string, type: 'vtt' | 'srt'): Promise<RawTranscript> {
  const problems: Problem[] = []
  const { lines, backwards } = letEndFollowStart(text)
  // A stream that is read on demand: the library's own queue of all lines takes quadratic time.
  const { cues, errors } = await parseTextStream(ReadableStream.from(lines), { type, errors: true })
  const [wrong] = errors.filter(({ line }) => line > 1)
  if (wrong) {
    problems.push(
      warning(
        file,
        wrong.line,
        'This is not a time, so the words below it were left out.',
        'Write it as 00:01:02.500 --> 00:01:04.000.',
      ),
    )
  }
  if (backwards.length > 0) problems.push(endsFirst(file, backwards))
  const segments = withSpeakers(cues.flatMap(segmentsOf))
  return { segments: segments.map(segment => ({ ...segment, text: oneLine(segment.text) })), problems }
}

/** One for the whole file, since software repeats such a mistake a thousand times. */
function endsFirst(file: string, [first = 0, ...others]: readonly number[]): Problem {
  const more = others.length === 0 ? '' : `, and so do ${others.length} more`
  return warning(file, first, `This ends before it starts${more}.`, 'Check the two times.')
}

/**
 * Gives cues that end before they start a valid end, since the parser would drop them; `cleanTranscript` corrects it.
 * `backwards`: the lines of such cues. A cue that ends when it starts is not reported.
 */
function letEndFollowStart(text: string): { lines: readonly string[]; backwards: readonly number[] } {
  const backwards: number[] = []
  const lines = text.split('\n').map((line, at) => {
    if (!line.includes('-->')) return line
    const [from = '', to = ''] = line.split('-->').map(part => part.trim().split(/\s+/)[0]?.replace(',', '.') ?? '')
    const start = parseVTTTimestamp(from)
    const end = parseVTTTimestamp(to)
    if (start === null || end === null || end > start) return line
    if (end < start) backwards.push(at + 1)
    return `${from} --> ${justAfter(from)}`
  })
  return { lines, backwards }
}

const justAfter = (timestamp: string): string => {
  const [whole = '', fraction = '0'] = timestamp.split('.')
  const milliseconds = Number(fraction.padEnd(3, '0'))
  return milliseconds < 999
    ? `${whole}.${String(milliseconds + 1).padStart(3, '0')}`
    : `${whole.slice(0, -2)}${String(Number(whole.slice(-2)) + 1).padStart(2, '0')}.000`
}

/** A cue in which two people speak is two segments. */
function segmentsOf(cue: Cue): Segment[] {
  const { startTime: start, endTime: end } = cue
  const parts: { speaker?: string; text: string }[] = []
  for (const node of tokenizeVTTCue(cue)) {
    const text = textOf(node)
    const speaker = node.type === 'v' && node.voice.trim() !== '' ? node.voice.trim() : undefined
    const last = parts.at(-1)
    if (last && speaker === undefined) last.text += text
    else parts.push({ text, ...(speaker !== undefined && { speaker }) })
  }
  return parts.map(part => ({ start, end, ...part }))
}

const textOf = (node: Token): string => (node.type === 'text' ? node.data : node.children.map(textOf).join(''))

/** “ADA: ”, “Ada Lovelace: ”, “>> Ada: ”: at most three capitalized words before a colon. */
const prefix = /^\s*(?:(?:>>|[-–])\s*)?(\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2}):(?:\s+|$)/u

/** A speaker's name occurs more than once; a single “Note: …” is something said. */
const MIN_TURNS = 2

/**
 * SubRip has no syntax for speakers, so people write the name before the words. It is taken from there if it begins several
 * lines of the file. A caption in which two people speak becomes two segments.
 */
function withSpeakers(segments: readonly Segment[]): Segment[] {
  const counts = new Map<string, number>()
  const names = segments.filter(isNameless).flatMap(({ text }) => text.split('\n').flatMap(line => nameIn(line) ?? []))
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return segments.flatMap(segment => {
    if (!isNameless(segment)) return [segment]
    const said: Segment[] = []
    for (const line of segment.text.split('\n')) {
      const name = nameIn(line)
      const last = said.at(-1)
      if (name !== undefined && (counts.get(name) ?? 0) >= MIN_TURNS)
        said.push({ ...segment, speaker: name, text: line.replace(prefix, '') })
      else if (last === undefined) said.push({ ...segment, text: line })
      else said.splice(-1, 1, { ...last, text: `${last.text}\n${line}` })
    }
    return said
  })
}

const isNameless = ({ speaker }: Segment): boolean => speaker === undefined

const nameIn = (line: string): string | undefined => prefix.exec(line)?.[1]
