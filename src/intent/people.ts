import type { Episode } from '../content/types.ts'
import type { Library } from '../search/library.ts'
import { phraseOf } from '../search/tokenizer.ts'
import { rolesOf } from './lexicon.ts'

/** Someone in an episode. `source`: what says so. */
export type Participant = {
  readonly name: string
  readonly role: 'host' | 'guest'
  readonly source: 'notes' | 'transcript'
  /** What the transcript calls them. */
  readonly speaker?: string
}

/** Anything longer is no name. In UTF-16 units. */
const MAX_NAME = 60

/** Whoever says less only calls in, or is a jingle. */
const MIN_SEGMENTS = 3

/** A host is in this share of the episodes, and in at least two. */
const HOST_SHARE = 0.3

/** Who is on a show; computed on first use, since it reads every transcript. */
type Cast = {
  readonly hosts: readonly string[]
  readonly participants: ReadonlyMap<Episode, readonly Participant[]>
  /** Display names by plain first name, last name and full name. */
  readonly names: ReadonlyMap<string, { readonly name: string; readonly speaks: boolean }>
}

const casts = new WeakMap<Library, Cast>()

export function castOf(library: Library): Cast {
  const known = casts.get(library)
  if (known) return known
  const cast = computeCast(library)
  casts.set(library, cast)
  return cast
}

/** The names of the show's hosts. */
export const hostsOf = (library: Library): readonly string[] => castOf(library).hosts

/** Who is in an episode, hosts first; empty if neither its notes nor its transcript can tell. */
export const participantsOf = (library: Library, episode: Episode): readonly Participant[] =>
  castOf(library).participants.get(episode) ?? []

/** Whether a person is one of those that a name, or a part of one, may mean. */
export function isCalled(name: string, asked: string): boolean {
  const words = new Set(phraseOf(name).split(' '))
  return phraseOf(asked)
    .split(' ')
    .every(word => words.has(word))
}

/** The names in a transcript with how many segments each has; empty if it names nobody. */
function speakersOf({ segments }: Episode): ReadonlyMap<string, number> {
  const segmentsBySpeaker = new Map<string, number>()
  for (const { speaker } of segments)
    if (speaker !== undefined && speaker.length <= MAX_NAME)
      segmentsBySpeaker.set(speaker, (segmentsBySpeaker.get(speaker) ?? 0) + 1)
  return segmentsBySpeaker
}

function computeCast(library: Library): Cast {
  const { show, episodes } = library
  const speakers = new Map(
    episodes.map(episode => {
      const turns = [...speakersOf(episode)]
      const enough = turns.filter(([, count]) => count >= Math.min(MIN_SEGMENTS, episode.segments.length / 4))
      return [episode, enough.map(([name]) => name)] as const
    }),
  )
  const about = show.about.map(({ text }) => text).join('\n')
  const counts = new Map<string, number>()
  for (const names of speakers.values()) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const transcripts = [...speakers.values()].filter(names => names.length > 0).length
  const everyText = [about, ...episodes.map(notesOf)].join('\n')
  const hostLabels = [...counts].filter(
    ([name, count]) => (count >= 2 && count >= HOST_SHARE * transcripts) || isIn(name, about),
  )
  const labels = new Set(hostLabels.sort((a, b) => b[1] - a[1]).map(([name]) => name))
  const spoken = [...labels].map(label => fullName(label, about) ?? fullName(label, everyText) ?? label)
  // Names in `show.md` or the feed are what the show calls its hosts; a transcript may only know their first names.
  const named = show.hosts.filter(name => name !== '')
  for (const label of counts.keys()) if (named.some(name => isCalled(name, label))) labels.add(label)
  const hosts = named.length > 0 ? named : spoken.length > 0 ? spoken : hostsIn(about)
  const participants = new Map(
    episodes.map(episode => [episode, participantsIn(episode, speakers.get(episode) ?? [], labels, hosts)] as const),
  )
  return { hosts, participants, names: namesIn(hosts, participants) }
}

function participantsIn(
  episode: Episode,
  speakers: readonly string[],
  hostLabels: ReadonlySet<string>,
  hosts: readonly string[],
): readonly Participant[] {
  const notes = notesOf(episode)
  const given = episode.people.filter(({ role }) => role === 'guest').map(({ name }) => name)
  const listed = [...given, ...listedIn(episode, 'guest')]
  const givenHosts = episode.people.filter(({ role }) => role === 'host').map(({ name }) => name)
  const said = speakers.map((speaker): Participant => {
    const isHost = hostLabels.has(speaker)
    const known = isHost ? hosts.find(host => isCalled(host, speaker)) : undefined
    const name =
      known ??
      listed.find(name => isCalled(name, speaker)) ??
      fullName(speaker, notes) ??
      nickname(speaker, notes) ??
      speaker
    return { name, speaker, role: isHost ? 'host' : 'guest', source: 'transcript' }
  })
  const isNew = (name: string) => !said.some(person => isCalled(person.name, name) || isCalled(name, person.name))
  const announced =
    speakers.length > 0 ? [...givenHosts, ...listed] : [...givenHosts, ...listed, ...announcedIn(episode)]
  const others = [...new Set(announced)].filter(isNew).map((name): Participant => {
    const isHost = givenHosts.includes(name) || hosts.some(host => isCalled(host, name))
    return { name, role: isHost ? 'host' : 'guest', source: 'notes' }
  })
  const all = [...said, ...others].map(person =>
    listed.some(name => isCalled(name, person.name)) ? { ...person, role: 'guest' as const } : person,
  )
  return [...all.filter(({ role }) => role === 'host'), ...all.filter(({ role }) => role === 'guest')]
}

const notesOf = ({ title, summary, resources }: Episode): string =>
  [title, ...summary.map(({ text }) => text), ...resources.map(({ label, context }) => context ?? label)].join('\n')

/** Between a first name and a last one. */
const PARTICLES = "van|von|de|da|di|del|der|den|la|le|al|bin|Mc|Mac|O['’]"

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’-]+(?:\s+(?:${PARTICLES})){0,2}(?:\s+\p{Lu}[\p{L}\p{M}'’-]+){1,2}`

const isIn = (name: string, text: string): boolean =>
  new RegExp(`(?<!\\p{L})${escapeRegExp(name)}(?!\\p{L})`, 'u').test(text)

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `Ada` → `Ada Stone`, if a text writes the name in full: the form that it writes most often. */
function fullName(first: string, text: string): string | undefined {
  if (/\s/.test(first)) return undefined
  const pattern = new RegExp(
    `(?<!\\p{L})${escapeRegExp(first)}\\s+((?:(?:${PARTICLES})\\s)*\\p{Lu}[\\p{L}\\p{M}-]+)`,
    'gu',
  )
  const counts = new Map<string, number>()
  for (const [whole] of text.matchAll(pattern)) {
    const name = whole.replace(/\s+/g, ' ')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** `Benny` for `Benjamin Reed`: the only full name in the notes that begins with the same three letters. */
function nickname(label: string, notes: string): string | undefined {
  const start = label.slice(0, 3)
  const names = [...new Set(Array.from(notes.matchAll(new RegExp(`(?<!\\p{L})${NAME}`, 'gu')), ([name]) => tidy(name)))]
  const alike = names.filter(name => name.startsWith(start) && start.length === 3)
  return alike.length === 1 ? alike[0] : undefined
}

const tidy = (name: string): string => name.replace(/['’]s$/u, '').replace(/\s+/g, ' ')

/** `Guests: Ada Stone, Ben Reed` in the notes. */
function listedIn({ summary }: Episode, role: 'guest' | 'host'): readonly string[] {
  return summary.flatMap(({ text }) => {
    const [, label = '', names = ''] = /^([^:]{3,20}):\s*(.+)$/u.exec(text) ?? []
    if (!rolesOf(phraseOf(label))?.has(role)) return []
    return names
      .split(/,|;|\s(?:and|und|y|e|et)\s|&/u)
      .map(name => name.trim())
      .filter(name => new RegExp(`^${NAME}$`, 'u').test(name))
  })
}

/** `… with Ada Stone`, `we speak to Ada Stone`, `joined by Ada Stone`: for an episode whose transcript names nobody. */
function announcedIn(episode: Episode): readonly string[] {
  const before = `(?:joined by|interview(?:s|ed|ing)?|spe(?:ak|aking|aks|ak|oke) (?:with|to)|talk(?:s|ed|ing)? (?:with|to)|sits? down with|our guest,?|guest:?|chat(?:s|ted|ting)? with)`
  const inNotes = episode.summary.flatMap(({ text }) =>
    Array.from(text.matchAll(new RegExp(`${before}\\s+(${NAME})`, 'gu')), match => tidy(match[1] ?? '')),
  )
  const inTitle = Array.from(
    episode.title.matchAll(new RegExp(`(?:\\bwith|\\bft\\.?|\\bfeat\\.?|–|—| - |\\|)\\s+(${NAME})$`, 'gu')),
    match => tidy(match[1] ?? ''),
  )
  return [...inTitle, ...inNotes]
}

/** `hosted by Ada Stone`, or `two keepers, Ada Stone and Ben Reed, …`, in what the show says about itself. */
function hostsIn(about: string): readonly string[] {
  const list = `${NAME}(?:(?:,| and| &)\\s+${NAME})*`
  const introduced = new RegExp(`(?:[Hh]osted by|[Hh]osts?,?|[Ww]ith|[Pp]resented by)\\s+(${list})`, 'u').exec(
    about,
  )?.[1]
  const apposed = new RegExp(`,\\s+(${NAME}(?:\\s+(?:and|&)\\s+${NAME})+),`, 'u').exec(about)?.[1]
  const names = introduced ?? apposed ?? ''
  return names === '' ? [] : names.split(/,\s*|\s+and\s+|\s+&\s+/u).filter(name => name !== '')
}

function namesIn(hosts: readonly string[], participants: ReadonlyMap<Episode, readonly Participant[]>) {
  const names = new Map<string, { name: string; speaks: boolean }>()
  const people = new Map<string, boolean>(hosts.map(name => [name, false]))
  for (const all of participants.values())
    for (const { name, speaker } of all) people.set(name, (people.get(name) ?? false) || speaker !== undefined)
  const owners = new Map<string, Set<string>>()
  for (const [name, speaks] of people) {
    const words = phraseOf(name).split(' ')
    for (const key of new Set([words.join(' '), words[0] ?? '', words.at(-1) ?? ''])) {
      if (key.length < 2) continue
      owners.set(key, (owners.get(key) ?? new Set()).add(name))
      const before = names.get(key)
      names.set(key, { name, speaks: speaks || (before?.speaks ?? false) })
    }
  }
  // A first name that several people have means any of them.
  for (const [key, all] of owners) {
    const found = names.get(key)
    const [one] = all
    if (all.size > 1 && found && one)
      names.set(key, { ...found, name: one.split(/\s+/).find(word => phraseOf(word) === key) ?? found.name })
  }
  return names
}

/** How long an episode is, in seconds; `exact` unless it is where its transcript ends. */
export function lengthOf({
  durationSeconds,
  segments,
}: Episode): { readonly seconds: number; readonly exact: boolean } | undefined {
  if (durationSeconds !== undefined) return { seconds: durationSeconds, exact: true }
  const last = segments.at(-1)
  const seconds = last?.end ?? last?.start
  // A few lines with times are no episode.
  return seconds === undefined || seconds < MIN_SECONDS ? undefined : { seconds, exact: false }
}

const MIN_SECONDS = 60
