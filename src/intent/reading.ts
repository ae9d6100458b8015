import type { Role } from './lexicon.ts'
import type { Token } from './tokens.ts'
import type { Knowledge, Reference } from './types.ts'

/**
 * A question as its tokens, with what can be recognized in it before its purpose is known: people, numbers of episodes,
 * and the episodes that are spoken of. What has been recognized is marked as used, so that no topic contains it.
 */
export class Reading {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly known: Knowledge
  /** Tokens that are part of something recognized, and so no topic. */
  readonly used = new Set<Token>()
  readonly people: { readonly name: string; readonly speaks: boolean; readonly tokens: readonly Token[] }[] = []

  constructor(text: string, tokens: readonly Token[], known: Knowledge) {
    this.text = text
    this.tokens = tokens
    this.known = known
    this.findShow()
    this.findPeople()
  }

  findShow(): void {
    const name = this.known.showName.replaceAll(' ', '')
    if (name === '') return
    for (let i = 0; i < this.tokens.length; i++) {
      let end = i + 1
      const joined = () =>
        this.tokens
          .slice(i, end)
          .map(({ plain }) => plain.replaceAll(' ', ''))
          .join('')
      while (end < this.tokens.length && joined().length < name.length) end++
      if (joined() !== name) continue
      const run = this.tokens.slice(i, end)
      for (const token of run) {
        this.used.add(token)
        this.show = true
      }
    }
  }

  show = false

  findPeople(): void {
    for (let i = 0; i < this.tokens.length; i++) {
      for (let length = Math.min(3, this.tokens.length - i); length > 0; length--) {
        const run = this.tokens.slice(i, i + length)
        const person = this.known.person(run.map(({ plain }) => plain).join(' '))
        // A first name may be an ordinary word: `ran`, `will`, `mark`.
        const [only] = run
        if (!person || (length === 1 && only && !this.isName(only))) continue
        this.people.push({ ...person, tokens: run })
        for (const token of run) this.used.add(token)
        i += length - 1
        break
      }
    }
  }

  isName(token: Token): boolean {
    if (token.capitalized || (token.roles.size === 0 && (token.possessive || !ORDINARY.has(token.plain)))) return true
    const before = this.at(this.tokens.indexOf(token) - 1)?.plain ?? ''
    return (
      token.roles.size === 0 && /^(?:did|does|has|with|without|con|senza|sin|mit|ohne|avec|sans|com|sem)$/.test(before)
    )
  }

  has = (...roles: readonly Role[]): boolean => this.tokens.some(token => roles.some(role => token.roles.has(role)))

  at = (i: number): Token | undefined => this.tokens[i]

  noun(token: Token | undefined): boolean {
    return token !== undefined && (token.roles.has('episode') || token.roles.has('episodes')) && !this.isContent(token)
  }

  /** `the one`, `ones`, `which one`, but not `one`, a number or a pronoun. */
  isOne(i: number): boolean {
    const token = this.at(i)
    if (!token?.roles.has('one')) return false
    if (token.plain === 'ones') return true
    const before = this.at(i - 1)
    const next = this.at(i + 1)
    if (next?.roles.has('about') || next?.roles.has('with'))
      return before?.plain === 'the' || before?.roles.has('latest') === true
    return (
      i > 0 &&
      (i === this.tokens.length - 1 || before?.roles.has('latest') === true || before?.roles.has('first') === true) &&
      this.tokens.slice(0, i).some(({ plain, roles }) => plain === 'the' || roles.has('latest') || roles.has('first'))
    )
  }

  /** `event-driven show` would be content; a noun between hyphens is. */
  isContent(token: Token): boolean {
    return this.text[token.end] === '-' && this.text[token.end + 1] !== ' '
  }

  /** Where an episode is spoken of. */
  nouns(): readonly number[] {
    return this.tokens.flatMap((token, i) => (this.noun(token) || this.isOne(i) ? [i] : []))
  }

  isPlural(i: number): boolean {
    const token = this.at(i)
    return token?.roles.has('episodes') ? !token.roles.has('episode') || token.plain === 'eps' : token?.plain === 'ones'
  }

  /** The number of an episode: `#12`, `s2e4`, `episode 12`, `season 2 episode 4`, or alone among words that ask for one. */
  number(): Reference | undefined {
    const season = this.season()
    for (const [i, token] of this.tokens.entries()) {
      if (token.number === undefined) continue
      const before = this.at(i - 1)
      const named =
        before !== undefined && (this.noun(before) || before.roles.has('number')) && !this.noun(this.at(i + 1))
      const previous = this.at(i - 2)
      const afterNumber = before?.plain === 'number' || before?.plain === 'no' ? this.noun(previous) || named : named
      if (!token.marked && !afterNumber) continue
      for (const used of [token, before, previous])
        if (used && (used === token || this.noun(used) || used.roles.has('number'))) this.used.add(used)
      if (!token.marked && this.isUnit(i + 1)) continue
      const of = token.season ?? season
      return { kind: 'number', number: token.number, ...(of !== undefined && { season: of }) }
    }
    return this.bareNumber()
  }

  isUnit = (i: number): boolean => {
    const roles = this.at(i)?.roles
    return roles?.has('minute') === true || roles?.has('hour') === true
  }

  /** `100`, `13.2?`, `tl;dr of 100`: a number that is an episode’s, with nothing else that could be a topic. */
  bareNumber(): Reference | undefined {
    const numbers = this.tokens.filter(({ number }) => number !== undefined)
    const [token] = numbers
    if (!token?.number || /^\s*[+-]/.test(this.text) || numbers.length > 1 || !this.known.isEpisode(token.number))
      return undefined
    const i = this.tokens.indexOf(token)
    const nextTo = [this.at(i - 1), this.at(i + 1)]
    if (nextTo.some(other => other && (this.noun(other) || other.roles.has('season') || other.roles.has('one'))))
      return undefined
    if (this.isUnit(i + 1) || this.at(i - 1)?.roles.has('latest') || this.at(i - 1)?.roles.has('first'))
      return undefined
    const others = this.tokens.filter(other => other !== token && !this.used.has(other))
    if (others.some(({ roles, month }) => roles.size === 0 || month !== undefined)) return undefined
    if (
      this.has('count', 'longest', 'shortest', 'under', 'over', 'released') &&
      this.has('count', 'longest', 'shortest', 'under', 'over')
    )
      return undefined
    const asks =
      others.length === 0 || this.has('summary', 'links', 'length', 'when', 'guest', 'host', 'who', 'about', 'released')
    if (!asks) return undefined
    this.used.add(token)
    return { kind: 'number', number: token.number }
  }

  season(): string | undefined {
    for (const [i, token] of this.tokens.entries()) {
      if (!token.roles.has('season')) continue
      const next = this.at(i + 1)
      if (next?.number !== undefined) {
        this.used.add(token).add(next)
        return next.number
      }
      const before = this.at(i - 1)
      const ordinal = before?.roles.has('first') ? 1 : before?.ordinal
      if (before && ordinal !== undefined) {
        this.used.add(token).add(before)
        return String(ordinal)
      }
    }
    return undefined
  }

  /** The question without `in episode 64,`. */
  withoutReference(): string {
    const at = this.tokens.findIndex(
      token => this.used.has(token) && !this.people.some(({ tokens }) => tokens.includes(token)),
    )
    let last = at
    while (
      last + 1 < this.tokens.length &&
      this.used.has(this.tokens[last + 1] as Token) &&
      !this.people.some(({ tokens }) => tokens.includes(this.tokens[last + 1] as Token))
    )
      last++
    let first = at
    while (
      first > 0 &&
      /^(?:in|on|of|for|from|nella|nell|dell|della|del|en|el|dans|l|de|na|no|do|du|im|der|folge|the|la|le|di|su)$/.test(
        this.at(first - 1)?.plain ?? '',
      )
    )
      first--
    const [from, to] = [this.at(first)?.start ?? 0, this.at(last)?.end ?? 0]
    return `${this.text.slice(0, from)} ${this.text.slice(to).replace(/^[\s,:;–—-]+/u, ' ')}`
      .replace(/\s+/g, ' ')
      .trim()
  }
}

/** First names that are ordinary words as well: in lower case they are not taken for a name. */
const ORDINARY = new Set(
  'ran will mark sam bill rich grant chase art drew pat jack rob sue may june april hope grace faith joy ray frank dean max ada ruby chip dot guy miles don nick page rose summer dawn eve iris crystal olive gene clay cliff dale glen lance pierce skip stone wade chuck jean angel jade amber ross victor ivy star sky storm river reed wren lane cole carter mason hunter parker porter archer'.split(
    ' ',
  ),
)
