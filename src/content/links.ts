import normalizeUrl from 'normalize-url'
import type { Links } from './episode.ts'
import { youtubeId } from './media.ts'

/** Parameters that say where a reader came from, never what is read. `si` is what YouTube and Spotify add to a share. */
const tracking = [/^utm_\w+$/i, 'gclid', 'fbclid', 'msclkid', 'mc_cid', 'mc_eid', 'igshid', 'si']

/** The address as it was written, without its tracking parameters. */
export function cleanLink(url: string): string {
  const { searchParams } = new URL(url)
  const tracked = [...searchParams.keys()].some(name =>
    tracking.some(known => (typeof known === 'string' ? known === name.toLowerCase() : known.test(name))),
  )
  if (!tracked) return url
  return normalizeUrl(url, {
    removeQueryParameters: tracking,
    removeTrailingSlash: false,
    removeSingleSlash: false,
    sortQueryParameters: false,
    stripWWW: false,
    stripTextFragment: false,
  })
}

/**
 * The same for every spelling of one link: without scheme, `www.`, slash at the end, tracking, upper case. The fragment
 * stays: `#L214` is a line of code. The addresses of one video are one link.
 */
export function linkKey(url: string): string {
  const before = known.get(url)
  if (before !== undefined) return before
  const key = keyOf(url)
  if (known.size < MOST_KNOWN) known.set(url, key)
  return key
}

/** Whenever a file changes all links of the show are compared anew. */
const known = new Map<string, string>()
const MOST_KNOWN = 50_000

function keyOf(url: string): string {
  const video = youtubeId(url)
  if (video !== undefined && !/[?&]list=/.test(url)) return `youtube:${video.toLowerCase()}`
  try {
    return normalizeUrl(url, { removeQueryParameters: tracking, stripProtocol: true, stripWWW: true })
      .replace(/#$/, '')
      .toLowerCase()
  } catch {
    return url.toLowerCase()
  }
}

/** Where to listen from a moment on, in seconds: the video when there is one, otherwise the sound file or a page. */
export function listenAt(links: Links, seconds = 0): string | undefined {
  const start = Math.max(0, Math.floor(seconds))
  if (links.youtube !== undefined) return `https://youtu.be/${links.youtube}${start > 0 ? `?t=${start}` : ''}`
  // A media fragment, https://www.w3.org/TR/media-frags/: a browser starts the sound there.
  if (links.audio !== undefined) return `${links.audio}${start > 0 ? `#t=${start}` : ''}`
  return links.page ?? links.spotify
}

/** A small picture of the episode: its video's, which YouTube keeps in this size for every video. */
export function pictureOf({ youtube }: Links): string | undefined {
  return youtube === undefined ? undefined : `https://i.ytimg.com/vi/${youtube}/mqdefault.jpg`
}
