import { pluralize } from '../text.ts'
import {
  type AskResult,
  directIn,
  isAsk,
  isResources,
  judgedMoment,
  type QuestionResult,
  type UnanswerableResult,
  verdictOf,
} from './evaluate.ts'
import { auroc, bootstrap, falseAnswersAt, mean, type Random, randomisationTest } from './statistics.ts'

/**
 * The results of a run as text: the mean of each measure, its 95 % interval, and what it means.
 *
 * @param lexical the results of words alone, to print beside the others.
 */
export function report(
  results: readonly QuestionResult[],
  random: Random,
  lexical?: readonly QuestionResult[] | undefined,
): string {
  const { asked, unanswerable, linkSearches } = byKind(results)
  const before = lexical && byKind(lexical)
  const lines: string[] = []
  if (asked.length > 0) {
    lines.push(
      `Questions that the show answers: ${asked.length} (mean, 95 % interval${before ? ', mean by words alone' : ''})`,
    )
    for (const name of measures(asked)) lines.push(figureLine(name, asked, before?.asked, random))
    const styles = byStyle(asked)
    if (styles.length > 1) lines.push('', 'by style', ...styles)
  }
  if (asked.length > 0 && unanswerable.length > 0) {
    lines.push('', `Questions that it does not answer: ${unanswerable.length}`, ...abstentionLines(asked, unanswerable))
    if (before) lines.push('  words alone:', ...abstentionLines(before.asked, before.unanswerable))
  }
  if (asked.length > 0) {
    lines.push('', ...levelLines(asked, unanswerable))
    if (before) lines.push('  words alone:', ...levelLines(before.asked, before.unanswerable))
  }
  if (linkSearches.length > 0) {
    lines.push('', `Searches for links: ${linkSearches.length}`)
    for (const name of measures(linkSearches)) lines.push(figureLine(name, linkSearches, before?.linkSearches, random))
  }
  lines.push('', timeLine(results))
  return lines.join('\n')
}

/** The questions that were not answered correctly, with what was found instead. */
export function failures(results: readonly QuestionResult[]): string {
  return results
    .filter(result => verdictOf(result) !== 'right')
    .map(result => `${result.question.id}  ${result.question.q}\n    ${failureOf(result)}`)
    .join('\n')
}

function failureOf(result: QuestionResult): string {
  const found = result.found.slice(0, 3).join(' | ') || 'nothing'
  if (isResources(result)) {
    return `${percent(result.figures['R@10'])} of the expected links are among the first ten; found ${found}`
  }
  if (!isAsk(result)) return `the show does not answer it; found ${found}; said ${result.level}`
  const direct = directIn(result)
  if (verdictOf(result) === 'another moment' && result.quoted) {
    return `another moment: expected ${direct.map(judgedMoment).join(', ')}; quoted ${judgedMoment(result.quoted)}; said ${result.level}`
  }
  return `expected ${[...new Set(direct.map(({ episode }) => episode))].join(', ')}; found ${found}; said ${result.level}`
}

/** Compares two runs over the same questions: the measures of both, and the p-value of their difference. */
export function comparison(now: readonly QuestionResult[], before: readonly QuestionResult[], random: Random): string {
  const earlier = new Map(before.map(result => [`${result.question.kind} ${result.question.id}`, result]))
  const pairs = now.flatMap(result => {
    const other = earlier.get(`${result.question.kind} ${result.question.id}`)
    return other ? [{ now: figuresOf(result), before: figuresOf(other) }] : []
  })
  const names = new Set(pairs.flatMap(pair => Object.keys(pair.now)))
  const lines = [...names].map(name => {
    const values = pairs.flatMap(pair => {
      const [one, other] = [pair.now[name], pair.before[name]]
      return one === undefined || other === undefined ? [] : [{ one, other }]
    })
    const [ones, others] = [values.map(({ one }) => one), values.map(({ other }) => other)]
    const p = randomisationTest(ones, others, random)
    return `${name.padEnd(8)} ${share(mean(others))} → ${share(mean(ones))}   p ${p.toFixed(3)}`
  })
  const about = `${pluralize(pairs.length, 'question')} in both runs; p is how likely a difference this large is by chance, if both are equally good`
  return [about, ...lines].join('\n')
}

/** What each measure means. */
const MEANINGS: Readonly<Record<string, string>> = {
  'S@1': 'the first episode answers it',
  'MRR@5': '1 / the rank of the first episode that answers it; 0 if it is not among five',
  'nDCG@5': 'how close the order of the first five episodes is to the best one',
  'R@5': 'the share of the episodes that answer it that are among the first five',
  'hit@1': 'the first quote starts within a minute of where the answer is spoken',
  'hit@3': 'one of the first three quotes does',
  'R@10': 'the share of the expected links that are among the first ten',
  'MRR@10': '1 / the rank of the first expected link; 0 if it is not among ten',
  AUROC: 'the chance that a question with an answer gets more confidence than one without',
}

const isUnanswerable = (result: QuestionResult): result is UnanswerableResult => result.question.kind === 'unanswerable'

function byKind(results: readonly QuestionResult[]) {
  return {
    asked: results.filter(isAsk),
    linkSearches: results.filter(isResources),
    unanswerable: results.filter(isUnanswerable),
  }
}

const figuresOf = (result: QuestionResult): Readonly<Record<string, number>> =>
  'figures' in result ? result.figures : {}

const measures = (results: readonly QuestionResult[]): readonly string[] =>
  Object.keys(results[0] ? figuresOf(results[0]) : {})

const valuesOf = (results: readonly QuestionResult[], name: string): readonly number[] =>
  results.flatMap(result => figuresOf(result)[name] ?? [])

const share = (value: number): string => value.toFixed(3)
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`

function figureLine(
  name: string,
  results: readonly QuestionResult[],
  lexical: readonly QuestionResult[] | undefined,
  random: Random,
): string {
  const values = valuesOf(results, name)
  const [low, high] = bootstrap(values, random)
  const alone = lexical ? `   ${share(mean(valuesOf(lexical, name)))}` : ''
  return `  ${name.padEnd(8)} ${share(mean(values))}   ${share(low)} to ${share(high)}${alone}   ${MEANINGS[name] ?? ''}`
}

function byStyle(asked: readonly AskResult[]): readonly string[] {
  return [...new Set(asked.map(result => result.question.style))].map(style => {
    const results = asked.filter(result => result.question.style === style)
    const figures = (['S@1', 'hit@1'] as const).map(name => `${name} ${share(mean(valuesOf(results, name)))}`)
    return `  ${style.padEnd(14)} ${String(results.length).padStart(4)}   ${figures.join('   ')}`
  })
}

function abstentionLines(asked: readonly AskResult[], unanswerable: readonly UnanswerableResult[]): readonly string[] {
  const [yes, no] = [asked.map(result => result.confidence), unanswerable.map(result => result.confidence)]
  const answered = unanswerable.filter(result => result.level !== 'nothing').length
  return [
    `  AUROC    ${share(auroc(yes, no))}   ${MEANINGS.AUROC}`,
    ...[0.9, 0.95].map(
      kept =>
        `  false answers if ${percent(kept)} of the answerable questions are answered: ${percent(falseAnswersAt(kept, yes, no))}`,
    ),
    `  answered with the current thresholds: ${answered} of ${unanswerable.length}`,
  ]
}

/** For each level, how many questions got it, and how many of these were right: the right episode first, or no answer. */
function levelLines(asked: readonly AskResult[], unanswerable: readonly UnanswerableResult[]): readonly string[] {
  return (['sure', 'close', 'nothing'] as const).map(level => {
    const right = {
      sure: asked.filter(result => result.figures['S@1'] === 1),
      close: asked.filter(result => result.figures['S@1'] === 1),
      nothing: unanswerable,
    }[level].filter(result => result.level === level).length
    const all = [...asked, ...unanswerable].filter(result => result.level === level).length
    return `  ${level.padEnd(8)} ${String(all).padStart(4)}, ${right} of them right (${percent(right / Math.max(1, all))})`
  })
}

function timeLine(results: readonly QuestionResult[]): string {
  const times = results.map(result => result.ms).sort((a, b) => a - b)
  const at = (part: number) => (times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0).toFixed(1)
  return `milliseconds per question: median ${at(0.5)}, 99th percentile ${at(0.99)}`
}
