import * as z from 'zod'
import { cite } from '../search/ask.ts'
import { confidenceIn } from '../search/confidence.ts'
import { episodeNumbered, findEpisode } from '../search/episodes.ts'
import { quoteOf } from '../search/excerpt.ts'
import type { Library } from '../search/library.ts'
import { rank } from '../search/rank.ts'
import { findResources, resourcesOf } from '../search/resources.ts'
import type { QuestionVectors } from '../search/vectors.ts'

/** One line of a batch. */
const Question = z.object({
  id: z.string().or(z.number()),
  command: z.enum(['ask', 'resources', 'episode']),
  q: z.string(),
})

/**
 * Answers one line of a batch with a line of JSON: everything that was found, ranked, whatever the confidence.
 *
 * @param line JSON, `{"id","command":"ask"|"resources"|"episode","q"}`
 * @param number the line's number in its file, from 1, for an error message if the line has no id.
 * @param top the maximum number of episodes, passages or resources.
 * @param clock a monotonic clock in milliseconds, such as `performance.now`.
 * @param questions the vectors of questions; without them, words alone decide.
 */
export async function answerLine(
  line: string,
  number: number,
  library: Library,
  top: number,
  clock: () => number,
  questions?: QuestionVectors,
): Promise<string> {
  const parsed = parse(line)
  if (!parsed.success) {
    return JSON.stringify({ ...(parsed.id === undefined ? { line: number } : { id: parsed.id }), error: parsed.error })
  }
  const { id, command, q } = parsed.question
  const before = clock()
  await questions?.prepare(q)
  const found = answers[command](q, library, top, questions?.vectorOf(q))
  const ms = Math.round((clock() - before) * 1000) / 1000
  return JSON.stringify({ id, command, ms, ...found })
}

const answers = {
  ask: (q: string, library: Library, top: number, vector?: Int8Array) => {
    const ranking = rank(library, q, vector)
    const { level, probability } = confidenceIn(library, ranking)
    return {
      confidence: level,
      score: probability,
      episodes: ranking.episodes.slice(0, top).map(({ episode, score }) => ({ id: episode.id, score })),
      passages: ranking.passages.slice(0, top).map(({ passage }) => {
        const { episode, excerpt, url } = cite(passage, ranking.query)
        return { episode: episode.id, start: excerpt.start, end: excerpt.end, text: quoteOf(excerpt), url }
      }),
    }
  },
  resources: (q: string, library: Library, top: number, vector?: Int8Array) => {
    const numbered = episodeNumbered(library, q)
    const rows = numbered ? resourcesOf(numbered) : findResources(library, q, undefined, vector)
    const resources = rows
      .slice(0, top)
      .map(({ url, label, mentions }) => ({ url, label, episodes: mentions.map(({ episode }) => episode.id) }))
    return { resources }
  },
  episode: (q: string, library: Library) => {
    const found = findEpisode(library, q)
    return { episode: found.kind === 'found' ? found.episode.id : null }
  },
}

type ParsedLine =
  | { success: true; question: z.infer<typeof Question> }
  | { success: false; error: string; id?: string | number }

function parse(line: string): ParsedLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return { success: false, error: `not JSON: ${error instanceof Error ? error.message : error}` }
  }
  const question = Question.safeParse(value)
  if (question.success) return { success: true, question: question.data }
  const id = Question.pick({ id: true }).safeParse(value)
  const errors = question.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
  return { success: false, error: errors.join('; '), ...(id.success && { id: id.data.id }) }
}
