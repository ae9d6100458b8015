/** By host, the beginnings of a path that lead to a person or a show; an empty one stands for the first part of any path. */
const networks: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'twitter.com': [''],
    'x.com': [''],
    'instagram.com': [''],
    'facebook.com': [''],
    'threads.net': [''],
    'threads.com': [''],
    'tiktok.com': [''],
    'twitch.tv': [''],
    'patreon.com': [''],
    'linkedin.com': ['in', 'company', 'pub'],
    'bsky.app': ['profile'],
    'youtube.com': ['c', 'user', 'channel'],
    'discord.gg': [''],
    'discord.com': ['invite'],
    'linktr.ee': [''],
  }),
)

/** Whether an address is somebody's page on a social network rather than something they made there. */
export function isProfile(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  const parts = pathname.split('/').filter(Boolean)
  const [first = '', second] = parts
  // `@name` alone is how YouTube, TikTok, Threads and all of Mastodon write a profile.
  if (first.startsWith('@') && second === undefined) return true
  const starts = networks.get(hostname.replace(/^(www|m|mobile)\./, '')) ?? []
  return starts.includes('') ? parts.length === 1 : starts.includes(first) && parts.length === 2
}
