import normalizeUrl from 'normalize-url'
import { fieldsOf } from './fields.ts'
import type { Fields } from './front-matter.ts'
import { warning } from './problems.ts'
import type { Links, Problem } from './types.ts'

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

/** The id of a video, from any of YouTube's addresses; with `bare`, from the id alone too. */
export function youtubeId(written: string, bare?: 'bare'): string | undefined {
  if (bare !== undefined && isVideoId(written)) return written
  const address = readAddress(written)
  if (address === undefined) return undefined
  const { hostname, pathname, searchParams } = new URL(address)
  const host = hostname.replace(/^(www|m|music)\./, '')
  const [first = '', second = ''] = pathname.split('/').filter(Boolean)
  if (host === 'youtu.be') return isVideoId(first) ? first : undefined
  if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return undefined
  const id =
    first === 'watch' ? (searchParams.get('v') ?? '') : ['live', 'embed', 'shorts', 'v'].includes(first) ? second : ''
  return isVideoId(id) ? id : undefined
}

const isVideoId = (text: string): boolean => /^[\w-]{11}$/.test(text)

/** A whole http(s) address, as written; undefined for anything else. */
export function readAddress(written: string): string | undefined {
  const text = written.trim()
  return /^https?:\/\/[^\s.]+\.[^\s]+$/i.test(text) && URL.canParse(text) ? text : undefined
}

const isSpotify = (address: string): boolean => /(^|\.)(spotify\.com|anchor\.fm)$/.test(new URL(address).hostname)

const isAudio = (address: string): boolean => /\.(mp3|m4a|aac|ogg|oga|opus|flac|wav)$/i.test(new URL(address).pathname)

/** What frontmatter calls the places where an episode can be heard. */
export const listeningNames = {
  youtube: ['youtube_id', 'youtube_url', 'youtube', 'youtube_link', 'video', 'video_url'],
  spotify: ['spotify_link', 'spotify_url', 'spotify', 'anchor_fm_link', 'anchor_link', 'anchor'],
  audio: ['audio', 'audio_url', 'audio_file', 'mp3', 'mp3_url', 'enclosure', 'enclosure_url', 'media'],
  any: ['url', 'link', 'episode_url'],
}

/** Where to hear an episode, from whatever its frontmatter calls it. A plain `url` is what it looks like: sound, video, page. */
export function listeningLinks(file: string, fields: Fields | undefined, problems: Problem[]): Links {
  const links: { -readonly [name in keyof Links]: Links[name] } = {}
  for (const [kind, aliases] of Object.entries(listeningNames)) {
    for (const { text, line } of fieldsOf(fields, aliases)) {
      const video = youtubeId(text, kind === 'youtube' ? 'bare' : undefined)
      const address = readAddress(text)
      if (video !== undefined) links.youtube ??= video
      else if (kind === 'youtube') problems.push(noVideo(file, text, line))
      else if (address === undefined) problems.push(unclear(file, text, line))
      else if (kind === 'spotify' || isSpotify(address)) links.spotify ??= address
      else if (kind === 'audio' || isAudio(address)) links.audio ??= address
      else links.page ??= address
    }
  }
  return links
}

const noVideo = (file: string, text: string, line: number): Problem =>
  warning(
    file,
    line,
    `“${text}” is not a video on YouTube.`,
    'Write the eleven characters after “v=” in its address, or the whole address.',
  )

const unclear = (file: string, text: string, line: number): Problem =>
  warning(file, line, `“${text}” is not an address that can be used.`, 'Write the whole of it, https://…')
