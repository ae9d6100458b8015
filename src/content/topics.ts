/** What a heading, or the words before a list, announce. Only `links` and `picks` are places where everything is meant as a resource. */
export type Topic = 'links' | 'sponsor' | 'plugs' | 'socials' | 'transcript' | 'prose'

/** Undefined when the words announce none of these. */
export function topicOf(words: string): Topic | undefined {
  const text = words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s'’&/-]+/gu, ' ')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s:×x-]+$/u, '')
    .trim()
  return announcements.find(([, pattern]) => pattern.test(text))?.[0]
}

const announcements: readonly (readonly [Topic, RegExp])[] = [
  [
    'sponsor',
    /^(?!.*\b(not|non|no|un)[\s-]?sponsor).*(\bsponsors?\b|\bsponsored by\b|\bsponsorship$|\bbrought to you by\b|^(our )?partners$|^ads?$|^advertisements?$)/,
  ],
  ['plugs', /\bshameles+s? (self[- ])?(plugs?|promo)|^(our )?(self[- ]?)?(plugs?|promotions?|promos?)$|\bplugs$/],
  [
    'socials',
    /^(our |the |hosts? )?social(s| media| links| networks| media links)$|\b(on|our|your|the) socials?( media| networks)?$|^(follow|tweet|find|reach|contact|connect with|get in touch|hit up|hit|say hi|keep in touch|stay in touch|join|support|subscribe)\b.*\b(us|me|show|podcast|hosts?|community|discord|slack|twitter|x|mastodon|patreon|newsletter|treats|socials|touch|channel)$|^(contact|get in touch|stay in touch|keep in touch|connect|twitter|where to find (us|the hosts?|me)|contact us|about the hosts?)$/,
  ],
  ['transcript', /^(full |episode )?transcript(ion)?s?$/],
  [
    'links',
    /^(show|episode)?[\s-]*(notes|links|resources|references|shownotes)( (and|&) (notes|links|resources|references))?$|\bsick picks?\b|^(our |this week s |weekly |the )?(picks?|recommendations?|recommended.*|further reading|read(ing)? (more|list)|learn more|more information|useful links|related links|mentioned( in.*)?|(things|links|resources|stuff|items|projects|tools|books)\b.* mentioned.*|(links|resources|references) (for|from|to|in) .*|(helpful|useful|additional|related|other|further|more) (links|resources|reading|references))$/,
  ],
]

/** Somebody pays for this episode: the words of a whole block. `loose` is for quotes, where shows like to put it. */
export function thanksSponsor(text: string, loose: boolean): boolean {
  if (/\b(not|isn['’]t|never|un|non|without (a )?)[\s-]?sponsor/i.test(text)) return false
  return opening.test(text) || aboutTheShow.test(text) || (loose && anywhere.test(text))
}

/** “Sponsored by …” as the first words, perhaps after a time. */
const opening =
  /^[\s\d:()[\]*–—-]*(this (episode|show|podcast|week)( of [^.]{1,40})? )?((is )?(proudly )?(sponsored|brought to you)( to you)? by|(today['’]s |our |this (week|episode)['’]s |episode |show )?sponsors?\s*(:|–|—|-|is\b|are\b)|thanks to our (friends|sponsors?|partners?)|a word from our sponsors?)/i

/** “This episode of … is powered by …”, “… for powering yet another episode of …”. */
const aboutTheShow =
  /\b(episode|show|podcast|stream)\b[^.!?]{0,60}\b(is|was|are)\b[^.!?]{0,30}\b(sponsored|brought to you|powered|made possible|supported|presented)\b[^.!?]{0,40}\b(by|with)\b|\b(thanks?|thank you|gratitude|shoutout|shout-out)\b[^.!?]{0,80}\b((for|to)\b[^.!?]{0,30}\b(powering|sponsoring|supporting)\b|(our|noble|kind|generous) sponsors?)/i

const anywhere =
  /\bsponsor(s|ed|ing|ship)?\b|\bbrought to you\b|\bmakes?\b[^.!?]{1,40}\bpossible\b|\bis powered by\b|\bfor powering\b|\buse (the |our )?(code|coupon)\b/i
