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
  if (!URL.canParse(whole) || !isHost(new URL(whole).hostname))
    return { kind: 'unusable', fault: 'has an address that leads nowhere' }
  const fault =
    scheme ?? (quoted ? 'ends with a quotation mark' : hidden ? 'has an invisible character in it' : undefined)
  return { kind: 'link', url: whole.replaceAll(/\s/g, '%20'), ...(fault !== undefined && { fault }) }
}

/** Zero-width spaces and joiners, word joiners, marks of direction, no-break and plain spaces, at either end. */
const stripInvisible = (text: string): string => text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')

function withScheme(text: string): readonly [whole: string | undefined, fault?: string] {
  const doubled = /^https?:\/*(https?:\/\/.+)$/i.exec(text)?.[1]
  if (doubled !== undefined) return [doubled, 'begins with https:// twice']
  if (/^https?:\/\/[^/]/i.test(text)) return [text]
  const misspelt = /^(?:h+t+p(s?)|ttp(s?)|htp(s?)|hhttp(s?)|http(s?))\s*(?:[:;]\/*|\/\/)\s*([^/].*)$/i.exec(text)
  if (misspelt)
    return [`http${/^\w*s/i.test(text.split(/[:;/]/)[0] ?? '') ? 's' : ''}://${misspelt[6]}`, 'has a misspelt https://']
  if (/^\/\/[^/]/.test(text)) return [`https:${text}`, 'has no https:']
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text)) return [text]
  const host = text.split(/[/?#]/)[0] ?? ''
  const looksLikeHost =
    /^www\./i.test(host) ||
    (/^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}$/i.test(host) && !/\.(md|html?|mdx|markdown|pdf|png|jpe?g)$/i.test(host))
  return looksLikeHost ? [`https://${text}`, 'has no https://'] : [undefined]
}

const isHost = (host: string): boolean => host.includes('.') || host === 'localhost'
