import { z } from 'zod'
import type { Problem, Segment } from './episode.ts'
import { error, warning } from './problem.ts'
import type { RawTranscript } from './transcript.ts'

const time = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
])

/** A stretch as PodWhisperer, Whisper and most of their kin write it; only the text is needed. Times in seconds. */
const stretch = z.object({
  text: z.string(),
  start: time.optional().catch(undefined),
  end: time.optional().catch(undefined),
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
  const value = parseJson(text)
  if (value === undefined) {
    return {
      segments: [],
      problems: [
        error(file, 1, 'The transcript is not valid JSON.', 'Make it again; its episode has no transcript until then.'),
      ],
    }
  }
  const read = transcript.safeParse(value)
  if (!read.success) {
    const says = 'The transcript has no list of “segments”.'
    return {
      segments: [],
      problems: [error(file, 1, says, 'Write it as { "segments": [{ "start": 0, "end": 2.5, "text": "…" }] }.')],
    }
  }
  const { segments, speakers } = read.data
  const problems: Problem[] = []
  const nameless = new Set<string>()
  const readable = segments.flatMap((raw): Segment[] => {
    const { data } = stretch.safeParse(raw)
    if (!data) return []
    const label = data.speakerLabel ?? data.speaker
    const speaker = label === undefined ? undefined : (speakers?.[label] ?? label).trim()
    const named = speaker !== undefined && speaker !== '' && !isPlaceholder(speaker)
    if (speaker && !named) nameless.add(speaker)
    return [
      {
        text: data.text,
        ...(data.start !== undefined && { start: data.start }),
        ...(data.end !== undefined && { end: data.end }),
        ...(named && { speaker }),
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
        'Make the transcript again, or delete them.',
      ),
    )
  if (nameless.size > 0) problems.push(noNames(file, text, [...nameless]))
  return { segments: readable, problems }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a machine calls a voice before somebody tells it the name. */
const isPlaceholder = (speaker: string): boolean => /^(spk|speaker|unknown)[\s_-]*\d*$/i.test(speaker)

function noNames(file: string, text: string, labels: readonly string[]): Problem {
  const line = text.slice(0, Math.max(0, text.indexOf(`"${labels[0]}"`))).split('\n').length
  const who = labels.length === 1 ? `The speaker “${labels[0]}” has` : `The speakers “${labels.join('”, “')}” have`
  return warning(file, line, `${who} no name.`, 'Write the names under “speakers”.')
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
