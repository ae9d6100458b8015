import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { createMetrics } from '../src/operations/metrics.ts'
import { phrasesFor } from '../src/reply/languages/phrases.ts'
import { allCode, codeBlocks, documents, file, firstColumn, linksIn } from './documents.ts'
import { generatedFiles } from './generate-docs.ts'
import { MAIN } from './loopback/bot.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

test('the README is short', () => {
  expect(file('README.md').split('\n').length).toBeLessThanOrEqual(170)
})

test('settings and commands are documented as they are defined; if not: npm run docs', () => {
  for (const [path, text] of Object.entries(generatedFiles(MAIN))) expect(file(path), path).toBe(text)
})

test('every link to a file leads to one', () => {
  const files = documents.flatMap(({ path, page }) => {
    const local = linksIn(page).filter(url => !/^(https?:|#)/.test(url))
    return local.map(url => join(dirname(path), url.replace(/#.*/, '')))
  })
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter(path => !existsSync(join(root, path)))).toEqual([])
})

test('every block of YAML is YAML, and every line of JSON is JSON', () => {
  expect(codeBlocks('yaml').length).toBeGreaterThan(0)
  for (const block of codeBlocks('yaml')) {
    const { errors, warnings } = parseDocument(block)
    expect([...errors, ...warnings].map(String)).toEqual([])
  }
  const lines = codeBlocks('json').flatMap(block => block.split('\n'))
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
})

test('every script that is named exists', () => {
  const named = allCode().flatMap(text =>
    [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name),
  )
  const { scripts } = JSON.parse(file('package.json')) as { scripts: Record<string, string> }
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(name => name === undefined || scripts[name] === undefined)).toEqual([])
})

test('every option that is named exists', () => {
  const commands = ['ask', 'check', 'evaluate', 'build:index', 'start', 'preview', 'serve', 'register']
  const help = new Map(
    commands.map(name => [name, execFileSync(process.execPath, [MAIN, 'help', name], { encoding: 'utf8' })]),
  )
  const used = allCode()
    .flatMap(text => text.split('\n'))
    .flatMap(line => {
      const [, name = '', rest = ''] =
        /(?:npm (?:run )?(?:--silent )?|dist\/main\.js )([\w:]+)(?: --(?= )|)(.*)/.exec(line) ?? []
      return help.has(name) ? [...rest.matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => ({ name, option })) : []
    })
  expect(used.length).toBeGreaterThan(10)
  expect(used.filter(({ name, option }) => !help.get(name)?.includes(`  ${option}`))).toEqual([])
})

test('buttons are documented under the labels that they have', () => {
  const { back, more, pickEpisode, ...buttons } = phrasesFor('en').buttons
  const undocumented = Object.values(buttons).filter(label => !file('docs/commands.md').includes(`*${label}*`))
  expect(undocumented).toEqual([])
})

test('every metric is documented', async () => {
  const offered = [...(await createMetrics().text()).matchAll(/^# HELP (shownotes_\w+)/gm)].map(([, name]) => name)
  expect(offered.length).toBeGreaterThan(5)
  expect(firstColumn('metric').toSorted()).toEqual(offered.toSorted())
})
