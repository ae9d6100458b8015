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

export const isSpotify = (address: string): boolean =>
  /(^|\.)(spotify\.com|anchor\.fm)$/.test(new URL(address).hostname)

export const isAudio = (address: string): boolean =>
  /\.(mp3|m4a|aac|ogg|oga|opus|flac|wav)$/i.test(new URL(address).pathname)
