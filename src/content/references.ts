import { youtubeId } from './links.ts'

/** What identifies an episode in a link to it. */
export type KnownEpisode = { readonly id: string; readonly slug: string; readonly youtube: string | undefined }

/** Finds the id of the episode that a URL or a path leads to. */
export type EpisodeDirectory = {
  readonly byAddress: (url: string) => string | undefined
  readonly byPath: (path: string) => string | undefined
}

/** @param sites the hosts of the show's own pages. */
export function directoryOf(episodes: readonly KnownEpisode[], sites: ReadonlySet<string>): EpisodeDirectory {
  const byId = new Map(episodes.map(({ id }) => [id, id]))
  const bySlug = new Map(episodes.map(({ id, slug }) => [slug, id]))
  const byVideo = new Map(
    episodes.flatMap(({ id, youtube }) => (youtube === undefined ? [] : [[youtube, id] as const])),
  )
  const byPath = (path: string): string | undefined => {
    for (const part of partsOf(path)) {
      const found = bySlug.get(part) ?? bySlug.get(part.replace(/^[\d.-]+-/, '')) ?? byId.get(numberOf(part))
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    byPath,
    byAddress: url => {
      const video = /[?&]list=/.test(url) ? undefined : youtubeId(url)
      if (video !== undefined) return byVideo.get(video)
      const { hostname, pathname } = new URL(url)
      return sites.has(bareHost(hostname)) ? byPath(pathname) : undefined
    },
  }
}

/**
 * The show's own hosts: that of its site, if it is known; otherwise the hosts with URLs that end in the slugs of at least two
 * episodes. Two, since one article with the same title may be anywhere.
 */
export function sitesOf(
  site: string | undefined,
  episodes: readonly KnownEpisode[],
  urls: readonly string[],
): ReadonlySet<string> {
  if (site !== undefined && URL.canParse(site)) return new Set([bareHost(new URL(site).hostname)])
  const idsBySlug = new Map(
    episodes.flatMap(
      ({ id, slug }) =>
        [
          [slug, id],
          [`${id}-${slug}`, id],
        ] as const,
    ),
  )
  const matches = new Map<string, Set<string>>()
  for (const url of urls) {
    const { hostname, pathname } = new URL(url)
    const id = idsBySlug.get(partsOf(pathname).at(-1) ?? '')
    if (id === undefined || !pathname.includes('-')) continue
    const host = bareHost(hostname)
    matches.set(host, (matches.get(host) ?? new Set()).add(id))
  }
  return new Set([...matches].filter(([, ids]) => ids.size >= 2).map(([host]) => host))
}

/** Whether a URL is the home page of one of these hosts. */
export function isFrontPage(url: string, sites: ReadonlySet<string>): boolean {
  const { hostname, pathname } = new URL(url)
  return pathname === '/' && sites.has(bareHost(hostname))
}

const bareHost = (host: string): string => host.toLowerCase().replace(/^www\./, '')

function partsOf(path: string): string[] {
  const [plain = ''] = path.split(/[?#]/)
  return plain
    .split('/')
    .map(part =>
      stripInvisible(decodeURIComponentSafely(part))
        .toLowerCase()
        .replace(/\.(md|html?)$/, ''),
    )
    .filter(part => part !== '' && part !== '.' && part !== '..')
}

const stripInvisible = (text: string): string => text.replaceAll(/[\s\p{Cf}]/gu, '')

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `064`, `64-how-do-you…`, `13.1-…` → the episode's id. */
const numberOf = (part: string): string => /^0*(\d+(?:\.\d+)?)(?=$|-)/.exec(part)?.[1] ?? ''
