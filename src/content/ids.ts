/**
 * An id as it is written, without the zeros before it: `064` → `64`, `13.10` stays, `0` stays. Dots alone are none: in an
 * address they lead to another folder.
 */
export const cleanId = (raw: string): string =>
  raw
    .trim()
    .replace(/^#/, '')
    .replace(/^0+(?=\d)/, '')
    .replace(/^\.+$/, '')
    .replace(/\p{Cs}/gu, '\ufffd')

/** The number with which a file name begins: `064`, `13-1-what-is…` → `13-1`, `ep12`. Undefined when there is none. */
export function numberInName(stem: string): string | undefined {
  const number = /^(?:ep(?:isode)?|show|s\d+e)?[\s._-]*(\d+(?:\.\d+)?)(?=$|[\s._-])/i.exec(stem)?.[1]
  return number === undefined ? undefined : cleanId(number)
}

/** `064-how-to.md` in any folder → `064-how-to`; the `index.md` of a folder has the folder's name. */
export function stemOf(file: string): string {
  const parts = file.split('/')
  const name = (parts.pop() ?? '').replace(/\.[^.]+$/, '')
  return name.toLowerCase() === 'index' ? (parts.pop() ?? name) : name
}

/** 9 before 10, 13.2 before 13.10. */
export const byId = (a: string, b: string): number => natural.compare(a, b)

const natural = new Intl.Collator('en', { numeric: true })
