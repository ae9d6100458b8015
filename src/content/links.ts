import normalizeUrl from 'normalize-url'
import { type Fields, fieldsOf } from './front-matter.ts'
import { warning } from './problems.ts'
import type { Links, Problem } from './types.ts'

/** Query parameters that only track readers. YouTube and Spotify add `si` when a link is shared. */
const tracking = [/^utm_\w+$/i, 'gclid', 'fbclid', 'msclkid', 'mc_cid', 'mc_eid', 'igshid', 'si']

/** A URL without its tracking parameters, otherwise as written. */
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
 * A key that is the same for every spelling of a link: without scheme, `www.`, trailing slash, tracking parameters and upper
 * case. The fragment stays: `#L214` is a line of code. All URLs of a video have one key.
 */
export function linkKey(url: string): string {
  const before = known.get(url)
  if (before !== undefined) return before
  const key = keyOf(url)
  if (known.size < MAX_KNOWN) known.set(url, key)
  return key
}

/** A cache, since all links of the show are compared again after each edit. */
const known = new Map<string, string>()
const MAX_KNOWN = 50_000

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

/** Where to listen from a moment (in seconds) on: the video if there is one, otherwise the audio file or a page. */
export function listenAt(links: Links, seconds = 0): string | undefined {
  const start = Math.max(0, Math.floor(seconds))
  if (links.youtube !== undefined) return `https://youtu.be/${links.youtube}${start > 0 ? `?t=${start}` : ''}`
  // A media fragment (https://www.w3.org/TR/media-frags/): browsers start playing there.
  if (links.audio !== undefined) return `${links.audio}${start > 0 ? `#t=${start}` : ''}`
  return links.page ?? links.spotify
}

/** A thumbnail of the episode's video; YouTube has this size for every video. */
export function pictureOf({ youtube }: Links): string | undefined {
  return youtube === undefined ? undefined : `https://i.ytimg.com/vi/${youtube}/mqdefault.jpg`
}

/** The id of a YouTube video from any of its URLs; with `bare`, from the id alone too. */
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

/** An absolute http(s) URL, as written; undefined for anything else. */
export function readAddress(written: string): string | undefined {
  const text = written.trim()
  return /^https?:\/\/[^\s.]+\.[^\s]+$/i.test(text) && URL.canParse(text) ? text : undefined
}

const isSpotify = (address: string): boolean => /(^|\.)(spotify\.com|anchor\.fm)$/.test(new URL(address).hostname)

/** Whether a URL leads to a recording, or to its captions. */
export const isMedia = (address: string): boolean =>
  isAudio(address) || /\.(mp4|m4v|webm|vtt|srt)$/i.test(new URL(address).pathname)

const isAudio = (address: string): boolean => /\.(mp3|m4a|aac|ogg|oga|opus|flac|wav)$/i.test(new URL(address).pathname)

/** The front matter fields that say where an episode can be heard. */
export const listeningNames = {
  youtube: ['youtube_id', 'youtube_url', 'youtube', 'youtube_link', 'video', 'video_url'],
  spotify: ['spotify_link', 'spotify_url', 'spotify', 'anchor_fm_link', 'anchor_link', 'anchor'],
  audio: ['audio', 'audio_url', 'audio_file', 'mp3', 'mp3_url', 'enclosure', 'enclosure_url', 'media'],
  any: ['url', 'link', 'episode_url'],
}

/** Where an episode can be heard, from any of these fields. A plain `url` may be audio, a video or a page. */
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
    'Write the eleven characters after “v=” in its URL, or the whole URL.',
  )

const unclear = (file: string, text: string, line: number): Problem =>
  warning(file, line, `“${text}” is not a usable URL.`, 'Write the whole URL, https://…')
