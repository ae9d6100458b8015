import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'

/**
 * Whether a browser would treat a tag as markup rather than as text the author forgot to put in backticks: `<model>` and
 * `<time>` in a sentence are text. A tag is markup when it has a partner among `siblings`, or needs none.
 */
export function isMarkup(tag: string, siblings: readonly string[]): boolean {
  if (/^<(!--|\?|!\[CDATA\[)/.test(tag)) return true
  const [, slash = '', name = ''] = /^<(\/?)([a-z][\w-]*)/i.exec(tag) ?? []
  if (/^(br|hr|img|wbr)$/i.test(name)) return true
  const partner = new RegExp(`^<${slash === '/' ? '' : '/'}${name}[\\s/>]`, 'i')
  return name !== '' && siblings.some(other => partner.test(other))
}

/** The address of an opening `<a href>` tag; undefined for any other tag. */
export function hrefOf(tag: string): string | undefined {
  if (!/^<a\s/i.test(tag)) return undefined
  return anchorsIn(tag)[0]?.url
}

/** Every link in a piece of HTML, with its words. */
export function anchorsIn(html: string): { readonly url: string; readonly label: string }[] {
  const found: { url: string; label: string }[] = []
  visit(fromHtml(html, { fragment: true }), 'element', element => {
    const { href } = element.properties
    if (element.tagName === 'a' && typeof href === 'string') found.push({ url: href, label: textIn(element) })
  })
  return found
}

/** The words in a piece of HTML, as a person reads them. */
export const textOfHtml = (html: string): string => textIn(fromHtml(html, { fragment: true }))

function textIn(parent: Element | Root): string {
  return parent.children
    .map(child => {
      if (child.type === 'text') return child.value
      if (child.type !== 'element' || /^(script|style|iframe|template)$/.test(child.tagName)) return ''
      return /^(br|p|div|li|h\d)$/.test(child.tagName) ? ` ${textIn(child)} ` : textIn(child)
    })
    .join('')
}
