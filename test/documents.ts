import { readdirSync, readFileSync } from 'node:fs'
import type { Nodes, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'

/** A file of the repository, by its path from the top. */
export function file(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

/** The README and every page in `docs/`, parsed. */
export const documents: readonly { readonly path: string; readonly page: Root }[] = [
  'README.md',
  'CHANGELOG.md',
  '.github/CONTRIBUTING.md',
  '.github/SECURITY.md',
  ...readdirSync(new URL('../docs/', import.meta.url))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
].map(path => ({ path, page: fromMarkdown(file(path), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) }))

/** The code blocks in this language, in all documents. */
export function codeBlocks(language: string): readonly string[] {
  const found: string[] = []
  for (const { page } of documents) {
    visit(page, 'code', ({ lang, value }) => {
      if (lang === language) found.push(value)
    })
  }
  return found
}

/** Everything that the documents show as code, in blocks and within lines. */
export function allCode(): readonly string[] {
  const found: string[] = []
  for (const { page } of documents) {
    visit(page, node => {
      if (node.type === 'code' || node.type === 'inlineCode') found.push(node.value)
    })
  }
  return found
}

/** The addresses of a document's links and pictures. */
export function linksIn(page: Root): readonly string[] {
  const found: string[] = []
  visit(page, node => {
    if (node.type === 'link' || node.type === 'image') found.push(node.url)
  })
  return found
}

/** The names in the first column of the table with this heading. */
export function firstColumn(heading: string): readonly string[] {
  const found: string[] = []
  for (const { page } of documents) {
    visit(page, 'table', ({ children: [head, ...rows] }: Table) => {
      if (head?.children[0] === undefined || textOf(head.children[0]) !== heading) return
      for (const { children } of rows) {
        if (children[0]) visit(children[0], 'inlineCode', ({ value }) => void found.push(value))
      }
    })
  }
  return found
}

function textOf(node: Nodes): string {
  return 'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''
}
