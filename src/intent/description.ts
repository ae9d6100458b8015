import { wordSet } from '../text.ts'
import type { Role } from './lexicon.ts'
import { Reading } from './reading.ts'
import type { Token } from './tokens.ts'
import type { Filter } from './types.ts'

/** A question with how it describes episodes: by time, length, season, people and topic. */
export class Description extends Reading {
  /** Years, months, days, lengths, seasons, people, guests: whatever narrows the episodes down, apart from the topic. */
  times(): Filter {
    const filter: { -readonly [Key in keyof Filter]: Filter[Key] } = {}
    const season = this.season()
    if (season !== undefined) filter.season = season
    for (const [i, token] of this.tokens.entries()) {
      if (this.used.has(token)) continue
      const value = Number(token.number)
      const [before, next] = [this.at(i - 1), this.at(i + 1)]
      if (token.number !== undefined && this.isUnit(i + 1) && this.has('under', 'over')) {
        const seconds = value * (next?.roles.has('hour') ? 3600 : 60)
        if (this.has('under') && !this.has('over')) filter.under = seconds
        else filter.over = seconds
        this.used.add(token)
        if (next) this.used.add(next)
      } else if (/^(?:19|20)\d\d$/.test(token.number ?? '') && !this.isInside(i)) {
        filter.year = value
        this.used.add(token)
      } else if (
        token.month !== undefined &&
        (token.plain.length > 3 || before?.number !== undefined || next?.number !== undefined) &&
        (token.plain !== 'may' || next?.number !== undefined || token.capitalized)
      ) {
        filter.month = token.month
        this.used.add(token)
        const day = [before, next].find(
          other => other?.number !== undefined && Number(other.number) >= 1 && Number(other.number) <= 31,
        )
        if (day) {
          filter.day = Number(day.number)
          this.used.add(day)
        }
      }
    }
    if (
      filter.month === undefined &&
      this.has('hour', 'minute') &&
      this.has('over', 'under') &&
      filter.under === undefined &&
      filter.over === undefined &&
      this.has('hour')
    ) {
      if (this.has('over')) filter.over = 3600
      else filter.under = 3600
    }
    return filter
  }

  /** A year between two words of a topic is part of it: `re:Invent 2023 opinions`. */
  isInside(i: number): boolean {
    const [before, next] = [this.at(i - 1), this.at(i + 1)]
    return (
      before !== undefined &&
      next !== undefined &&
      before.roles.size === 0 &&
      before.month === undefined &&
      before.number === undefined &&
      !this.noun(next) &&
      ![...STRUCTURE].some(role => next.roles.has(role)) &&
      next.number === undefined
    )
  }

  topicTokens(): readonly Token[] {
    const free = this.tokens.filter(token => !this.used.has(token))
    const about = this.aboutAt()
    if (about !== undefined) {
      const from = this.at(about)?.end ?? 0
      const after = free.filter(({ start }) => start >= from)
      const end = after.findIndex(
        token =>
          token.roles.has('with') ||
          token.roles.has('without') ||
          (token.roles.has('from') && this.nextIsUsed(token)) ||
          this.noun(token),
      )
      const span = end < 0 ? after : after.slice(0, end)
      const trimmed = trim(span)
      if (trimmed.length > 0) return trimmed
    }
    const residue = free.filter(({ roles, number }) => roles.size === 0 && number === undefined)
    const [first] = residue
    let last = residue.at(-1)
    if (!first || !last) return []
    // A word that could ask something else is part of the topic beside it: `re:Invent opinions`.
    for (
      let next = free[free.indexOf(last) + 1];
      next && ![...STRUCTURE].some(role => next?.roles.has(role)) && !this.noun(next);
      next = free[free.indexOf(last) + 1]
    )
      last = next
    const lastEnd = last.end
    return free.filter(({ start, end }) => start >= first.start && end <= lastEnd)
  }

  nextIsUsed = (token: Token): boolean => {
    const i = this.tokens.indexOf(token)
    return [1, 2, 3].some(
      n => this.used.has(this.at(i + n) as Token) && [1, 2].every(m => m >= n || (this.at(i + m)?.roles.size ?? 0) > 0),
    )
  }

  /** Where a preposition introduces a topic: after the noun, or after `anything`. */
  aboutAt(): number | undefined {
    const nouns = this.nouns()
    for (const [i, token] of this.tokens.entries()) {
      if (!token.roles.has('about') || this.used.has(token)) continue
      const isAfterNoun = nouns.some(
        noun =>
          noun < i && this.tokens.slice(noun + 1, i).every(({ roles }) => BEFORE_TOPIC.some(role => roles.has(role))),
      )
      const isAfterAny = this.tokens
        .slice(0, i)
        .some(({ roles }) => roles.has('any') || roles.has('talkedTo') || (roles.has('guest') && this.has('who')))
      if (isAfterNoun || isAfterAny) {
        // `talk about`, `is about`: the last of several.
        let last = i
        while (this.at(last + 1)?.roles.has('about') && !this.used.has(this.at(last + 1) as Token)) last++
        return last
      }
    }
    return undefined
  }

  topic(): string | undefined {
    const tokens = this.topicTokens()
    const [first, last] = [tokens[0], tokens.at(-1)]
    return first && last ? this.text.slice(first.start, last.end) : undefined
  }

  /** The filter with its topic, people and guests. */
  filter(times: Filter): Filter {
    const unknown = this.unknownGuest()
    const people = [...this.people.map(({ name }) => name), ...(unknown === undefined ? [] : [unknown])]
    const isWithout = people.length > 0 && this.has('without', 'absent')
    const said = unknown === undefined ? this.topic() : undefined
    const isLength =
      (times.under ?? times.over) !== undefined &&
      /^(?:short|quick|long|kurze?|brev[ei]|cort[aio]s?|courts?|curt[ao]s?)$/iu.test(said ?? '')
    const topic = isLength ? undefined : said
    const isGuest = this.has('guest') && people.length === 0
    return {
      ...times,
      ...(topic !== undefined && { topic }),
      ...(topic !== undefined && this.has('title') && { inTitle: true as const }),
      ...(people.length > 0 && !isWithout && { people }),
      ...(isWithout && { without: people[0] as string }),
      ...(isGuest && { hasGuest: true as const }),
    }
  }

  /** `with Cora Vance`, `Cora Vance as guest`: a name that the show does not know. */
  unknownGuest(): string | undefined {
    if (this.people.length > 0) return undefined
    const at = this.tokens.findIndex(({ roles }) => roles.has('with'))
    if (at < 0) return undefined
    const name: Token[] = []
    for (const token of this.tokens.slice(at + 1)) {
      if (token.roles.size > 0 || token.number !== undefined || this.used.has(token)) break
      name.push(token)
    }
    const [first, last] = [name[0], name.at(-1)]
    if (!first || !last) return undefined
    const isName =
      name.length <= 3 && (this.has('guest') || (name.length >= 2 && name.every(({ capitalized }) => capitalized)))
    return isName ? this.text.slice(first.start, last.end) : undefined
  }

  /** `which episode …`, `what was the episode …`: one is asked for, and the answer to the question shows it. */
  asksWhichEpisode(): boolean {
    return this.nouns().some(i => {
      const before = this.tokens.slice(Math.max(0, i - 3), i).map(({ plain }) => plain)
      const asks = before.findLastIndex(plain => WHICH.has(plain))
      return asks >= 0 && before.slice(asks + 1).every(plain => /^(?:was|is|the|s)$/.test(plain))
    })
  }
}

/** Roles that may stand between a noun and the preposition that introduces its topic. */
const BEFORE_TOPIC: readonly Role[] = ['filler', 'about', 'say', 'opinion', 'summary']

const WHICH = wordSet('which wich what whats quale qual welche welcher in_welcher cual que quelle quel')

/** Roles that end a topic. */
const STRUCTURE: readonly Role[] = [
  'filler',
  'about',
  'in',
  'from',
  'with',
  'without',
  'when',
  'released',
  'show',
  'one',
  'any',
  'who',
  'guest',
  'host',
  'appear',
]

/** Without the fillers at both ends. */
function trim(tokens: readonly Token[]): readonly Token[] {
  const isWord = ({ roles }: Token) => !['filler', 'in', 'from', 'released'].some(role => roles.has(role as Role))
  const [first, last] = [tokens.findIndex(isWord), tokens.findLastIndex(isWord)]
  return first < 0 ? [] : tokens.slice(first, last + 1)
}
