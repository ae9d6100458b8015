import { fromHtml } from 'hast-util-from-html'

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
  const [anchor] = fromHtml(tag, { fragment: true }).children
  const href = anchor?.type === 'element' ? anchor.properties.href : undefined
  return typeof href === 'string' ? href : undefined
}
