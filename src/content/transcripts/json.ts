import * as z from 'zod'
import { error, warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

/** No recording lasts a hundred hours. */
const seconds = z.number().min(0).max(360_000)

const written = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number)
  .pipe(seconds)

/** NaN for an invalid value. */
const time = z.union([seconds, written]).nullish().catch(Number.NaN)

/** A segment as Whisper, PodWhisperer and most others write it, with times in seconds; only the text is required. */
const rawSegment = z.object({
  text: z.string(),
  start: time,
  end: time,
  speakerLabel: z.string().optional().catch(undefined),
  speaker: z.string().optional().catch(undefined),
})

const transcript = z.union([
  z.object({
    speakers: z.record(z.string(), z.string().catch('')).optional().catch(undefined),
    segments: z.array(z.unknown()),
  }),
  z.array(z.unknown()).transform(segments => ({ segments, speakers: undefined })),
])

/** `{ speakers: { spk_0: "Ada" }, segments: [{ speakerLabel, start, end, text }] }`, or the list of segments alone. */
export function readJson(file: string, text: string): RawTranscript {
  if (isExcessive(text)) {
    const message = 'This has too many values, or too many inside one another, for a transcript, so it was left out.'
    return { segments: [], problems: [error(file, 1, message, 'Create it again, without a time for each word.')] }
  }
  const value = parseJson(text)
  if (value === undefined) {
    return {
      segments: [],
      problems: [
        error(
          file,
          1,
          'The transcript is not valid JSON.',
          'Create it again; until then its episode has no transcript.',
        ),
      ],
    }
  }
  const read = transcript.safeParse(value)
  if (!read.success) {
    const message = 'The transcript has no list of “segments”.'
    return {
      segments: [],
      problems: [error(file, 1, message, 'Write it as { "segments": [{ "start": 0, "end": 2.5, "text": "…" }] }.')],
    }
  }
  const { segments, speakers } = read.data
  const problems: Problem[] = []
  const nameless = new Set<string>()
  let timeless = 0
  const readable = segments.flatMap((raw): Segment[] => {
    // Validating millions of these would take minutes, and each would get an error of its own.
    if (!hasText(raw)) return []
    const { data } = rawSegment.safeParse(raw)
    if (!data) return []
    const { text, start, end } = data
    if (Number.isNaN(start) || Number.isNaN(end)) timeless++
    const label = data.speakerLabel ?? data.speaker ?? ''
    const name = (speakers && Object.hasOwn(speakers, label) ? speakers[label] : label)?.trim() ?? ''
    const named = name !== '' && !isPlaceholder(name)
    if (label !== '' && !named) nameless.add(label)
    return [
      {
        text,
        ...(isTime(start) && { start }),
        ...(isTime(end) && { end }),
        ...(named ? { speaker: name } : label !== '' && { voice: label }),
      },
    ]
  })
  const lost = segments.length - readable.length
  if (lost > 0)
    problems.push(
      warning(
        file,
        0,
        `${count(lost, 'segment has', 'segments have')} no text.`,
        'Create the transcript again, or delete them.',
      ),
    )
  if (timeless > 0) problems.push(noTimes(file, timeless))
  if (nameless.size > 0) problems.push(noNames(file, text, [...nameless]))
  return { segments: readable, problems }
}

const hasText = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && 'text' in raw && typeof raw.text === 'string'

/** Ten hours with a time for each word have a fifth of this. */
const MAX_LISTS_AND_OBJECTS = 1_000_000
const MAX_VALUES = 5_000_000
const MAX_NESTING = 100

/** Whether some JSON would take gigabytes to parse, told from its punctuation alone. */
function isExcessive(text: string): boolean {
  let [opened, depth, commas, isQuoted] = [0, 0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i)
    if (character === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) i += character === BACKSLASH ? 1 : 0
    else if (character === COMMA) commas++
    else if (character === BRACKET || character === BRACE) {
      opened++
      depth++
    } else if (character === BRACKET + 2 || character === BRACE + 2) depth--
    if (depth > MAX_NESTING || opened > MAX_LISTS_AND_OBJECTS || commas > MAX_VALUES) return true
  }
  return false
}

/** Closing ones are two further in ASCII. */
const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b]

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isTime = (time: number | null | undefined): time is number => typeof time === 'number' && !Number.isNaN(time)

/** Whether a name is what speech recognition calls an unnamed speaker. */
const isPlaceholder = (speaker: string): boolean => /^(spk|speaker|unknown)[\s_-]*\d*$/i.test(speaker)

const noTimes = (file: string, n: number): Problem =>
  warning(
    file,
    0,
    `${count(n, 'segment has', 'segments have')} an invalid time, so it was left out.`,
    'Write times in seconds from the start: “12.5”.',
  )

function noNames(file: string, text: string, labels: readonly string[]): Problem {
  const line = text.slice(0, Math.max(0, text.indexOf(`"${labels[0]}"`))).split('\n').length
  const more = labels.length > 5 ? ` and ${labels.length - 5} more` : ''
  const who =
    labels.length === 1
      ? `The speaker “${labels[0]}” has`
      : `The speakers “${labels.slice(0, 5).join('”, “')}”${more} have`
  return warning(file, line, `${who} no name.`, 'Write the names under “speakers”.')
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
