import type { AboutQuestion } from './questions.ts'

/** What a reply shows, with all pages of a list. */
export type ShownReply = {
  readonly text: string
  /** The ids of the episodes that it names, in order. */
  readonly episodes: readonly string[]
  /** The moments that it links to. */
  readonly moments: readonly { readonly episode: string; readonly start: number }[]
  readonly outcome: string
}

/** Asks the bot as a person would: `after` first, if there is one. */
export type AskBot = (question: AboutQuestion) => Promise<ShownReply>

export type AboutResult = { readonly question: AboutQuestion; readonly fault?: string; readonly shown: ShownReply }

/** How far from where it is said a quote may start, in seconds. */
const TOLERANCE = 60

/** Of the episodes in a list, the share that may be neither expected nor acceptable. */
const MAX_STRAYS = 0.34

export async function evaluateAbout(questions: readonly AboutQuestion[], ask: AskBot): Promise<readonly AboutResult[]> {
  const results: AboutResult[] = []
  for (const question of questions) {
    const shown = await ask(question)
    const fault = faultOf(question, shown)
    results.push({ question, shown, ...(fault !== undefined && { fault }) })
  }
  return results
}

/** What is wrong with a reply; undefined if nothing is. */
function faultOf({ expect }: AboutQuestion, { text, episodes, moments, outcome }: ShownReply): string | undefined {
  const has = (words: string): boolean => new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegExp(words)}`, 'iu').test(text)
  if (expect.none) {
    const strays = episodes.filter(id => !expect.alsoOk.includes(id))
    if (expect.episodes.length > 0) return /\d+ min/.test(text) ? 'gives a length' : undefined
    return outcome === 'nothing' || strays.length === 0 ? undefined : `shows ${strays.slice(0, 3).join(', ')}`
  }
  const missing = expect.episodes.filter(id => !episodes.includes(id))
  if (expect.any ? missing.length === expect.episodes.length : missing.length > 0)
    return `lacks episode ${missing.join(', ')}`
  const lacking = expect.text.filter(words => !has(words))
  if (lacking.length > 0) return `lacks “${lacking.join('”, “')}”`
  if (expect.textAny.length > 0 && !expect.textAny.some(has) && expect.windows.length === 0)
    return `lacks “${expect.textAny.join('” or “')}”`
  if (expect.isList) {
    if (expect.count !== undefined && episodes.length !== expect.count && expect.alsoOk.length === 0)
      return `shows ${episodes.length}, not ${expect.count}`
    const known = [...expect.episodes, ...expect.alsoOk]
    const strays =
      expect.count !== undefined && expect.alsoOk.length === 0 ? [] : episodes.filter(id => !known.includes(id))
    if (strays.length > MAX_STRAYS * episodes.length) return `also shows ${strays.join(', ')}`
  }
  const hosts = text
    .split('\n')
    .filter(line => line.startsWith('Hosts'))
    .join()
  if (expect.notHost.some(name => hosts.includes(name))) return `names ${expect.notHost.join(', ')}`
  if (expect.speaker !== undefined && expect.windows.length === 0 && !has(expect.speaker))
    return `lacks ${expect.speaker}`
  if (expect.windows.length === 0 || expect.isCard) return undefined
  if (expect.paragraph !== undefined && has(expect.paragraph.slice(0, 40))) return undefined
  const [first] = moments
  const isThere = expect.windows.some(
    ({ episode, start, end }) =>
      first?.episode === episode && first.start >= start - TOLERANCE && first.start <= end + TOLERANCE,
  )
  if (isThere) return undefined
  return expect.textAny.some(has) && expect.textAny.length > 0
    ? undefined
    : `quotes ${first ? `${first.episode} at ${first.start} s` : 'nothing'}`
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A table of how many of each kind are right. */
export function aboutReport(results: readonly AboutResult[]): string {
  const kinds = [...new Set(results.map(({ question }) => question.style))]
  const line = (name: string, some: readonly AboutResult[]): string => {
    const right = some.filter(({ fault }) => fault === undefined).length
    return `  ${name.padEnd(16)} ${String(right).padStart(4)} of ${String(some.length).padStart(4)}  ${Math.round((100 * right) / some.length)} %`
  }
  return [
    `Questions about the show: ${results.length} (right, all)`,
    ...kinds.map(kind =>
      line(
        kind,
        results.filter(({ question }) => question.style === kind),
      ),
    ),
    line('all', results),
  ].join('\n')
}

export const aboutFailures = (results: readonly AboutResult[]): string =>
  results
    .flatMap(({ question, fault }) => (fault === undefined ? [] : [`${question.id}  ${question.q}\n    ${fault}`]))
    .join('\n')
