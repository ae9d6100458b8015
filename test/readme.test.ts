import { parse as parseEnvironment } from 'dotenv'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { createMetrics } from '../src/operations/metrics.ts'
import { blocks, code, file, firstColumn } from './readme.ts'

/** What CloudFormation adds to YAML. */
const customTags = ['!Ref', '!Sub'].map(tag => ({ tag, resolve: (text: string) => text }))

test('every block of YAML is YAML, and every block of JSON is JSON', () => {
  expect(blocks('yaml').length).toBeGreaterThan(2)
  for (const block of blocks('yaml')) {
    const { errors, warnings } = parseDocument(block, { customTags })
    expect([...errors, ...warnings].map(String)).toEqual([])
  }
  const lines = blocks('json').flatMap(block => block.split('\n'))
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
})

test('every script that is named can be run', () => {
  const named = code().flatMap(text => [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name))
  const { scripts } = JSON.parse(file('package.json')) as { scripts: Record<string, string> }
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(name => name === undefined || scripts[name] === undefined)).toEqual([])
})

test('the settings of the README are those of .env.example, and those that are read', () => {
  const source = file('src/config.ts')
  const keys = [...source.matchAll(/\b([A-Z]+(?:_[A-Z]+)*): /g)].map(([, name]) => name)
  const taken = [...source.matchAll(/const \{([^}]*)\} = (?:filled|read)/g)]
  const names = taken.flatMap(([, inside = '']) => inside.match(/\b[A-Z][A-Z_]+\b/g) ?? [])
  const read = [...new Set([...keys, ...names])].sort()
  expect(read).toContain('NODE_ENV')
  expect(firstColumn('variable').toSorted()).toEqual(read)
  expect(Object.keys(parseEnvironment(file('.env.example'))).sort()).toEqual(read)
})

test('the metrics of the README are those that are told', async () => {
  const told = [...(await createMetrics().text()).matchAll(/^# HELP (shownotes_\w+)/gm)].map(([, name]) => name)
  expect(told.length).toBeGreaterThan(5)
  expect(firstColumn('metric').toSorted()).toEqual(told.toSorted())
})
