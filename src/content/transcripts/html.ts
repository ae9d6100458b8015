import type { Element } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toText } from 'hast-util-to-text'
import { visit } from 'unist-util-visit'
import { secondsOf } from '../chapters.ts'
import { oneLine } from '../markdown.ts'
import type { RawTranscript, Segment } from '../types.ts'

/**
 * A transcript in HTML as podcast hosts write it, `<cite>Ada:</cite><time>0:10</time><p>…</p>`, or one of the formats that
 * resemble it: YouTube's srv3, `<p t="10000" d="2000">…</p>` in milliseconds, and TTML, `<p begin="00:00:10.000">…</p>`.
 */
export function readHtml(source: string): RawTranscript {
  const segments: Segment[] = []
  let speaker: string | undefined
  let start: number | undefined
  const add = (text: string, times: Pick<Segment, 'start' | 'end' | 'line'>): void => {
    if (text === '') return
    segments.push({ ...times, ...(speaker !== undefined && { speaker }), text })
  }
  visit(fromHtml(source, { fragment: true }), 'element', (element: Element) => {
    const { tagName, properties } = element
    const words = oneLine(toText(element))
    if (tagName === 'cite') speaker = words.replace(/:$/, '') || undefined
    else if (tagName === 'time') start = clockTime(words) ?? start
    else if (tagName === 'p') {
      const line = element.position?.start.line
      const at = line === undefined ? {} : { line }
      const [t, d] = [Number(properties.t), Number(properties.d)]
      const begin = clockTime(String(properties.begin ?? ''))
      const end = clockTime(String(properties.end ?? ''))
      if (properties.t !== undefined && Number.isFinite(t)) {
        add(words, { ...at, start: t / 1000, ...(Number.isFinite(d) && { end: (t + d) / 1000 }) })
      } else if (begin !== undefined) add(words, { ...at, start: begin, ...(end !== undefined && { end }) })
      else add(words, { ...at, ...(start !== undefined && { start }) })
      start = undefined
    }
  })
  return { segments, problems: [] }
}

/** `0:10`, `1:02:03.500`. */
function clockTime(written: string): number | undefined {
  const [whole, clock = '', fraction = ''] = /^\s*((?:\d{1,2}:)?\d{1,3}:\d{2})(?:[.,](\d+))?\s*$/.exec(written) ?? []
  const seconds = whole === undefined ? undefined : secondsOf(clock.split(':').map(Number))
  return seconds === undefined ? undefined : seconds + Number(`0.${fraction || '0'}`)
}
