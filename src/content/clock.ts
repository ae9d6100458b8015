/** A time at the beginning of some words: `12:34`, `[1:02:03]`, `(0:05)`; `rest` is what follows it and its separator. */
export type Timed = {
  readonly parts: readonly number[]
  readonly written: string
  readonly rest: string
  /** A dash, a bracket, a colon or the end follows: the time stands apart, it is not the beginning of a sentence. */
  readonly apart: boolean
}

export function timeAtStart(text: string): Timed | undefined {
  const [whole, open = '', written = '', close = ''] =
    /^\s*([[(]?)\s*(\d{1,3}(?::\d{2}){1,2})(?:\.\d+)?\s*([\])]?)(?![\w:.])/.exec(text) ?? []
  if (whole === undefined || (open !== '') !== (close !== '')) return undefined
  const after = text.slice(whole.length)
  const [separator = ''] = /^\s*(?:[-–—|:·•>=]+\s*)?/.exec(after) ?? []
  const rest = after.slice(separator.length).trim()
  return {
    parts: written.split(':').map(Number),
    written,
    rest,
    apart: open !== '' || separator.trim() !== '' || rest === '',
  }
}

/** Whether the whole of some words is a time. */
export const isTime = (text: string): boolean => timeAtStart(text)?.rest === ''

/** Seconds; undefined when minutes or seconds go beyond 59. Minutes may when no hours are written: `75:10`. */
export function secondsOf(parts: readonly number[]): number | undefined {
  const [seconds = 0, minutes = 0, hours] = parts.toReversed()
  if (seconds > 59 || (hours !== undefined && minutes > 59)) return undefined
  return (hours ?? 0) * 3600 + minutes * 60 + seconds
}
