/** A line of a transcript as its file has it. */
export type RawLine = {
  readonly text: string
  readonly start?: unknown
  readonly end?: unknown
  readonly speaker?: unknown
}

/** What a file in one of the formats below holds. */
export type Formats = {
  readonly lines: readonly RawLine[]
  /** How many had no text. */
  readonly lost: number
  /** Names by the label of a speaker. */
  readonly names: ReadonlyMap<string, string>
  /** Seconds for each unit of time, if the format has a fixed one. */
  readonly unit?: 1 | 0.001
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

const objectOf = (value: unknown): Json => (isObject(value) ? value : {})

/** The first of these fields that an object has. */
const firstOf = (value: Json, names: readonly string[]): unknown => {
  const name = names.find(each => value[each] !== undefined && value[each] !== null)
  return name === undefined ? undefined : value[name]
}

const TEXT = [
  'text',
  'body',
  'line',
  'transcript',
  'content',
  'caption',
  'punctuated_word',
  'word',
  'value',
  'sentence',
]
const START = [
  'start',
  'startTime',
  'start_time',
  'begin',
  'from',
  'sec',
  'time',
  'timestamp',
  'ts',
  'offset',
  'seconds',
]
const END = ['end', 'endTime', 'end_time', 'to', 'end_ts', 'stop', 'finish']
const SPEAKER = [
  'speakerLabel',
  'speaker_label',
  'speaker',
  'who',
  'speaker_name',
  'speakerName',
  'speaker_id',
  'name',
  'author',
  'voice',
]
const START_MS = ['startMs', 'start_ms', 'tStartMs', 'startTimeMs', 'offsetMs', 'offset_ms']
const END_MS = ['endMs', 'end_ms', 'endTimeMs']

function lineOf(value: Json): RawLine | undefined {
  const text = firstOf(value, TEXT)
  if (typeof text !== 'string') return undefined
  const speaker = firstOf(value, SPEAKER)
  const inMilliseconds = firstOf(value, START_MS)
  const start = typeof inMilliseconds === 'number' ? inMilliseconds / 1000 : firstOf(value, START)
  const endMs = firstOf(value, END_MS)
  const duration = firstOf(value, ['duration', 'dur'])
  const end =
    typeof endMs === 'number'
      ? endMs / 1000
      : (firstOf(value, END) ??
        (typeof duration === 'number' && typeof start === 'number' ? start + duration : undefined))
  return { text, start, end, speaker: isObject(speaker) ? firstOf(speaker, ['name', 'id']) : speaker }
}

function linesOf(values: unknown): { readonly lines: readonly RawLine[]; readonly lost: number } {
  const all = Array.isArray(values) ? values : []
  const lines: RawLine[] = []
  for (const value of all) {
    const line = isObject(value) ? lineOf(value) : undefined
    if (line) lines.push(line)
  }
  return { lines, lost: all.length - lines.length }
}

/** Names by label: `{ "spk_0": "Ada" }`, or `[{ "id": 0, "name": "Ada" }]`. */
function namesIn(speakers: unknown): ReadonlyMap<string, string> {
  const pairs = Array.isArray(speakers)
    ? listOf(speakers).map(each => [firstOf(each, ['id', 'label', 'speaker']), firstOf(each, ['name', 'displayName'])])
    : Object.entries(objectOf(speakers)).map(([label, name]) => [label, isObject(name) ? name.name : name])
  return new Map(pairs.flatMap(([label, name]) => (typeof name === 'string' ? [[String(label), name] as const] : [])))
}

/**
 * The lines of a transcript, whichever program wrote it; undefined if this is no transcript. Where a format has sentences
 * as well as words, the sentences are taken.
 */
export function linesIn(value: unknown): Formats | undefined {
  if (Array.isArray(value)) {
    const plain = linesOf(value)
    return plain.lines.length > 0 || value.length === 0 ? { ...plain, names: new Map() } : undefined
  }
  if (!isObject(value)) return undefined
  const names = namesIn(value.speakers)
  const results = isObject(value.results) ? value.results : undefined
  // Rev.
  if (Array.isArray(value.monologues)) return { ...linesOf(revLines(value.monologues)), names }
  // YouTube, json3.
  if (Array.isArray(value.events)) return { ...linesOf(youtubeLines(value.events)), names, unit: 0.001 }
  // whisper.cpp.
  if (Array.isArray(value.transcription))
    return { ...linesOf(whisperCppLines(value.transcription)), names, unit: 0.001 }
  // AssemblyAI.
  if (Array.isArray(value.utterances)) return { ...linesOf(value.utterances), names, unit: 0.001 }
  if (results) {
    const lines = resultLines(results)
    return lines && { ...linesOf(lines), names, unit: 1 }
  }
  // Podcasting 2.0, Whisper, WhisperX and most others.
  for (const list of [value.segments, value.transcript, value.captions, value.cues, value.lines, value.sentences]) {
    if (Array.isArray(list)) return { ...linesOf(list), names }
  }
  // ElevenLabs, and AssemblyAI without speakers.
  if (Array.isArray(value.words) && value.words.length > 0) {
    const spoken = listOf(value.words).filter(({ type }) => type !== 'audio_event' && type !== 'spacing')
    return { ...linesOf(spoken), names }
  }
  return undefined
}

const revLines = (monologues: readonly unknown[]): readonly Json[] =>
  listOf(monologues).map(({ speaker, elements }) => {
    const timed = listOf(elements).filter(({ ts }) => typeof ts === 'number')
    return {
      speaker: String(speaker ?? ''),
      text: listOf(elements)
        .map(({ value }) => String(value ?? ''))
        .join(''),
      start: timed[0]?.ts,
      end: timed.at(-1)?.end_ts,
    }
  })

const youtubeLines = (events: readonly unknown[]): readonly Json[] =>
  listOf(events).flatMap(({ tStartMs, dDurationMs, segs }) => {
    const text = listOf(segs)
      .map(({ utf8 }) => String(utf8 ?? ''))
      .join('')
      .trim()
    if (text === '') return []
    const [start, length] = [Number(tStartMs ?? 0), Number(dDurationMs ?? 0)]
    return [{ text, start, end: start + length }]
  })

const whisperCppLines = (transcription: readonly unknown[]): readonly Json[] =>
  listOf(transcription).map(({ text, offsets, speaker }) => {
    const { from, to } = objectOf(offsets)
    return { text, start: from, end: to, speaker }
  })

/** Deepgram, AWS Transcribe and Google, which all have `results`. */
function resultLines(results: Json): readonly Json[] | undefined {
  if (Array.isArray(results.utterances)) return listOf(results.utterances)
  if (Array.isArray(results.audio_segments)) return listOf(results.audio_segments)
  const [channel] = listOf(results.channels)
  const [alternative] = listOf(channel?.alternatives)
  if (alternative) {
    const paragraphs = listOf(objectOf(alternative.paragraphs).paragraphs)
    if (paragraphs.length > 0) {
      return paragraphs.flatMap(({ sentences, speaker }) => listOf(sentences).map(each => ({ speaker, ...each })))
    }
    return listOf(alternative.words)
  }
  return Array.isArray(results.items) ? transcribeLines(results) : undefined
}

/** AWS Transcribe: words and punctuation, and who spoke from when to when. */
function transcribeLines(results: Json): readonly Json[] {
  const labels = new Map(
    listOf(objectOf(results.speaker_labels).segments).flatMap(({ items, speaker_label: outer }) =>
      listOf(items).map(({ start_time, speaker_label }) => [start_time, speaker_label ?? outer] as const),
    ),
  )
  const lines: { text: string; start: unknown; end: unknown; speaker: unknown }[] = []
  for (const item of listOf(results.items)) {
    const [best] = listOf(item.alternatives)
    const text = String(best?.content ?? '')
    const last = lines.at(-1)
    if (item.type === 'punctuation' && last) last.text += text
    else
      lines.push({
        text,
        start: item.start_time,
        end: item.end_time,
        speaker: item.speaker_label ?? labels.get(item.start_time),
      })
  }
  return lines
}
