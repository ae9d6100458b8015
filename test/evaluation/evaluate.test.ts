import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { seeded } from '../../src/evaluation/chance.ts'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { comparison, failures, report } from '../../src/evaluation/report.ts'
import { openLibrary } from '../../src/search/library.ts'
import { runEvaluation } from '../../src/transport/evaluation.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const library = openLibrary(
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
`
const { questions, faults } = readQuestions(lines, 'questions.jsonl')
const results = evaluate(library, questions, () => 0)
const figuresOf = (id: string) => {
  const result = results.find(({ question }) => question.id === id)
  return result && 'figures' in result ? result.figures : undefined
}

test('a file of questions is read, whatever each line asks', () => {
  expect(faults).toEqual([])
  expect(questions.map(({ kind }) => kind)).toEqual(['ask', 'ask', 'resources', 'unanswerable'])
})

test('a line that is no question is named by its file and line', () => {
  const { faults } = readQuestions('{"id":1,"q":"ok","kind":"chatter"}\nnonsense\n{"id":2,"gold":[]}', 'bad.jsonl')
  expect(faults).toHaveLength(2)
  expect(faults[0]).toContain('bad.jsonl:2 is not a question')
  expect(faults[1]).toContain('bad.jsonl:3 is not a question')
})

test('the right episode at the right minute counts in full', () => {
  expect(figuresOf('q1')).toEqual({ 'S@1': 1, 'MRR@5': 1, 'nDCG@5': 1, 'R@5': 1, 'hit@1': 1, 'hit@3': 1 })
})

test('an episode that only helps is no success, but it is worth something', () => {
  // Found: the helpful one (gain 1) first, and not the direct one (gain 3), which says nothing about paint.
  const best = 3 / Math.log2(2) + 1 / Math.log2(3)
  expect(figuresOf('q2')).toMatchObject({ 'S@1': 0, 'MRR@5': 0, 'R@5': 0, 'hit@1': 0 })
  expect(figuresOf('q2')).toMatchObject({ 'nDCG@5': expect.closeTo(1 / best, 9) })
})

test('links are compared however they are spelled', () => {
  expect(figuresOf('q3')).toEqual({ 'R@10': 0.5, 'MRR@10': 1 })
})

test('the report names each figure, and the failures say what was found instead', () => {
  const text = report(results, seeded(1))
  for (const figure of ['S@1      0.500', 'hit@1    0.500', 'AUROC', 'R@10     0.500', 'nothing ']) {
    expect(text).toContain(figure)
  }
  expect(failures(results)).toContain('q2  how much paint for the tower\n    wanted 1; found 2')
  expect(failures(results)).toContain('q3')
  expect(failures(results)).not.toContain('q1 ')
})

test('two runs over the same questions are compared', () => {
  expect(comparison(results, results, seeded(1))).toContain('S@1      0.500 → 0.500   p 1.000')
})

test('a run can be kept and another compared with it, and a file that is missing is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  const [file, kept] = [join(folder, 'questions.jsonl'), join(folder, 'run.json')]
  writeFileSync(file, lines)
  const output = new PassThrough()
  expect(runEvaluation([file], library, { save: kept }, output)).toBeUndefined()
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toHaveLength(4)
  expect(runEvaluation([file], library, { against: kept, failures: true }, output)).toBeUndefined()
  expect(output.read().toString()).toContain('4 questions in both runs')
  expect(runEvaluation([join(folder, 'gone.jsonl')], library, {}, output)).toContain('gone.jsonl cannot be read')
})
