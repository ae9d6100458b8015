import { setImmediate } from 'node:timers/promises'
import { html } from 'hono/html'
import {
  directIn,
  evaluate,
  isAsk,
  isResources,
  judgedMoment,
  type QuestionResult,
  type Verdict,
  verdictOf,
} from '../evaluation/evaluate.ts'
import type { Question } from '../evaluation/questions.ts'
import type { Library } from '../search/library.ts'
import { stripControls } from '../text.ts'
import { channelUrl } from './channel.ts'
import type { Html } from './message.ts'
import type { Frame } from './page.ts'
import { dashboardText } from './text.ts'

/** Evaluation pauses after this many milliseconds, so that the server can answer requests. */
const TURN_MS = 20

/** Evaluates the questions once for each library. */
export function evaluateOnce(questions: readonly Question[], now: () => number) {
  const known = new WeakMap<Library, Promise<readonly QuestionResult[]>>()
  const evaluateAll = async (library: Library): Promise<readonly QuestionResult[]> => {
    const results: QuestionResult[] = []
    let since = now()
    for (const question of questions) {
      results.push(...evaluate(library, [question], now))
      if (now() - since < TURN_MS) continue
      await setImmediate()
      since = now()
    }
    return results
  }
  return (library: Library): Promise<readonly QuestionResult[]> => {
    const found = known.get(library) ?? evaluateAll(library)
    known.set(library, found)
    return found
  }
}

/**
 * The questions grouped by verdict, wrong ones first.
 *
 * @param warnings what is wrong with the questions themselves, in sentences.
 */
export function drawQuestions(results: readonly QuestionResult[], warnings: readonly string[]): Omit<Frame, 'show'> {
  const groups = (['wrong', 'another moment', 'abstained', 'right'] as const).map(verdict => ({
    verdict,
    id: verdict.replace(' ', '-'),
    results: results.filter(result => verdictOf(result) === verdict),
  }))
  return {
    title: dashboardText.questionsTitle,
    room: 'dashboard',
    main: html`
      <p><a href="/dashboard">${dashboardText.back}</a></p>
      <h1>${dashboardText.questionsTitle}</h1>
      ${results.length === 0 && html`<p>${dashboardText.noQuestions}</p>`}
      ${warnings.length > 0 && html`<ul class="problems">${warnings.map(text => html`<li>${stripControls(text)}</li>`)}</ul>`}
      <ul class="counts">
        ${groups.toReversed().map(({ verdict, id, results: some }) => {
          const figure = html`<strong>${some.length}</strong> ${dashboardText.verdicts[verdict]}`
          return html`<li>${some.length > 0 ? html`<a href="#${id}">${figure}</a>` : figure}</li>`
        })}
      </ul>
      ${groups.map(group => group.results.length > 0 && drawGroup(group))}`,
  }
}

type Group = { readonly verdict: Verdict; readonly id: string; readonly results: readonly QuestionResult[] }

function drawGroup({ verdict, id, results }: Group): Html {
  return html`
    <section aria-labelledby="${id}">
      <h2 id="${id}">${dashboardText.verdicts[verdict]} (${results.length})</h2>
      <p class="small">${dashboardText.about[verdict]}</p>
      <ol class="questions">${results.map(drawResult)}</ol>
    </section>`
}

function drawResult(result: QuestionResult): Html {
  const { id, q, kind } = result.question
  const typed = kind === 'resources' ? `/resources ${q}` : q
  return html`
    <li>
      <p><a href="${channelUrl({ gone: 0, entries: [{ began: { typed } }] })}">${stripControls(q)}</a> <span class="small">${stripControls(id)}</span></p>
      <p class="small">${dashboardText.wanted}: ${stripControls(expectedOf(result))} · ${dashboardText.found}: ${stripControls(foundOf(result))}</p>
    </li>`
}

const SHOWN = 3

function expectedOf(result: QuestionResult): string {
  if (isResources(result)) return firstFew(result.question.gold)
  if (!isAsk(result)) return dashboardText.noAnswer
  const wanted = directIn(result).map(judged => (isElsewhere(result) ? judgedMoment(judged) : judged.episode))
  return firstFew([...new Set(wanted)])
}

function foundOf(result: QuestionResult): string {
  if ('level' in result && result.level === 'nothing') return dashboardText.nothing
  if (isAsk(result) && isElsewhere(result) && result.quoted) return judgedMoment(result.quoted)
  return result.found.length === 0 ? dashboardText.nothing : firstFew(result.found)
}

const isElsewhere = (result: QuestionResult): boolean => verdictOf(result) === 'another moment'

function firstFew(all: readonly string[]): string {
  return [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [dashboardText.more(all.length - SHOWN)] : [])].join(', ')
}
