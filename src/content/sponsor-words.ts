/**
 * Whether a whole block of words thanks somebody for paying. In a quote, where shows like to put it, a hint is enough; in
 * prose it must be the first thing said, or said of this very show: much in the world is powered by something.
 */
export function thanksSponsor(text: string, quoted: boolean): boolean {
  if (denial.test(text)) return false
  return (quoted ? [...inProse, ...inQuotes] : inProse).some(pattern => pattern.test(text))
}

const denial = /\b(not|isn['’]t|never|without an?|no longer) (being )?(sponsored|sponsors?)\b|\bun-?sponsored\b/i

const inProse: readonly RegExp[] = [
  // “0:44 Sponsored by …”
  /^[^\p{L}]*(proudly )?(sponsored|brought to you|supported|made possible) by\b/iu,
  // “Today’s sponsor is …”, “Sponsor: …”
  /^[^\p{L}]*(today['’]s |our |this (week|episode)['’]s |episode |show )?sponsors?\s*(?::|–|—|-|is\b|are\b)/iu,
  /^[^\p{L}]*(a (word|message) from|thanks to) our (friends|sponsors?|partners?)\b/iu,
  // “This episode of … is kindly sponsored by …”
  /\b(this|today['’]s|the) (episode|show|podcast|stream)( of [^.!?,]{1,40})? (is|was|has been) (\w+ )?(sponsored|brought to you|powered|made possible|supported|presented)\b/i,
  // “Blink is brought to you by …”
  /^[^.!?]{1,60} (is|are) (\w+ )?brought to you\b[^.!?]{0,40}\b(by|with)\b/i,
]

const inQuotes: readonly RegExp[] = [
  /\bsponsor(s|ed|ing|ship)?\b/i,
  /\bbrought to you\b/i,
  /\bmakes?\b[^.!?]{1,40}\bpossible\b/i,
  /\bis powered by\b/i,
  /\bfor powering\b/i,
  /\buse (the |our |my )?(promo |discount )?(code|coupon)\b/i,
]
