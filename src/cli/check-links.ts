import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import PQueue from 'p-queue'
import { Agent } from 'undici'
import * as z from 'zod'
import { warning } from '../content/problems.ts'
import type { Problem, Resource, Show } from '../content/types.ts'
import type { Progress } from '../operations/progress.ts'
import { pluralize } from '../text.ts'
import { type Asking, askLink, type LinkAnswer, publicAgent } from './fetch-link.ts'

/** How a guest behaves. */
export type CrawlLimits = {
  /** Requests at a time, over all hosts; one host never gets two. */
  readonly atOnce: number
  /** Milliseconds from one request to a host to the next one, at least. */
  readonly pause: number
  /** Milliseconds for a request. */
  readonly patience: number
  /** Asks no address of a private network. */
  readonly onlyPublic: boolean
}

const crawlLimits: CrawlLimits = { atOnce: 8, pause: 1000, patience: 10_000, onlyPublic: true }

type Checking = {
  readonly folder: string
  readonly show: Show
  readonly progress: Progress
  readonly now?: () => number
}

export type CheckedLinks = {
  readonly problems: readonly Problem[]
  /**
   * Different links: those asked now, those known from an earlier run, and the rest, of which the host cannot be reached,
   * is private, or wants to be left alone. `later`: all that have no answer yet because their host wants that.
   */
  readonly counts: Readonly<Record<'links' | 'asked' | 'known' | 'notAsked' | 'later', number>>
  /** The same as a sentence. */
  readonly line: string
}

/** Begins with a dot, so that it is never read as content. */
const FILE = '.shownotes-links.json'

/** How many answers are lost, at most, when the run is broken off. */
const SAVE_EVERY = 20

/** Asks every resource of a show whether it is still there, politely, and each one once; answers are kept in a file. */
export async function checkLinks(
  { folder, show, progress, now = Date.now }: Checking,
  { atOnce, pause, patience, onlyPublic }: CrawlLimits = crawlLimits,
): Promise<CheckedLinks> {
  const known = await knownLinks(join(folder, FILE), now)
  const links = [...new Set(show.episodes.flatMap(({ resources }) => resources.map(linkOf)))].filter(isOnTheWeb)
  const answers = new Map<string, LinkAnswer>()
  for (const link of links) {
    const answer = known.get(link)
    if (answer) answers.set(link, answer)
  }
  const unknown = links.filter(link => !answers.has(link))

  const agent = onlyPublic ? publicAgent() : new Agent()
  const inTurn = turns(atOnce, pause)
  const asked = new Set<string>()
  const settled = new Map<string, LinkAnswer>()
  const asking: Asking = { agent, userAgent: userAgentOf(show), patience, now, onlyPublic, inTurn, settled, asked }
  const heard = new Map<string, LinkAnswer>()
  let saving: Promise<string | undefined> = Promise.resolve(undefined)
  const askAll = async (ofHost: readonly string[]): Promise<void> => {
    for (const link of ofHost) {
      heard.set(link, settled.get(new URL(link).host) ?? (await askLink(link, asking)))
      progress.at('asking', heard.size, unknown.length)
      if (heard.size % SAVE_EVERY === 0 && !isOffline(heard)) saving = saving.then(() => keep(heard, known))
    }
  }
  await Promise.all(byHost(unknown).map(askAll))
  progress.end()
  await agent.destroy()
  await saving
  const offline = isOffline(heard)
  const trouble = offline || heard.size === 0 ? undefined : await keep(heard, known)
  if (!offline) for (const [link, answer] of heard) answers.set(link, answer)
  const askedNow = unknown.filter(link => asked.has(link)).length
  const counts = {
    links: links.length,
    asked: askedNow,
    known: links.length - unknown.length,
    notAsked: unknown.length - askedNow,
    later: [...answers.values()].filter(({ kind }) => kind === 'later').length,
  }
  const line = [offline ? nobody(heard.size) : summary(counts), trouble].filter(Boolean).join(' ')
  return { problems: linkProblems(show, answers), counts, line }
}

function keep(heard: ReadonlyMap<string, LinkAnswer>, known: KnownLinks): Promise<string | undefined> {
  for (const [link, answer] of heard) known.set(link, answer)
  return known.save()
}

function byHost(links: readonly string[]): (readonly string[])[] {
  const hosts = new Map<string, string[]>()
  for (const link of links) hosts.set(new URL(link).host, [...(hosts.get(new URL(link).host) ?? []), link])
  return [...hosts.values()]
}

const isOnTheWeb = (link: string): boolean => /^https?:/.test(link)

/** Says who asks, and for whom. */
const userAgentOf = ({ site }: Show): string =>
  `Shownotes-Link-Check/1${site !== undefined && URL.canParse(site) ? ` (+${new URL(site).href})` : ''}`

/** A queue for each host, and one for all of them together. */
function turns(atOnce: number, pause: number): Asking['inTurn'] {
  const all = new PQueue({ concurrency: atOnce })
  const hosts = new Map<string, PQueue>()
  return (url, work) => {
    const host = hosts.get(url.host) ?? new PQueue({ concurrency: 1, intervalCap: 1, interval: pause, strict: true })
    hosts.set(url.host, host)
    return host.add(() => all.add(work))
  }
}

/** Where not a single host can be reached, it is this machine that cannot reach them. */
function isOffline(heard: ReadonlyMap<string, LinkAnswer>): boolean {
  const asked = [...heard.values()].filter(({ kind }) => kind !== 'private')
  return asked.length > 0 && asked.every(answer => answer.kind === 'unreachable' && noWay.has(answer.why))
}

const noWay = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH'])

/** `3 links: 1 asked now, 2 not asked. 3 have no answer yet: …` */
function summary({ links, asked, known, notAsked, later }: CheckedLinks['counts']): string {
  const parts = [
    `${asked} asked now`,
    ...(known > 0 ? [`${known} known from before`] : []),
    ...(notAsked > 0 ? [`${notAsked} not asked`] : []),
  ]
  const wait = later === 0 ? '' : `. ${later} without an answer yet: their hosts want to be asked another time`
  return `${pluralize(links, 'link')}: ${parts.join(', ')}${wait}`
}

const nobody = (asked: number): string =>
  `None of the hosts of ${pluralize(asked, 'link')} can be reached, so nothing is said of them. Is this machine on the internet?`

/** What links answered before, by address. */
export type KnownLinks = {
  /** Undefined when it was never asked, or so long ago that it should be asked again. */
  readonly get: (link: string) => LinkAnswer | undefined
  readonly set: (link: string, answer: LinkAnswer) => void
  /** Writes the file, whole or not at all. Gives the sentence that says why it could not. */
  readonly save: () => Promise<string | undefined>
}

const DAY = 24 * 60 * 60 * 1000

/** What is there seldom goes; what is not may be back tomorrow. */
const LASTS: Readonly<Record<LinkAnswer['kind'], number>> = {
  found: 14 * DAY,
  withheld: 14 * DAY,
  private: 14 * DAY,
  gone: DAY,
  failing: DAY,
  silent: DAY,
  unreachable: DAY,
  later: DAY,
}

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), movedTo: z.string().optional() }),
  z.object({ kind: z.literal('gone'), status: z.number() }),
  z.object({ kind: z.literal('failing'), status: z.number() }),
  z.object({ kind: z.literal('silent') }),
  z.object({ kind: z.literal('unreachable'), why: z.string() }),
  z.object({ kind: z.literal('private') }),
  z.object({ kind: z.literal('withheld') }),
  z.object({ kind: z.literal('later'), until: z.number() }),
])

const answers = z.record(z.string(), z.object({ at: z.number(), answer }))

/** Reads the file. One that is not there, or holds something else, is as good as empty. */
export async function knownLinks(file: string, now: () => number): Promise<KnownLinks> {
  const known = new Map(Object.entries(await readAnswers(file)))
  return {
    get: link => {
      const entry = known.get(link)
      if (entry === undefined) return undefined
      const until = entry.answer.kind === 'later' ? entry.answer.until : entry.at + LASTS[entry.answer.kind]
      return now() < until ? entry.answer : undefined
    },
    set: (link, answer) => known.set(link, { at: now(), answer }),
    save: async () => {
      try {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(`${file}.part`, `${JSON.stringify(Object.fromEntries(known), undefined, 1)}\n`)
        await rename(`${file}.part`, file)
        return undefined
      } catch (fault) {
        const why = fault instanceof Error ? fault.message : String(fault)
        return `The answers could not be kept (${why}), so the next run asks again.`
      }
    },
  }
}

async function readAnswers(file: string): Promise<z.output<typeof answers>> {
  try {
    return answers.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {}
  }
}

/** A warning for each place where a link stands that is not what it should be. */
export function linkProblems({ episodes }: Show, answers: ReadonlyMap<string, LinkAnswer>): Problem[] {
  return episodes.flatMap(({ file, resources }) =>
    resources.flatMap(resource => {
      const answer = answers.get(linkOf(resource))
      const [says, mend] = (answer && faultOf(resource.label, answer)) ?? []
      return says === undefined || mend === undefined ? [] : [warning(file, resource.line ?? 0, says, mend)]
    }),
  )
}

/** What is wrong with a link, and what to do about it; nothing when it is there, or when nobody can tell. */
function faultOf(label: string, answer: LinkAnswer): readonly [says: string, mend: string] | undefined {
  switch (answer.kind) {
    case 'found':
      return answer.movedTo === undefined
        ? undefined
        : [`The link “${label}” has moved for good.`, `Write it as ${answer.movedTo}.`]
    case 'gone':
      return [
        `The link “${label}” leads to a page that is gone (${answer.status}).`,
        'Find where it went, or delete it.',
      ]
    case 'failing':
      return [`The link “${label}” leads to a fault of its host (${answer.status}).`, LATER]
    case 'silent':
      return [`The host of the link “${label}” does not answer in time.`, LATER]
    case 'unreachable':
      return [`The host of the link “${label}” cannot be reached (${answer.why}).`, LATER]
    case 'private':
      return [
        `The link “${label}” leads into a private network, so it was not asked.`,
        'Write an address that every listener can open.',
      ]
  }
  return undefined
}

const LATER = 'Open it in a browser; if that fails for days, find another, or delete it.'

/** The address that is asked: the part behind `#` is for the reader alone. */
export function linkOf({ url }: Resource): string {
  const link = new URL(url)
  link.hash = ''
  return link.href
}
