import type { Segment } from '../types.ts'

/** How an advert that is read out begins, in the languages that podcasts are in. */
const openings: readonly RegExp[] = [
  /\b(?:this|today['’]s|the) (?:week['’]s )?(?:episode|show|podcast|programme?)\b[^.!?]{0,60}\b(?:is|was|comes|made)\b[^.!?]{0,30}\b(?:brought to you|sponsored|supported|possible|presented|powered)\b[^.!?]{0,20}\b(?:by|with)\b/iu,
  /\b(?:is|are|comes) (?:\w+ )?(?:brought to you|sponsored for you) (?:in part )?by\b/iu,
  /^\W*(?:and )?(?:brought to you|sponsored|supported) (?:in part )?by\b/iu,
  /\b(?:thanks?|thank you|word|message|shout-?out|break)\b[^.!?]{0,30}\b(?:our|from|to|todays?|today['’]s) (?:\S+ ){0,3}sponsors?\b/iu,
  /\b(?:our|today['’]s|this (?:week|episode|month)['’]s) (?:\w+ )?sponsors?(?: for (?:today|this episode|this week))?,? (?:is|are|for|once)\b/iu,
  /\b(?:diese|die heutige) (?:folge|episode|sendung)\b[^.!?]{0,40}\b(?:präsentiert|gesponsert|unterstützt|ermöglicht)\b/iu,
  /^\W*(?:präsentiert|gesponsert) von\b/iu,
  /\beste (?:episodio|episódio|programa|podcast)\b[^.!?]{0,30}\b(?:patrocinado|presentado|apresentado|ofrecido|oferecido) (?:por|pel[ao])\b/iu,
  /\bcet épisode\b[^.!?]{0,30}\b(?:sponsorisé|présenté|offert|soutenu) par\b/iu,
  /\b(?:questo episodio|questa puntata)\b[^.!?]{0,30}\b(?:sponsorizzat|offert|presentat)[oa] da\b/iu,
]

/** Nearly every transcript has no advert, and this tells most of them. */
const hint =
  /sponsor|brought|supported|possible|powered|presented|präsentiert|gesponsert|unterstützt|ermöglicht|patrocinad|presentado|apresentado|ofrecid|oferecid|présenté|offert|soutenu/iu

const denial =
  /\b(?:not|isn['’]t|never|without an?|no longer|no) (?:being )?(?:sponsored|sponsors?|brought)\b|\bun-?sponsored\b/iu

/** What adverts say and conversations hardly do. */
const offer =
  /\b(?:percent|%) off\b|\d ?% off\b|\bdiscount\b|\b(?:promo|coupon|offer|discount|referral) code\b|\b(?:use|enter|with) (?:the |our |my )?code\b|\bfree (?:trial|month|shipping|account)\b|\bsign up\b|\bmoney[- ]back\b|\bterms (?:and conditions )?apply\b|\b(?:go|head|jump|hop)(?: on)?(?: over)? to \S+\b|\b(?:visit|check out|try|download) \S+(?: dot|\.)|\bdot (?:com|io|dev|org|net|co)\b|\b[\w-]+\.(?:com|io|dev|org|net|co|app|ai|example)\b|\blinks? in the (?:show ?notes|description)\b|\bcheck (?:us|them|it) out\b|\bfind (?:out )?more at\b|\bgive (?:us|them|\S+) a (?:call|shout|try)\b|\bsponsors?\b|\brabatt|\bdescuento|\bdesconto|\bsconto|\bcode promo/iu

/** What follows an advert. */
const resumption =
  /\b(?:(?:back|on|return) (?:to|with) (?:the|our|today['’]s) (?:show|episode|interview|conversation|programme?|topic)|let['’]s (?:get|dive|jump) (?:back|right|into|in|started)|zurück zur (?:folge|sendung)|volvemos|torniamo)\b/iu

/** “It floats, too.”: more about what was just advertised. */
const continuation = /^\W*(?:it|its|they|their|plus|you['’]ll|you can|you get|with it|with them)\b/iu

/** An advert that goes on longer, or in which this many sentences say nothing of its sponsor, has probably ended. */
const MAX_SECONDS = 120
const MAX_SENTENCES = 30
const MAX_GAP = 2
const MAX_CONTINUATIONS = 3

/** A sentence, or a part of one, in one segment. */
type Piece = { readonly segment: number; readonly text: string; readonly from: number; readonly to: number }

/** A sentence that may go over several segments. `to` is exclusive. */
type Unit = { readonly from: number; readonly to: number; readonly text: string }

/**
 * Leaves out the adverts that hosts read out, since their praise is no answer to anything. Nothing else of a transcript is
 * changed, except that a segment in which an advert begins or ends is split there. `afterCut` marks what follows.
 */
export function withoutAdverts(segments: readonly Segment[]): readonly Segment[] {
  if (!segments.some(({ text }) => hint.test(text))) return segments
  const pieces = segments.flatMap(piecesOf)
  const units = unitsOf(pieces)
  const left = new Set<number>()
  for (let at = 0; at < units.length; at++) {
    const sponsor = sponsorAt(units, at)
    if (sponsor === undefined) continue
    const end = endOfAdvert(units, at, sponsor, startOf(units, pieces, segments))
    for (let i = units[at]?.from ?? 0; i < (units[end - 1]?.to ?? 0); i++) left.add(i)
    at = end - 1
  }
  return left.size === 0 ? segments : rest(segments, pieces, left)
}

function piecesOf({ text }: Segment, segment: number): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { index, 0: gap } of text.matchAll(/(?<=[.!?…。！？]["'”’)\]]*)\s+/gu)) {
    pieces.push({ segment, text: text.slice(from, index), from, to: index })
    from = index + gap.length
  }
  if (from < text.length) pieces.push({ segment, text: text.slice(from), from, to: text.length })
  return pieces
}

const endsSentence = /[.!?…。！？]["'”’)\]]*$/u

/** Longer ones have no full stops. */
const MAX_PIECES = 12

/** Captions without full stops are taken line by line. */
function unitsOf(pieces: readonly Piece[]): readonly Unit[] {
  const ends = pieces.filter(({ text }) => endsSentence.test(text)).length
  const isPunctuated = ends * MAX_PIECES >= pieces.length
  const units: Unit[] = []
  let from = 0
  pieces.forEach(({ text }, at) => {
    if (isPunctuated && !endsSentence.test(text) && at + 1 < pieces.length && at + 1 - from < MAX_PIECES) return
    const to = at + 1
    units.push({
      from,
      to,
      text: pieces
        .slice(from, to)
        .map(piece => piece.text)
        .join(' '),
    })
    from = to
  })
  return units
}

/** The sponsor's name in lower case, or an empty string if it cannot be told; undefined if no advert begins here. */
function sponsorAt(units: readonly Unit[], at: number): string | undefined {
  const own = units[at]?.text ?? ''
  const isOpen = !endsSentence.test(own)
  const text = isOpen ? `${own} ${units[at + 1]?.text ?? ''}` : own
  if (!hint.test(text) || denial.test(text)) return undefined
  for (const pattern of openings) {
    const found = pattern.exec(text)
    // In captions without full stops the next line may belong to the same sentence.
    if (found && found.index < own.length) return nameIn(text.slice(found.index + found[0].length))
  }
  return undefined
}

function nameIn(after: string): string {
  const words = after.replace(
    /^\W*(?:(?:by|von|por|par|da) )?(?:our (?:good )?(?:friends|partners?|sponsors?) (?:at|from|over at) )?/iu,
    '',
  )
  const [name] = /^(?:the )?[\p{Lu}\d][\p{L}\p{N}.&'’-]*(?: [\p{Lu}\d][\p{L}\p{N}.&'’-]*){0,3}/u.exec(words) ?? []
  const plain = name ?? /^[\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+)?/u.exec(words)?.[0] ?? ''
  return plain.toLowerCase().replace(/[.,'’-]+$/u, '')
}

type Starts = (unit: number) => number | undefined

const startOf =
  (units: readonly Unit[], pieces: readonly Piece[], segments: readonly Segment[]): Starts =>
  unit =>
    segments[pieces[units[unit]?.from ?? -1]?.segment ?? -1]?.start

function endOfAdvert(units: readonly Unit[], opening: number, sponsor: string, start: Starts): number {
  const begins = start(opening)
  let end = opening + 1
  for (let at = opening + 1; at < units.length && at - end <= MAX_GAP && at - opening < MAX_SENTENCES; at++) {
    const text = units[at]?.text ?? ''
    const time = start(at)
    if (begins !== undefined && time !== undefined && time - begins > MAX_SECONDS) break
    if (resumption.test(text)) return at
    const praises = sponsor.length > 2 && text.toLowerCase().includes(sponsor)
    if (praises || offer.test(text)) end = at + 1
  }
  for (let more = 0; more < MAX_CONTINUATIONS && continuation.test(units[end]?.text ?? ''); more++) end++
  return end
}

/** The segments without some pieces. */
function rest(segments: readonly Segment[], pieces: readonly Piece[], left: ReadonlySet<number>): readonly Segment[] {
  const kept: Segment[] = []
  let isCut = false
  let open: { segment: number; from: number; to: number } | undefined
  const close = (): void => {
    const segment = open && segments[open.segment]
    if (!open || !segment) return
    const text = segment.text.slice(open.from, open.to)
    kept.push({ ...segment, text, ...(isCut && { afterCut: true as const }) })
    isCut = false
    open = undefined
  }
  pieces.forEach(({ segment, from, to }, i) => {
    if (left.has(i)) {
      close()
      isCut = true
    } else if (open?.segment === segment) open.to = to
    else {
      close()
      open = { segment, from, to }
    }
  })
  close()
  return kept
}
