import type { Links, Problem } from './episode.ts'
import { fieldsOf } from './fields.ts'
import { isAudio, isSpotify, readAddress, youtubeId } from './media.ts'
import { warning } from './problem.ts'
import type { Fields } from './yaml.ts'

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
