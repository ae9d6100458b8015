import * as z from 'zod'

/**
 * The calendar day, `2023-01-20` in UTC, of a date as it stands in frontmatter: an ISO day (slashes will do), an ISO
 * time, seconds or milliseconds since 1970, or an RSS date (`Fri, 20 Jan 2023 08:00:00 GMT`). Undefined for anything else.
 */
export function dayOf(written: string): string | undefined {
  const text = written.trim().replace(/^(\d{4})\/(\d{2})\/(\d{2})/, '$1-$2-$3')
  if (/^\d{13}$/.test(text)) return isoDay(Number(text))
  if (/^\d{10}$/.test(text)) return isoDay(Number(text) * 1000)
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  if (day !== undefined) {
    if (!z.iso.date().safeParse(day).success) return undefined
    if (text === day) return day
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`
    return isoDay(Date.parse(zoned.replace(' ', 'T').replace(' ', '')))
  }
  if (/\b[a-z]{3,9}\b.*\b\d{4}\b/i.test(text))
    return isoDay(Date.parse(/\b(GMT|UTC)\b|[+-]\d{4}$/.test(text) ? text : `${text} UTC`))
  return undefined
}

const isoDay = (milliseconds: number): string | undefined =>
  Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString().slice(0, 10)
