import { z } from 'zod'

/** A question that the show answers, and where. `style` and `kind` only serve to group the figures. */
export type AskQuestion = {
  readonly kind: 'ask'
  readonly id: string
  readonly q: string
  readonly style: string
  readonly gold: readonly Judged[]
}

/** Grade 2: this episode answers it directly. Grade 1: it helps. Times in seconds, where the answer is spoken. */
export type Judged = {
  readonly episode: string
  readonly grade: number
  readonly start?: number
  readonly end?: number
}

/** A look-up of links: those that must be found, and those that do no harm. */
export type ResourcesQuestion = {
  readonly kind: 'resources'
  readonly id: string
  readonly q: string
  readonly gold: readonly string[]
  readonly alsoOk: readonly string[]
}

/** A question that the show does not answer. */
export type UnanswerableQuestion = {
  readonly kind: 'unanswerable'
  readonly id: string
  readonly q: string
  readonly style: string
}

export type Question = AskQuestion | ResourcesQuestion | UnanswerableQuestion

/** What a file of questions holds, and a sentence for each line that could not be read. */
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

/**
 * Reads questions with known answers, a JSON object a line. What a line asks shows in its answers: `gold` is a list of
 * `{"episode","grade","start","end"}` for a question, a list of addresses for a look-up of resources, and is missing
 * where there is no answer (then `kind` says why: `off-topic`, `chatter`, …).
 */
export function readQuestions(text: string, file: string): Questions {
  const questions: Question[] = []
  const faults: string[] = []
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return
    try {
      questions.push(questionOf(JSON.parse(line)))
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error
      faults.push(`${file}:${i + 1} is not a question: ${why}`)
    }
  })
  return { questions, faults }
}

function questionOf(value: unknown): Question {
  const gold = z.object({ gold: z.array(z.unknown()) }).safeParse(value).data?.gold
  if (gold === undefined) {
    const { id, q, kind } = Unanswerable.parse(value)
    return { kind: 'unanswerable', id, q, style: kind }
  }
  if (typeof gold[0] === 'string') {
    const { id, q, gold: links, also_ok } = Resources.parse(value)
    return { kind: 'resources', id, q, gold: links, alsoOk: also_ok }
  }
  const { id, q, style, gold: judged } = Ask.parse(value)
  return { kind: 'ask', id, q, style, gold: judged.map(withoutUndefined) }
}

function withoutUndefined({ episode, grade, start, end }: z.output<typeof Ask>['gold'][number]): Judged {
  return { episode, grade, ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
}
