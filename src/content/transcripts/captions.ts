import { ReadableStream } from 'node:stream/web'
import { parseTextStream, parseVTTTimestamp, tokenizeVTTCue } from 'media-captions'
import { oneLine } from '../markdown.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'
import { inSentences } from './json.ts'

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
type Cue = {
  /** The line of its text. */
  readonly id?: string
  readonly startTime: number
  readonly endTime: number
  readonly text: string
}
type Captions = { readonly cues: readonly Cue[]; readonly errors: readonly { readonly line: number }[] }
type Token =
  | { readonly type: 'text'; readonly data: string }
  | { readonly type: 'v'; readonly voice: string; readonly children: readonly Token[] }
  | { readonly type: 'c' | 'i' | 'b' | 'u' | 'lang' | 'ruby' | 'rt' | 'timestamp'; readonly children: readonly Token[] }

/** WebVTT, with `<v Speaker>`, or SubRip; in both a cue may begin with `ADA: …`. */
export async function readCaptions(file: string, text: string, type: 'vtt' | 'srt'): Promise<RawTranscript> {
  const problems: Problem[] = []
  const { lines, numbers, backwards, faulty } = wellFormed(text)
  if (faulty !== undefined) problems.push(noTime(file, faulty))
  // A stream that is read on demand: the library's own queue of all lines takes quadratic time.
  const { cues, errors } = await parseTextStream(ReadableStream.from(lines), { type, errors: true })
  const [wrong] = errors.filter(({ line }) => line > 1)
  if (wrong && faulty === undefined) problems.push(noTime(file, numbers[wrong.line - 1] ?? wrong.line))
  if (backwards.length > 0) problems.push(endsFirst(file, backwards))
  const segments = withSpeakers(withoutEchoes(cues).flatMap(segmentsOf)).flatMap(spokenIn)
  return { segments: inSentences(segments), problems }
}

const noTime = (file: string, line: number): Problem =>
  warning(
    file,
    line,
    'This is not a time, so the words below it were left out.',
    'Write it as 00:01:02.500 --> 00:01:04.000.',
  )

type WellFormed = {
  readonly lines: readonly string[]
  /** The line of the file that each of them comes from. */
  readonly numbers: readonly number[]
  /** The lines of cues that end before they start. */
  readonly backwards: readonly number[]
  /** The first line that looks like a timing and is none. */
  readonly faulty?: number
}

/**
 * Rewrites captions as their standards want them. A timing line starts a cue and everything up to the next one is its text,
 * whether or not there are empty lines where they belong, and even if there is one within the text. A cue's number or name
 * is not part of the text before it.
 */
function wellFormed(text: string): WellFormed {
  const source = text.split('\n').map(line => line.trimEnd())
  const timings = source.flatMap((line, i) => (line.includes('-->') ? [i] : []))
  const lines: string[] = /^\ufeff?WEBVTT/.test(source[0] ?? '') ? ['WEBVTT', ''] : []
  const numbers: number[] = lines.map((_, i) => i + 1)
  const backwards: number[] = []
  let faulty: number | undefined
  timings.forEach((at, i) => {
    const { line, isBackwards, isFaulty } = timingOf(source[at] ?? '')
    if (isBackwards) backwards.push(at + 1)
    if (isFaulty) {
      faulty ??= at + 1
      return
    }
    const next = timings[i + 1] ?? source.length
    const words = source
      .slice(at + 1, next === source.length ? next : startOf(source, next, at))
      .map((said, j) => ({ said, number: at + 2 + j }))
    const spoken = withoutNotes(words)
    // The parser passes a cue's name on.
    lines.push(String(spoken[0]?.number ?? at + 2), line)
    numbers.push(at + 1, at + 1)
    for (const { said, number } of spoken) {
      lines.push(said)
      numbers.push(number)
    }
    lines.push('')
    numbers.push(at + 1)
  })
  return { lines, numbers, backwards, ...(faulty !== undefined && { faulty }) }
}

/** Where the cue with a timing line begins: at its number, or at its name below an empty line. */
function startOf(source: readonly string[], timing: number, after: number): number {
  const before = timing - 1
  if (before <= after) return timing
  if (/^\s*\d+$/.test(source[before] ?? '')) return before
  const isName = before - 1 > after && (source[before - 1] ?? '').trim() === '' && (source[before] ?? '').trim() !== ''
  // A name has no end of a sentence; words after an empty line would have one, or be long.
  return isName && isCueName(source[before] ?? '') ? before : timing
}

const isCueName = (line: string): boolean =>
  line.length <= 40 && !/[.!?…,]\s*$/.test(line) && !/\s\S+\s\S+\s/.test(line)

/** The lines of a cue's text, without empty ones and WebVTT's comments, which begin below an empty line. */
function withoutNotes(words: readonly { readonly said: string; readonly number: number }[]) {
  let isNote = false
  return words.filter(({ said }, i) => {
    const isEmpty = said.trim() === ''
    if (isEmpty) isNote = false
    else if (/^(NOTE|STYLE|REGION)\b/.test(said) && (words[i - 1]?.said ?? '').trim() === '' && i > 0) isNote = true
    return !isEmpty && !isNote
  })
}

/** One for the whole file, since software repeats such a mistake a thousand times. */
function endsFirst(file: string, [first = 0, ...others]: readonly number[]): Problem {
  const more = others.length === 0 ? '' : `, and so do ${others.length} more`
  return warning(file, first, `This ends before it starts${more}.`, 'Check the two times.')
}

/** A timing line as the library reads it. It drops a cue that does not end after it starts; `cleanTranscript` corrects it. */
function timingOf(written: string): { line: string; isBackwards: boolean; isFaulty: boolean } {
  // “00:19.000align:start” lacks a space.
  const spaced = written.replace(/(\d)(?=(?:align|position|line|size|vertical|region):)/g, '$1 ')
  const [from = '', to = ''] = spaced.split('-->').map(part => part.trim().split(/\s+/)[0]?.replace(',', '.') ?? '')
  const [start, end] = [parseVTTTimestamp(from), parseVTTTimestamp(to)]
  if (start === null || end === null) return { line: spaced, isBackwards: false, isFaulty: true }
  return { line: `${from} --> ${end > start ? to : justAfter(from)}`, isBackwards: end < start, isFaulty: false }
}

const justAfter = (timestamp: string): string => {
  const [whole = '', fraction = '0'] = timestamp.split('.')
  const milliseconds = Number(fraction.padEnd(3, '0'))
  return milliseconds < 999
    ? `${whole}.${String(milliseconds + 1).padStart(3, '0')}`
    : `${whole.slice(0, -2)}${String(Number(whole.slice(-2)) + 1).padStart(2, '0')}.000`
}

/** Captions of a live show repeat so many of their lines that the others cannot be told from them. */
const ROLLING_SHARE = 0.25
const GROWING_SHARE = 0.6

/**
 * Captions that roll, such as those that YouTube makes, show each line twice or more: alone, then as an echo, then above
 * the next line. Or they show a sentence that grows. Each line is kept once, where it first appears.
 */
function withoutEchoes(cues: readonly Cue[]): readonly Cue[] {
  const linesOf = (cue: Cue | undefined): readonly string[] =>
    (cue?.text ?? '')
      .split('\n')
      .map(line => oneLine(plainText(line)))
      .filter(Boolean)
  const all = cues.map(linesOf)
  const shown = (i: number): readonly string[] => [...(all[i - 1] ?? []), ...(all[i - 2] ?? [])]
  const echoes = all.reduce((sum, lines, i) => sum + lines.filter(line => shown(i).includes(line)).length, 0)
  const total = all.reduce((sum, lines) => sum + lines.length, 0)
  const grown = all.filter((lines, i) => grows(all[i - 1], lines)).length
  if (total > 2 && echoes >= ROLLING_SHARE * total) {
    return cues.flatMap((cue, i) => {
      const fresh = cue.text.split('\n').filter(line => !shown(i).includes(oneLine(plainText(line))))
      const text = fresh.join('\n')
      const { id = '', startTime, endTime } = cue
      return oneLine(text) === '' ? [] : [{ id, startTime, endTime, text }]
    })
  }
  if (grown > GROWING_SHARE * cues.length) {
    let begun = 0
    return cues.flatMap((cue, i) => {
      const { id = '', startTime, endTime, text } = cue
      if (!grows(all[i - 1], all[i] ?? [])) begun = startTime
      return grows(all[i], all[i + 1] ?? []) ? [] : [{ id, startTime: begun, endTime, text }]
    })
  }
  return cues
}

/** Whether some lines are those before with more words at the end. */
function grows(before: readonly string[] | undefined, now: readonly string[]): boolean {
  const [one, other] = [before?.join(' ') ?? '', now.join(' ')]
  return one !== '' && other.length > one.length && other.startsWith(`${one} `)
}

/** A line without the tags of captions. */
const plainText = (line: string): string => line.replaceAll(/<[^<>]*>/g, '')

/** A cue in which two people speak is two segments. */
function segmentsOf(cue: Cue): Segment[] {
  const { startTime: start, endTime: end } = cue
  const line = Number(cue.id)
  const parts: { speaker?: string; text: string }[] = []
  for (const node of tokenizeVTTCue({ ...cue, text: cue.text.replaceAll(/\{\\[^{}]*\}/g, '') })) {
    const text = textOf(node)
    const speaker = node.type === 'v' && node.voice.trim() !== '' ? node.voice.trim() : undefined
    const last = parts.at(-1)
    if (last && speaker === undefined) last.text += text
    else parts.push({ text, ...(speaker !== undefined && { speaker }) })
  }
  return parts.map(part => ({ start, end, ...(line > 0 && { line }), ...part }))
}

const textOf = (node: Token): string => (node.type === 'text' ? node.data : node.children.map(textOf).join(''))

/** “ADA: ”, “Ada Lovelace: ”, “>> Ada: ”: at most three capitalized words before a colon; or “[Ada]”. */
const prefix =
  /^\s*(?:(?:>>+|[-–—])\s*)?(?:(\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2}):|\[(\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2})\]:?)(?:\s+|$)/u

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

function nameIn(line: string): string | undefined {
  const [, beforeColon, inBrackets] = prefix.exec(line) ?? []
  if (beforeColon !== undefined) return beforeColon
  return inBrackets !== undefined && !SOUNDS.test(inBrackets) ? inBrackets : undefined
}

/** What captions say about sounds. */
const SOUNDS =
  /^(music|applause|laughter|laughs?|silence|inaudible|crosstalk|cheering|intro|outro|noise|sighs?|coughs?|background|foreign|sound|beep|bell|pause)/i

/** What was said in a segment: without marks for a new speaker, and nothing if it only describes a sound. */
function spokenIn(segment: Segment): readonly Segment[] {
  const text = oneLine(segment.text.replaceAll(/(^|\n)\s*(?:>>+|[-–—](?=\s))\s*/g, '$1'))
  const described = text.replaceAll(/[♪♫🎵]|\[[^\]]*\]|^\([^)]*\)$/gu, '').trim()
  return described === '' ? [] : [{ ...segment, text }]
}
