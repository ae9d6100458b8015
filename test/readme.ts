import { readFileSync } from 'node:fs'
import type { Nodes, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'

const page = fromMarkdown(file('README.md'), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

/** A file of the repository, by its path from the top. */
export function file(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

/** The README's code blocks in a language, in order. */
export function blocks(language: string): readonly string[] {
  const found: string[] = []
  visit(page, 'code', ({ lang, value }) => {
    if (lang === language) found.push(value)
  })
  return found
}

/** All that the README shows as code, in blocks and within lines. */
export function code(): readonly string[] {
  const found: string[] = []
  visit(page, node => {
    if (node.type === 'code' || node.type === 'inlineCode') found.push(node.value)
  })
  return found
}

/** The names in the first column of the table that has this heading there. */
export function firstColumn(heading: string): readonly string[] {
  const found: string[] = []
  visit(page, 'table', ({ children: [head, ...rows] }: Table) => {
    if (head?.children[0] === undefined || textOf(head.children[0]) !== heading) return
    for (const { children } of rows) {
      if (children[0]) visit(children[0], 'inlineCode', ({ value }) => void found.push(value))
    }
  })
  return found
}

function textOf(node: Nodes): string {
  return 'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''
}
