import { setImmediate } from 'node:timers/promises'
import { html } from 'hono/html'
import { harmless } from '../../discord/markdown.ts'
import { evaluate, type Result } from '../../evaluation/evaluate.ts'
import { DIRECT } from '../../evaluation/measures.ts'
import type { Question } from '../../evaluation/questions.ts'
import type { Library } from '../../search/library.ts'
import { addressOf } from './channel.ts'
import { deskWords as words } from './desk-words.ts'
import type { Html } from './draw.ts'
import type { Frame } from './frame.ts'

export type Verdict = 'right' | 'wrong' | 'abstained'

/** Milliseconds after which somebody else has a turn: the bot's page answers while questions are measured. */
const TURN_MS = 20

/** Asks each question once for each library, and remembers how it went. */
export function measuring(questions: readonly Question[], now: () => number) {
  const measured = new WeakMap<Library, Promise<readonly Result[]>>()
  const measure = async (library: Library): Promise<readonly Result[]> => {
    const results: Result[] = []
    let since = now()
    for (const question of questions) {
      results.push(...evaluate(library, [question], now))
      if (now() - since < TURN_MS) continue
      await setImmediate()
      since = now()
    }
    return results
  }
  return (library: Library): Promise<readonly Result[]> => {
    const found = measured.get(library) ?? measure(library)
    measured.set(library, found)
    return found
  }
}

/** Whether the bot said the right thing, the wrong thing, or nothing where it should have spoken. */
export function verdictOf(result: Result): Verdict {
  if (isLookUp(result)) {
    if (result.figures['R@10'] === 1) return 'right'
    return result.found.length === 0 ? 'abstained' : 'wrong'
  }
  if (!isAnswerable(result)) return result.level === 'nothing' ? 'right' : 'wrong'
  if (result.level === 'nothing') return 'abstained'
  return result.figures['S@1'] === 1 ? 'right' : 'wrong'
}

/** The questions, by how they went; what went wrong first. */
export function drawQuestions(results: readonly Result[]): Omit<Frame, 'show'> {
  const groups = (['wrong', 'abstained', 'right'] as const).map(verdict => ({
    verdict,
    results: results.filter(result => verdictOf(result) === verdict),
  }))
  return {
    title: words.questionsTitle,
    room: 'desk',
    main: html`
      <p><a href="/desk">${words.back}</a></p>
      <h1>${words.questionsTitle}</h1>
      ${results.length === 0 && html`<p>${words.noQuestions}</p>`}
      <ul class="figures">
        ${groups
          .toReversed()
          .map(
            ({ verdict, results: some }) =>
              html`<li><a href="#${verdict}"><strong>${some.length}</strong> ${words.verdicts[verdict]}</a></li>`,
          )}
      </ul>
      ${groups.map(({ verdict, results: some }) => some.length > 0 && drawGroup(verdict, some))}`,
  }
}

function drawGroup(verdict: Verdict, results: readonly Result[]): Html {
  return html`
    <section aria-labelledby="${verdict}">
      <h2 id="${verdict}">${words.verdicts[verdict]} (${results.length})</h2>
      <p class="small">${words.about[verdict]}</p>
      <ol class="questions">${results.map(drawResult)}</ol>
    </section>`
}

function drawResult(result: Result): Html {
  const { id, q, kind } = result.question
  const typed = kind === 'resources' ? `/resources ${q}` : q
  return html`
    <li>
      <p><a href="${addressOf({ gone: 0, entries: [{ began: { typed } }] })}">${harmless(q)}</a> <span class="small">${harmless(id)}</span></p>
      <p class="small">${words.wanted}: ${harmless(wantedOf(result))} · ${words.found}: ${harmless(foundOf(result))}</p>
    </li>`
}

const SHOWN = 3

function wantedOf(result: Result): string {
  if (isLookUp(result)) return some(result.question.gold)
  if (!isAnswerable(result)) return words.noAnswer
  const direct = result.question.gold.filter(({ grade }) => grade >= DIRECT)
  return some([...new Set(direct.map(({ episode }) => episode))])
}

function foundOf(result: Result): string {
  if ('level' in result && result.level === 'nothing') return words.nothing
  return result.found.length === 0 ? words.nothing : some(result.found)
}

function some(all: readonly string[]): string {
  return [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [words.more(all.length - SHOWN)] : [])].join(', ')
}

const isLookUp = (result: Result): result is Extract<Result, { question: { kind: 'resources' } }> =>
  result.question.kind === 'resources'
const isAnswerable = (result: Result): result is Extract<Result, { question: { kind: 'ask' } }> =>
  result.question.kind === 'ask'
