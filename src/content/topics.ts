/** What a heading, or the words before a list, announce. Below `links` even a person’s profile is meant as a resource. */
export type Topic = 'links' | 'sponsor' | 'plugs' | 'socials' | 'prose'

/** Undefined when the words announce none of these. */
export function topicOf(words: string): Topic | undefined {
  const text = plain(words)
  return announcements.find(([, patterns]) => patterns.some(pattern => pattern.test(text)))?.[0]
}

/** In lower case, without emoji and punctuation; letters drawn out, `Siiiick ××× Piiiicks`, are drawn in again. */
const plain = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[’']/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .trim()

/** The first that fits. Each fits a whole heading, not a word in it: an episode may be about social networks or sponsors. */
const announcements: readonly (readonly [Topic, readonly RegExp[]])[] = [
  [
    'sponsor',
    [
      /^(our |todays |this (episodes|weeks) |the )?(episode |show )?sponsors?( of .*| messages?| break| spot| \w+){0,2}$/,
      /^(?!(how|why|what|when|who|do|does|should|is|are|not|finding|becoming) )(\S+ ){1,6}sponsors?$/,
      /^(sponsored|brought to you) by\b/,
      /^(ads?|advertisements?|promotion)$/,
    ],
  ],
  ['plugs', [/\bshameles+ (self )?(plug|promo)/, /^(our |the )?(self )?(plugs?|promos?)$/]],
  [
    'socials',
    [
      /^(our |the |hosts )?socials?( media)?( links| networks| profiles| channels)?$/,
      /\b(on|our|your) socials?( media)?$/,
      /^(follow|find|reach|contact|message|email|join|support|hit|chat with|talk to|connect with|keep up with) (us|me)\b/,
      /^(follow|support|find|contact|connect with) the (show|podcast|hosts?|team)\b/,
      /^tweet (us|at us|me|your|the)\b/,
      /^(get|keep|stay|be) (in touch|connected|social)\b/,
      /^(contact|connect|twitter|mastodon|instagram|patreon|subscribe)$/,
      /^where (to|you can|can you) find (us|me|the hosts?|them|him|her)\b/,
      /^join (the|our) (community|discord|slack|forum|newsletter)\b/,
    ],
  ],
  [
    'links',
    [
      /^(show |episode )?(notes|links|resources|references|shownotes)( (and|links|notes|resources|references))*$/,
      /\bsick picks?\b/,
      /^(our |the |weekly )?(picks?|recommendations?)( of the (week|month|show|episode))?$/,
      /^(further|more|recommended|additional|related|other|useful|helpful) (links|reading|resources|references|information)$/,
      /^(read|learn|find out) more$/,
      /^((links|resources|things|stuff|books|tools|projects|articles) )?mentioned\b/,
      /^(links|resources|references) (for|from|to|in|on)\b/,
    ],
  ],
]
