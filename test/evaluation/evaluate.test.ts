import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createAskBot } from '../../src/cli/ask-bot.ts'
import { evaluateAbout } from '../../src/evaluation/about.ts'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { comparison, failures, report } from '../../src/evaluation/report.ts'
import { runEvaluation } from '../../src/evaluation/run.ts'
import { seeded } from '../../src/evaluation/statistics.ts'
import { DONE } from '../../src/result.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { reasonOf } from '../reason.ts'

const library = createLibrary(
  showOf(
    episode('1', 'The fog horn', {
      resources: [{ url: 'https://horns.example/history', label: 'A history of fog horns' }],
      segments: said(`
        Ada: Good evening and welcome. It rains.
        Ada: The fog horn runs on compressed air from a tank in the cellar.`),
    }),
    episode('2', 'Painting the tower', {
      segments: said('Ada: The tower is painted red and white every five years, with four hundred litres of paint.'),
    }),
  ),
  '2024-02-01',
)

const lines = `
{"id":"q1","q":"what does the fog horn run on?","style":"question","gold":[{"episode":1,"grade":2,"start":10,"end":20}]}
{"id":"q2","q":"how much paint for the tower","gold":[{"episode":"1","grade":2},{"episode":"2","grade":1}]}
{"id":"q3","q":"fog horns","gold":["http://www.horns.example/history/","https://horns.example/missing"]}
{"id":"q4","q":"who won the world cup?","kind":"off-topic"}
{"id":"q5","q":"what is in the cellar, compressed air?","gold":[{"episode":"1","grade":2,"start":600,"end":620}]}
`
const { questions, faults } = readQuestions(lines, 'questions.jsonl')
const results = evaluate(library, questions, () => 0)
const figuresOf = (id: string) => {
  const result = results.find(({ question }) => question.id === id)
  return result && 'figures' in result ? result.figures : undefined
}

test('reads all kinds of questions', () => {
  expect(faults).toEqual([])
  expect(questions.map(({ kind }) => kind)).toEqual(['ask', 'ask', 'resources', 'unanswerable', 'ask'])
})

const list = '“gold” must be a list of answers such as {"episode":"64","grade":2}, or of URLs'
const neither = 'it needs “gold”, a list of answers, or “kind”, the reason why it has none'

test.each([
  ['nonsense', 'it must be one JSON object on one line'],
  ['64', 'it must be a JSON object'],
  ['{"q":"why?","kind":"chatter"}', '“id” must be a text or a number'],
  ['{"id":2,"q":"why?"}', neither],
  ['{"id":2,"gold":[]}', `“q” must be the question, as text; ${list}`],
  ['{"id":2,"q":"why?","gold":"64","kind":"chatter"}', list],
  ['{"id":2,"q":"why?","gold":["https://horns.example",3]}', list],
  [
    '{"id":2,"q":"why?","gold":[{"episode":true,"grade":2},{"episode":"1","start":"1:20"}]}',
    'each answer in “gold” needs an “episode”, a text or a number; ' +
      'each answer in “gold” needs a “grade”: 2 if it answers the question, 1 if it only helps; ' +
      '“start” must be a number, in seconds',
  ],
])('says what is wrong with %s, with its file and line', (line, lacks) => {
  const read = readQuestions(`{"id":1,"q":"ok","kind":"chatter"}\n${line}\n`, 'bad.jsonl')
  expect(read.faults).toEqual([`bad.jsonl:2 is not a question: ${lacks}.`])
  expect(read.questions).toHaveLength(1)
})

test('counts the right episode at the right minute in full', () => {
  expect(figuresOf('q1')).toEqual({ 'S@1': 1, 'MRR@5': 1, 'nDCG@5': 1, 'R@5': 1, 'hit@1': 1, 'hit@3': 1 })
})

test('gives some credit for an episode that only helps', () => {
  // Found: the helpful one (gain 1) first, and not the direct one (gain 3), which says nothing about paint.
  const best = 3 / Math.log2(2) + 1 / Math.log2(3)
  expect(figuresOf('q2')).toMatchObject({ 'S@1': 0, 'MRR@5': 0, 'R@5': 0, 'hit@1': 0 })
  expect(figuresOf('q2')).toMatchObject({ 'nDCG@5': expect.closeTo(1 / best, 9) })
})

test('compares links regardless of spelling', () => {
  expect(figuresOf('q3')).toEqual({ 'R@10': 0.5, 'MRR@10': 1 })
})

test('reports each measure, and lists failures with what was found', () => {
  const text = report(results, seeded(1))
  for (const figure of ['S@1      0.667', 'hit@1    0.333', 'AUROC', 'R@10     0.500', 'nothing ']) {
    expect(text).toContain(figure)
  }
  expect(failures(results)).toContain('q2  how much paint for the tower\n    expected 1; found 2')
  expect(failures(results)).toContain('q3')
  expect(failures(results)).not.toContain('q1 ')
})

test('explains each measure in the report', () => {
  const figures = report(results, seeded(1)).match(/^ {2}\S+ +\d\.\d{3} .*$/gm) ?? []
  expect(figures.length).toBe(9)
  for (const line of figures) expect(line).toMatch(/ {3}[a-z1].{25,80}$/)
})

test('distinguishes a right episode quoted at another moment', () => {
  expect(figuresOf('q5')).toMatchObject({ 'S@1': 1, 'hit@1': 0 })
  expect(failures(results)).toContain('another moment: expected 1 at 600 s; quoted 1 at 10 s; ')
})

test('warns about an unknown episode with its file and line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  const file = join(folder, 'questions.jsonl')
  writeFileSync(
    file,
    `${lines}{"id":"q6","q":"paint","gold":[{"episode":"2","grade":2},{"episode":"064","grade":1}]}\n`,
  )
  const output = new PassThrough()
  expect(await runEvaluation([file], library, {}, output)).toEqual(DONE)
  const printed = output.read().toString()
  expect(printed).toContain(`${file}:7 expects episode 064, which this show does not have.`)
  expect(printed.match(/does not have/g)).toHaveLength(1)
})

test('judges a length in free words by its minutes, and by the episode alone if it names none', async () => {
  const long = createLibrary(showOf(episode('1', 'Fog', { durationSeconds: 73 * 60 })), '2024-06-01')
  const golds = ['1 hour 13 minutes', 'about 72 to 75 minutes', '13 minutes', '2 hours', 'rather long']
  const lines = golds.map((gold, i) => ({ id: i, q: 'how long is episode 1?', kind: 'length', gold, episode: '1' }))
  const { questions } = readQuestions(lines.map(line => JSON.stringify(line)).join('\n'), 'facts.jsonl')
  const about = questions.filter(question => question.kind === 'about')
  const judged = await evaluateAbout(about, createAskBot(long))
  expect(judged.map(({ fault }) => fault === undefined)).toEqual([true, true, false, false, true])
})

test('judges facts in free words by the bot’s own replies', async () => {
  const facts = `
{"id":"f1","q":"who was on the fog horn episode?","kind":"guest","gold":"Ada","episode":"1"}
{"id":"f2","q":"who was on the fog horn episode?","kind":"guest","gold":"Ben Reed","episode":"1"}
{"id":"f3","q":"how many episodes are there?","kind":"count","gold":"2 (both with a transcript)","episode":""}
{"id":"f4","q":"how many episodes are there?","kind":"count","gold":"3","episode":""}
{"id":"f5","q":"when did episode 2 come out?","kind":"date","gold":"on 2023-04-24","episode":"2"}
{"id":"f6","q":"what is episode 2 about?","kind":"episode-number","gold":"paint","episode":"2"}
{"id":"f7","q":"what is episode 2 about?","kind":"episode-number","gold":"paint","episode":"1"}`
  const { questions, faults } = readQuestions(facts, 'facts.jsonl')
  expect(faults).toEqual([])
  const about = questions.filter(question => question.kind === 'about')
  const judged = await evaluateAbout(about, createAskBot(library))
  expect(judged.map(({ question, fault }) => [question.id, fault])).toEqual([
    ['f1', undefined],
    ['f2', 'lacks “Ben Reed”'],
    ['f3', undefined],
    ['f4', 'lacks “3”'],
    ['f5', 'lacks “24 April 2023”'],
    ['f6', undefined],
    ['f7', 'lacks episode 1'],
  ])
})

test('compares two runs', () => {
  expect(comparison(results, results, seeded(1))).toContain('S@1      0.667 → 0.667   p 1.000')
})

test('saves a run, compares another with it, and reports a missing file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  const [file, kept] = [join(folder, 'questions.jsonl'), join(folder, 'run.json')]
  writeFileSync(file, lines)
  const output = new PassThrough()
  expect(await runEvaluation([file], library, { save: kept }, output)).toEqual(DONE)
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toHaveLength(5)
  expect(await runEvaluation([file], library, { against: kept, failures: true }, output)).toEqual(DONE)
  expect(output.read().toString()).toContain('5 questions in both runs')
  expect(reasonOf(await runEvaluation([join(folder, 'gone.jsonl')], library, {}, output))).toContain(
    'gone.jsonl cannot be read',
  )
})
