import { join } from 'node:path'
import PQueue from 'p-queue'
import { Agent } from 'undici'
import type { Problem, Show } from '../content/episode.ts'
import { count } from './count.ts'
import { type Asking, askLink, type LinkAnswer } from './links-ask.ts'
import { linkOf, linkProblems } from './links-fault.ts'
import { type KnownLinks, knownLinks } from './links-known.ts'
import { publicAgent } from './links-reach.ts'
import type { Progress } from './progress.ts'

/** How a guest behaves. */
export type Manners = {
  /** Requests at a time, over all hosts; one host never gets two. */
  readonly atOnce: number
  /** Milliseconds from one request to a host to the next one, at least. */
  readonly pause: number
  /** Milliseconds for a request. */
  readonly patience: number
  /** Asks no address of a private network. */
  readonly onlyPublic: boolean
}

const manners: Manners = { atOnce: 8, pause: 1000, patience: 10_000, onlyPublic: true }

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
  { atOnce, pause, patience, onlyPublic }: Manners = manners,
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
  return `${count(links, 'link')}: ${parts.join(', ')}${wait}`
}

const nobody = (asked: number): string =>
  `None of the hosts of ${count(asked, 'link')} can be reached, so nothing is said of them. Is this machine on the internet?`
