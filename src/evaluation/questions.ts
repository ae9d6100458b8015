import * as z from 'zod'

type BaseQuestion = {
  readonly id: string
  readonly q: string
  /** Its file and line, `questions.jsonl:3`. */
  readonly at: string
}

/** A question that the show answers, and where. `style` only groups the results. */
export type AskQuestion = BaseQuestion & {
  readonly kind: 'ask'
  readonly style: string
  readonly gold: readonly Judged[]
}

/** Grade 2: the episode answers it directly. Grade 1: it helps. `start` and `end` of the answer, in seconds. */
export type Judged = {
  readonly episode: string
  readonly grade: number
  readonly start?: number
  readonly end?: number
}

/** A search for links: those that must be found, and those that are acceptable. */
export type ResourcesQuestion = BaseQuestion & {
  readonly kind: 'resources'
  readonly gold: readonly string[]
  readonly alsoOk: readonly string[]
}

/** A question that the show does not answer. */
export type UnanswerableQuestion = BaseQuestion & {
  readonly kind: 'unanswerable'
  readonly style: string
}

/** A question about the show or its episodes, and what a right reply contains. */
export type AboutQuestion = BaseQuestion & {
  readonly kind: 'about'
  readonly style: string
  /** The question asked just before. */
  readonly after?: string
  /** The one episode to search. */
  readonly episode?: string
  readonly expect: Expectation
}

/** All that is given has to hold. */
type Expectation = {
  /** Ids of episodes that must be shown, `any`: one of them; `alsoOk` may be shown. */
  readonly episodes: readonly string[]
  readonly any: boolean
  readonly alsoOk: readonly string[]
  /** All of these must be in the reply, and one of those. */
  readonly text: readonly string[]
  readonly textAny: readonly string[]
  readonly count?: number
  /** The first ones of a long list, if it begins with the newest. */
  readonly newestFirst: readonly string[]
  /** Where it is said: one of these stretches of an episode, in seconds. */
  readonly windows: readonly { readonly episode: string; readonly start: number; readonly end: number }[]
  readonly speaker?: string
  /** This piece of the description is right too. */
  readonly paragraph?: string
  /** There is no such thing, and the reply says so. */
  readonly none: boolean
  /** Whether a list of episodes is expected, or the card of one. */
  readonly isList: boolean
  readonly isCard: boolean
  readonly notHost: readonly string[]
}

export type Question = AskQuestion | ResourcesQuestion | UnanswerableQuestion | AboutQuestion

/** The questions of a file, and a sentence for each line that could not be read. */
export type Questions = { readonly questions: readonly Question[]; readonly faults: readonly string[] }

const id = z.union([z.string(), z.number()]).transform(String)

const Ask = z.object({
  id,
  q: z.string().min(1),
  style: z.string().default('question'),
  gold: z
    .array(
      z.object({
        episode: id,
        grade: z.number().min(1).max(2),
        start: z.number().optional(),
        end: z.number().optional(),
      }),
    )
    .min(1),
})

const Resources = z.object({
  id,
  q: z.string().min(1),
  gold: z.array(z.string()).min(1),
  also_ok: z.array(z.string()).default([]),
})

const Unanswerable = z.object({ id, q: z.string().min(1), kind: z.string() })

const texts = z.array(z.string()).default([])
const About = z.object({
  id,
  q: z.string().min(1),
  kind: z.string(),
  after: z.string().optional(),
  episode: z.string().optional(),
  expect: z.object({
    command: z.string().optional(),
    episodes: texts,
    match: z.literal('any').optional(),
    also_ok: texts,
    text: texts,
    text_any: texts,
    count: z.number().optional(),
    newest_first: texts,
    start: z.number().optional(),
    end: z.number().optional(),
    windows: z.array(z.object({ episode: z.string(), start: z.number(), end: z.number() })).default([]),
    speaker: z.string().optional(),
    paragraph: z.string().optional(),
    none: z.boolean().default(false),
    not_host: texts,
  }),
})

/** A question about the show with its fact as people would write it, and the episodes that it is about. */
const PlainAbout = z.object({
  id,
  q: z.string().min(1),
  kind: z.string(),
  gold: z.string().min(1),
  episode: z.string(),
})

/**
 * Reads questions with known answers, one JSON object per line. `gold` is a list of `{"episode","grade","start","end"}` for a
 * question, and a list of URLs for a search for links. It is missing if there is no answer; then `kind` says why
 * (`off-topic`, `chatter`, …). A question about the show or its episodes has an `expect`, or a `gold` in free words.
 */
export function readQuestions(text: string, file: string): Questions {
  const questions: Question[] = []
  const faults: string[] = []
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return
    const at = `${file}:${i + 1}`
    const read = readLine(line, at)
    if ('question' in read) questions.push(read.question)
    else faults.push(`${at} is not a question: ${read.reason}.`)
  })
  return { questions, faults }
}

/** A warning for each answer in an episode that the show does not have. */
export function unknownEpisodes(questions: readonly Question[], known: ReadonlySet<string>): readonly string[] {
  return questions.flatMap(question => {
    if (question.kind !== 'ask') return []
    const unknown = new Set(question.gold.map(({ episode }) => episode).filter(episode => !known.has(episode)))
    return [...unknown].map(
      episode => `${question.at} expects episode ${episode}, which this show does not have. Correct its number there.`,
    )
  })
}

/** What a line needs, by the name of the invalid field. */
const NEEDS: Readonly<Record<string, string>> = {
  id: '“id” must be a text or a number',
  q: '“q” must be the question, as text',
  style: '“style” must be text',
  gold: '“gold” must be a list of answers such as {"episode":"64","grade":2}, or of URLs',
  kind: 'it needs “gold”, a list of answers, or “kind”, the reason why it has none',
  episode: 'each answer in “gold” needs an “episode”, a text or a number',
  grade: 'each answer in “gold” needs a “grade”: 2 if it answers the question, 1 if it only helps',
  start: '“start” must be a number, in seconds',
  end: '“end” must be a number, in seconds',
  also_ok: '“also_ok” must be a list of URLs',
  expect: '“expect” must be an object with what a right reply contains',
}

function readLine(line: string, at: string): { readonly question: Question } | { readonly reason: string } {
  try {
    return { question: questionOf(JSON.parse(line), at) }
  } catch (error) {
    if (!(error instanceof z.ZodError)) return { reason: 'it must be one JSON object on one line' }
    const names = error.issues.map(({ path }) => path.findLast(part => typeof part === 'string') ?? '')
    return { reason: [...new Set(names)].map(name => NEEDS[name] ?? 'it must be a JSON object').join('; ') }
  }
}

function aboutQuestion(value: unknown, at: string): AboutQuestion {
  const { id, q, kind, after, episode, expect } = About.parse(value)
  const { start, end, windows, count, speaker, paragraph } = expect
  const [first] = expect.episodes
  const stretch =
    start !== undefined && end !== undefined && first !== undefined ? [{ episode: first, start, end }] : []
  return {
    kind: 'about',
    style: kind,
    id,
    q,
    at,
    ...(after !== undefined && { after }),
    ...(episode !== undefined && { episode }),
    expect: {
      episodes: expect.episodes,
      any: expect.match === 'any',
      alsoOk: expect.also_ok,
      text: expect.text,
      textAny: expect.text_any,
      newestFirst: expect.newest_first,
      windows: [...windows, ...stretch],
      none: expect.none,
      isList: expect.command === 'list',
      isCard: expect.command === 'episode',
      notHost: expect.not_host,
      ...(count !== undefined && { count }),
      ...(speaker !== undefined && { speaker }),
      ...(paragraph !== undefined && { paragraph }),
    },
  }
}

const NOTHING_EXPECTED: Expectation = {
  episodes: [],
  any: false,
  alsoOk: [],
  text: [],
  textAny: [],
  newestFirst: [],
  windows: [],
  none: false,
  isList: false,
  isCard: false,
  notHost: [],
}

/** Lengths may differ by this, since a transcript may end before its episode does. In minutes. */
const LENGTH_TOLERANCE = 2

/** As replies write it: `24 April 2021`. */
const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** How replies begin a length, such as `Length: 1 hour 13 min`, for each that is near enough. */
function lengthsAround(minutes: number): readonly string[] {
  return Array.from({ length: 2 * LENGTH_TOLERANCE + 1 }, (_, i) => {
    const near = minutes - LENGTH_TOLERANCE + i
    const hours = Math.floor(near / 60)
    return `${hours === 0 ? '' : hours === 1 ? '1 hour ' : `${hours} hours `}${near % 60} min`
  }).flatMap(length => BEFORE_LENGTHS.map(before => `${before}${length}`))
}

/** What stands before a length in an answer and on an episode, so that `1 hour 13 min` is not taken for `13 min`. */
const BEFORE_LENGTHS = ['Length: ', 'about ', '· ']

/** `1 hour 13 minutes` → 73; undefined if no length is named. */
function minutesIn(text: string): number | undefined {
  const [hours, minutes] = [/\b(\d+) hours?\b/, /\b(\d+)(?: to \d+)? minutes?\b/].map(unit => unit.exec(text)?.[1])
  return hours === undefined && minutes === undefined ? undefined : 60 * Number(hours ?? 0) + Number(minutes ?? 0)
}

/**
 * What a reply must show of a fact in free words: the names for a question about people, the date (`2021-04-24`), the
 * length, or the number; for other kinds, or if the fact holds none of these, the episodes alone are judged.
 */
function plainAboutQuestion(value: unknown, at: string): AboutQuestion {
  const { id, q, kind, gold, episode } = PlainAbout.parse(value)
  const episodes = episode.split(',').flatMap(name => name.trim() || [])
  const day = /\b\d{4}-\d\d-\d\d\b/.exec(gold)?.[0]
  const text =
    kind === 'guest' || kind === 'host'
      ? gold.split(/,| and /).map(name => name.trim())
      : kind === 'date' && day !== undefined
        ? [longDate.format(new Date(day))]
        : kind === 'count'
          ? [/\d+/.exec(gold)?.[0] ?? gold]
          : []
  const minutes = kind === 'length' ? minutesIn(gold) : undefined
  const textAny = minutes === undefined ? [] : lengthsAround(minutes)
  return {
    kind: 'about',
    style: kind,
    id,
    q,
    at,
    expect: { ...NOTHING_EXPECTED, episodes, text, textAny, isList: kind === 'list' },
  }
}

function questionOf(value: unknown, at: string): Question {
  if (z.looseObject({ expect: z.unknown().optional() }).parse(value).expect !== undefined)
    return aboutQuestion(value, at)
  const { gold, episode } = z
    .looseObject({ gold: z.unknown().optional(), episode: z.unknown().optional() })
    .parse(value)
  if (typeof gold === 'string' && episode !== undefined) return plainAboutQuestion(value, at)
  if (gold === undefined) {
    const { id, q, kind } = Unanswerable.parse(value)
    return { kind: 'unanswerable', id, q, at, style: kind }
  }
  if (Array.isArray(gold) && typeof gold[0] === 'string') {
    const { id, q, gold: links, also_ok } = Resources.parse(value)
    return { kind: 'resources', id, q, at, gold: links, alsoOk: also_ok }
  }
  const { id, q, style, gold: judged } = Ask.parse(value)
  return { kind: 'ask', id, q, at, style, gold: judged.map(withoutUndefined) }
}

function withoutUndefined({ episode, grade, start, end }: z.output<typeof Ask>['gold'][number]): Judged {
  return { episode, grade, ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
}
