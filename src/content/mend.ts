/** A link as it can be used, and what was wrong with it as written, if anything. */
export type Mended =
  | { readonly kind: 'link'; readonly url: string; readonly fault?: string }
  | { readonly kind: 'relative'; readonly path: string }
  | { readonly kind: 'unusable'; readonly fault: string }
  /** `#t=12:34`, `mailto:`: right, but not a link to anything outside. */
  | { readonly kind: 'inside' }

/** Reads the target of a link as people really write it. A `fault` is a sentence's end: “a link …”. */
export function mendLink(written: string): Mended {
  const bare = stripInvisible(written)
  const hidden = bare !== written.trim()
  const text = bare.replace(/^<(.*)>$/, '$1').replace(/["'”]+$/, '')
  const quoted = text !== bare && !bare.startsWith('<')
  if (text === '') return { kind: 'unusable', fault: 'has no address' }
  if (text.startsWith('#') || /^(mailto|tel|sms):/i.test(text)) return { kind: 'inside' }

  const [whole, scheme] = withScheme(text)
  if (whole === undefined) return { kind: 'relative', path: text }
  // A parser of addresses drops tabs and line ends without a word, so it must see what others will.
  const url = whole.replaceAll(/\s/g, '%20')
  if (!URL.canParse(url) || !isOnTheWeb(new URL(url))) {
    return { kind: 'unusable', fault: 'has an address that leads nowhere' }
  }
  const fault =
    scheme ?? (quoted ? 'ends with a quotation mark' : hidden ? 'has an invisible character in it' : undefined)
  return { kind: 'link', url, ...(fault !== undefined && { fault }) }
}

/** Zero-width spaces and joiners, word joiners, marks of direction, no-break and plain spaces, at either end. */
const stripInvisible = (text: string): string => text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')

/** The whole address, and what was wrong with its beginning; nothing for a path. */
function withScheme(text: string): readonly [whole: string | undefined, fault?: string] {
  const doubled = /^https?:\/*(https?:\/\/.+)$/i.exec(text)?.[1]
  if (doubled !== undefined) return [doubled, 'begins with https:// twice']
  if (/^https?:\/\/[^/]/i.test(text)) return [text]
  const [, scheme, rest] = /^(h*t+ps?)(?::\/*|;\/+|\/\/)([^/].*)$/i.exec(text) ?? []
  if (scheme !== undefined) return [`http${/s$/i.test(scheme) ? 's' : ''}://${rest}`, 'has a misspelt https://']
  if (/^\/\/[^/]/.test(text)) return [`https:${text}`, 'has no https:']
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text)) return [text]
  return looksLikeHost(text.split(/[/?#]/)[0] ?? '') ? [`https://${text}`, 'has no https://'] : [undefined]
}

/** `www.x.io` and `x.io`, but not `notes.md`. */
const looksLikeHost = (host: string): boolean =>
  /^www\./i.test(host) ||
  (/^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}$/i.test(host) && !/\.(mdx?|markdown|html?|pdf|png|jpe?g)$/i.test(host))

/** Not `javascript:`, not `ftp:`, not a name without a dot. */
const isOnTheWeb = ({ protocol, hostname }: URL): boolean => /^https?:$/.test(protocol) && hostname.includes('.')
