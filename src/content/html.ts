import { fromHtml } from 'hast-util-from-html'

/**
 * Tells whether a browser would treat a tag as markup rather than as text the author forgot to put in backticks: `<model>`
 * and `<time>` in a sentence are text. A tag is markup when it has a partner among `siblings`, or needs none.
 */
export function markupAmong(siblings: readonly string[]): (tag: string) => boolean {
  const names = new Set(siblings.map(nameOf))
  return tag => {
    if (/^<(!--|\?|!\[CDATA\[)/.test(tag)) return true
    const name = nameOf(tag)
    if (/^\/?(br|hr|img|wbr)$/.test(name)) return true
    return name !== '' && names.has(name.startsWith('/') ? name.slice(1) : `/${name}`)
  }
}

/** `b` or `/b`, in lower case; empty for what is no tag. */
const nameOf = (tag: string): string => /^<(\/?[a-z][\w-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? ''

/** The address of an opening `<a href>` tag; undefined for any other tag. */
export function hrefOf(tag: string): string | undefined {
  if (!/^<a\s/i.test(tag)) return undefined
  const [anchor] = fromHtml(tag, { fragment: true }).children
  const href = anchor?.type === 'element' ? anchor.properties.href : undefined
  return typeof href === 'string' ? href : undefined
}
