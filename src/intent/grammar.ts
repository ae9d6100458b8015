import { Description } from './description.ts'
import { type Role, smallNumber } from './lexicon.ts'
import { type Token, tokensOf } from './tokens.ts'
import type { Fact, Filter, Intent, Knowledge, Order, Reference } from './types.ts'

/** More words than anyone needs to ask for an episode: such a question is about a topic. */
const MAX_TOKENS = 26

/**
 * What a question asks about the show or one of its episodes; undefined if it is about a topic, which is the usual case.
 * A number, a name or a superlative alone is not enough: something in the question has to speak of an episode, of the
 * show, or of a person who is on it.
 */
export function intentOf(text: string, known: Knowledge): Intent | undefined {
  const tokens = tokensOf(text)
  if (tokens.length === 0) return undefined
  return quoteIn(text, tokens) ?? (tokens.length > MAX_TOKENS ? undefined : new Grammar(text, tokens, known).intent())
}

const QUOTED =
  /["“„«]([^"“”„«»]{6,300})["”“»]|(?<![\p{L}\p{N}])['‘]((?:[^'‘’]|['’](?=\p{L})){6,300})['’](?![\p{L}\p{N}])/u

/** `who said “…”?`: a quotation of three words or more, and a word that asks for its speaker or its place. */
function quoteIn(text: string, tokens: readonly Token[]): Intent | undefined {
  const match = QUOTED.exec(text)
  const words = (match?.[1] ?? match?.[2] ?? '').trim()
  if (!match || words.split(/\s+/).length < 3) return undefined
  const outside = tokens.filter(({ start, end }) => end <= match.index || start >= match.index + match[0].length)
  const has = (role: Role) => outside.some(({ roles }) => roles.has(role))
  if (has('who')) return { kind: 'quote', words, named: true }
  return has('say') || has('line') ? { kind: 'quote', words, named: false } : undefined
}

/**
 * The fact that a question asks about an episode that it does not name, `how long is it?`, `who was the guest?`; undefined
 * if it asks for none, or is about a topic.
 */
export function factIn(text: string, known: Knowledge): Fact | undefined {
  const tokens = tokensOf(text)
  return tokens.length === 0 || tokens.length > MAX_TOKENS ? undefined : new Grammar(text, tokens, known).factAlone()
}

class Grammar extends Description {
  intent(): Intent | undefined {
    const reference = this.number()
    const times = this.times()
    if (reference) return this.aboutNumber(reference)
    return (
      this.links() ??
      this.count(times) ??
      this.superlative(times) ??
      this.hosts() ??
      this.described(times) ??
      this.list(times) ??
      this.speaker()
    )
  }

  factAlone(): Fact | undefined {
    const isTopic = this.tokens.some(
      token => !this.used.has(token) && (token.roles.size === 0 || token.number !== undefined),
    )
    const fact = isTopic || this.has('say', 'opinion') ? undefined : this.fact()
    // `about` alone is said of anything.
    return fact === 'about' && !this.has('summary') && this.nouns().length === 0 ? undefined : fact
  }

  /** `links about lamps`, `which resources are there on fog?` */
  links(): Intent | undefined {
    const at = this.tokens.findIndex(({ roles }) => roles.has('links'))
    if (at < 0 || at > 4 || this.nouns().some(noun => noun < at)) return undefined
    const about = this.tokens.findIndex(({ roles }, i) => i > at && roles.has('about'))
    if (about < 0 || this.tokens.slice(0, about).some(({ roles }) => roles.size === 0)) return undefined
    const topic = this.text
      .slice(this.at(about)?.end ?? 0)
      .replace(/[\s?!.]+$/u, '')
      .trim()
    return topic === '' ? undefined : { kind: 'links', topic }
  }

  /** A question with the number of an episode: for a fact, or for what that episode says. */
  aboutNumber(reference: Reference): Intent {
    const others = this.tokens.filter(token => !this.used.has(token))
    const topic = others.filter(({ roles, number }) => roles.size === 0 && number === undefined)
    if (topic.length > 0) {
      return { kind: 'scoped', reference, question: this.withoutReference() }
    }
    return this.factOf(reference) ?? { kind: 'fact', fact: 'about', reference }
  }

  /** Which fact about an episode is asked for; undefined if none is. */
  factOf(reference: Reference): Intent | undefined {
    const fact = this.fact()
    const person = this.people[0]?.name
    if (fact === undefined) return undefined
    const asksForPerson = person !== undefined && (fact === 'guests' || fact === 'hosts') && !this.has('who')
    return { kind: 'fact', fact, reference, ...(asksForPerson && { person }) }
  }

  fact(): Fact | undefined {
    if (this.has('links')) return 'links'
    if (this.has('length') || (this.has('minute', 'hour') && this.has('count', 'over', 'under'))) return 'length'
    if (this.has('when') || (this.has('released') && !this.has('who'))) return 'date'
    if (this.has('guest', 'talkedTo') || (this.has('who') && this.has('appear'))) return 'guests'
    if (this.has('host')) return 'hosts'
    const [first, second] = this.tokens
    const asksPresence =
      /^(?:was|is|were|did|does)$/.test(first?.plain ?? '') &&
      second !== undefined &&
      this.people.some(({ tokens }) => tokens.includes(second))
    if (this.people.length > 0 && (this.has('appear') || (asksPresence && !this.has('say')))) return 'guests'
    if (this.has('who') && !this.has('about', 'summary')) return 'guests'
    if (this.has('summary', 'about')) return 'about'
    return undefined
  }

  count(times: Filter): Intent | undefined {
    if (!this.has('count')) return undefined
    const isOfShow = this.has('episodes', 'show') || this.show || this.nouns().length > 0
    const isOfPerson = this.people.length > 0 && this.has('times', 'appear', 'show')
    const last = this.tokens.at(-1)
    const isTheirs =
      /^(?:do|done|make|made|record|recorded|release|released|publish|published|did|have)$/.test(last?.plain ?? '') &&
      this.tokens.some(({ plain }) => plain === 'they')
    if (!isOfShow && !isOfPerson && !isTheirs) return undefined
    const filter = this.filter(times)
    const { topic, ...others } = filter
    const kindOf =
      isTheirs && !isOfShow
        ? topic?.replace(/\s+(?:streams|livestreams|videos|sessions|recordings|talks)$/iu, '')
        : topic
    return { kind: 'count', filter: { ...others, ...(kindOf !== undefined && { topic: kindOf }) } }
  }

  superlative(times: Filter): Intent | undefined {
    const nouns = this.nouns()
    const order: Order | undefined = this.has('longest')
      ? 'longest'
      : this.has('shortest')
        ? 'shortest'
        : this.has('latest')
          ? 'newest'
          : this.has('first')
            ? 'oldest'
            : undefined
    const ordinal = this.tokens.find(({ ordinal }) => ordinal !== undefined)
    // `When did the podcast start?`
    if (this.show || this.has('show')) {
      const begins = this.tokens.some(({ plain }) =>
        /^(?:start|started|begin|began|iniziato|cominciato|empezo|comenzo|commence|begonnen|gestartet|comecou)$/.test(
          plain,
        ),
      )
      if (begins && this.topicTokens().length === 0)
        return { kind: 'fact', fact: 'date', reference: { kind: 'pick', order: 'oldest', nth: 0, filter: {} } }
    }
    const chosen = order ?? (ordinal && nouns.length > 0 ? 'oldest' : undefined)
    if (chosen === undefined) return undefined
    const role: Role = chosen === 'newest' ? 'latest' : chosen === 'oldest' ? 'first' : chosen
    const at = this.tokens.findIndex(token => (order === undefined ? token === ordinal : token.roles.has(role)))
    const near = nouns.some(noun => Math.abs(noun - at) <= 4)
    const free = this.tokens.filter(token => !this.used.has(token))
    const alone =
      free.every(({ roles, number }) => roles.size > 0 || number !== undefined) &&
      this.people.length === 0 &&
      (order !== 'oldest' || free.length <= 2)
    const isWeek = chosen === 'newest' && this.has('today') && alone
    if (!near && !(alone && free.length <= 3 && !this.has('say', 'show')) && !isWeek) return undefined
    for (const token of this.tokens) if (token.roles.has(role) || token === ordinal) this.used.add(token)
    const number = this.tokens.find(
      (token, i) => token.number !== undefined && !this.used.has(token) && Math.abs(i - at) <= 2,
    )
    const spelled = this.tokens.find(
      (token, i) => !this.used.has(token) && Math.abs(i - at) === 1 && smallNumber(token.plain) !== undefined,
    )
    const most = number?.number !== undefined ? Number(number.number) : spelled ? (smallNumber(spelled.plain) ?? 1) : 1
    if (number) this.used.add(number)
    if (spelled) this.used.add(spelled)
    const filter = this.filter(times)
    const isInterview = this.tokens.some(({ plain }) =>
      /^(?:interview|interviews|intervista|interviste|entrevista|entrevistas|entretien|entretiens)$/.test(plain),
    )
    const wanted: Filter = isInterview ? { ...filter, hasGuest: true } : filter
    const plural = nouns.some(noun => this.isPlural(noun) && Math.abs(noun - at) <= 3)
    if (most > 1 || (plural && this.fact() === undefined && (order === 'newest' || order === 'oldest')))
      return { kind: 'list', filter: wanted, order: chosen, ...(most > 1 && { most }) }
    const nth = order === undefined ? (ordinal?.ordinal ?? 1) - 1 : 0
    const reference: Reference = { kind: 'pick', order: chosen, nth, filter: wanted }
    const fact = this.factWithoutTopic(chosen)
    return { kind: 'fact', fact, reference }
  }

  factWithoutTopic(order: Order): Fact {
    if (this.has('links')) return 'links'
    if (this.has('when') || (this.has('released') && !this.has('about'))) return 'date'
    if (order === 'longest' || order === 'shortest') return 'length'
    if (this.has('length')) return 'length'
    if (this.has('who')) return this.has('host') ? 'hosts' : 'guests'
    return 'about'
  }

  hosts(): Intent | undefined {
    if (!this.has('host') || this.nouns().length > 0) return undefined
    const rest = this.tokens.filter(token => !this.used.has(token) && token.roles.size === 0)
    const isHost = this.tokens.some(({ roles }) => roles.has('host'))
    const asks = this.has('who') || this.has('show') || this.show || this.tokens.length <= 4
    return isHost &&
      rest.length === 0 &&
      this.people.length === 0 &&
      asks &&
      (this.has('who') || this.tokens.length <= 5)
      ? { kind: 'hosts' }
      : undefined
  }

  /** A fact about an episode that is described: `how long is the one about kittens?` */
  described(times: Filter): Intent | undefined {
    const nouns = this.nouns()
    const singular = nouns.some(noun => !this.isPlural(noun))
    const talkedTo = this.tokens.slice(0, 2).some(({ roles }) => roles.has('who')) && this.has('talkedTo', 'guest')
    if (!singular && !talkedTo) return undefined
    if (this.has('any') && !this.has('who')) return undefined
    const fact = this.fact()
    // `Which episode had the guest who …?` asks for an episode, not for its guest.
    if (this.asksWhichEpisode() || !this.asksFor(fact)) return undefined
    if (fact === undefined || (fact === 'about' && !this.has('summary'))) return undefined
    if (
      fact === 'about' &&
      !/^(?:tl|summar|sum|recap|riassu|sintesi|zusammen|resum|resumo)/.test(
        this.tokens.find(({ roles }) => roles.has('summary'))?.plain ?? '',
      )
    )
      return undefined
    const filter = this.filter(times)
    const { hasGuest: _, ...others } = filter
    const person = this.people[0]?.name
    const asksForPerson = person !== undefined && fact === 'guests' && !this.has('who') && others.topic !== undefined
    if (this.people.length > 0 && fact === 'about') return undefined
    const { people: __, ...withoutPeople } = others
    const target = asksForPerson || (fact === 'hosts' && others.topic !== undefined) ? withoutPeople : others
    if (Object.keys(target).length === 0) return undefined
    if (person !== undefined && fact === 'guests' && others.topic === undefined && !this.has('who')) return undefined
    return {
      kind: 'fact',
      fact,
      reference: { kind: 'pick', order: 'best', nth: 0, filter: target },
      ...(asksForPerson && { person }),
    }
  }

  /** Whether the question begins as one for this fact would. */
  asksFor(fact: Fact | undefined): boolean {
    const begins = (...roles: readonly Role[]) =>
      this.tokens.slice(0, 3).some(token => roles.some(role => token.roles.has(role)))
    const isWho = this.tokens.some(
      ({ roles }, i) => roles.has('who') && /^(?:was|is|were|are|did)$/.test(this.at(i + 1)?.plain ?? ''),
    )
    if (fact === 'guests')
      return begins('who', 'guest') || isWho || /^(?:was|were|is|are|did|does)$/.test(this.at(0)?.plain ?? '')
    if (fact === 'hosts') return this.has('who')
    if (fact === 'date') return this.has('when')
    return fact !== undefined
  }

  list(times: Filter): Intent | undefined {
    const nouns = this.nouns()
    const plural = nouns.some(noun => this.isPlural(noun))
    const filter = this.filter(times)
    const hasTimes = Object.keys(times).length > 0
    const { people, without, hasGuest, topic } = filter
    if (plural || (nouns.length > 0 && (this.has('list') || this.has('any')) && !this.asksWhichEpisode())) {
      // `Which episodes say how to …?` asks for the answer; a list is for those about a topic.
      if (topic !== undefined && !people && !hasTimes && topic.split(/\s+/).length > 4) return undefined
      const isAll = this.has('list') && Object.keys(filter).length === 0 && plural
      if (Object.keys(filter).length > 0 || isAll || this.tokens.length === 1) return { kind: 'list', filter }
    }
    if (nouns.length > 0 && (hasTimes || without !== undefined)) return { kind: 'list', filter }
    if (nouns.length > 0 && people && topic === undefined && this.has('with', 'appear', 'guest'))
      return { kind: 'list', filter }
    const free = this.tokens.filter(token => !this.used.has(token))
    if (people && topic === undefined && this.has('appear') && !this.has('say')) return { kind: 'list', filter }
    if (
      hasGuest &&
      topic === undefined &&
      (this.has('list') || this.has('who')) &&
      nouns.length === 0 &&
      free.every(({ roles }) => roles.size > 0)
    )
      return { kind: 'list', filter }
    const isWhen = times.year !== undefined || times.month !== undefined
    if (isWhen && this.has('released') && topic === undefined) return { kind: 'list', filter }
    if (isWhen && this.has('list', 'any') && topic === undefined && free.every(({ roles }) => roles.size > 0))
      return { kind: 'list', filter }
    if (isWhen && topic !== undefined && (this.has('any') || this.isShort(topic))) return { kind: 'list', filter }
    return undefined
  }

  /** `s3 in 2023?`: a topic of up to three words, and nothing but a time. */
  isShort(topic: string): boolean {
    const free = this.tokens.filter(
      token =>
        !this.used.has(token) &&
        !(token.start >= this.text.indexOf(topic) && token.end <= this.text.indexOf(topic) + topic.length),
    )
    return (
      topic.split(/\s+/).length <= 3 &&
      free.length <= 2 &&
      free.every(({ roles }) => roles.has('in') || roles.has('from'))
    )
  }

  /** `what did Ada say about lamps?`, `Ada on lamps`, `Ada’s advice for …`: a person whom a transcript names. */
  speaker(): Intent | undefined {
    const person = this.people.find(({ speaks }) => speaks)
    if (!person) return undefined
    const first = person.tokens[0]
    const last = person.tokens.at(-1)
    if (!first || !last) return undefined
    const [start, end] = [this.tokens.indexOf(first), this.tokens.indexOf(last)]
    const next = this.at(end + 1)
    const isFiller = ({ roles }: Token) => roles.has('filler')
    const before = this.tokens.slice(0, start).findLast(token => !isFiller(token))
    const after = this.tokens.slice(end + 1).find(token => !isFiller(token))
    // `A lamp like Ada’s` compares; `advice for keepers` may be anyone’s, but `advice from Ada` is hers.
    const says =
      after?.roles.has('say') === true || (before?.roles.has('say') === true && !/^likes?$/.test(before.plain))
    const isTheirs = this.has('opinion') && this.at(start - 1)?.roles.has('from') === true
    const asks = says || isTheirs || last.possessive || next?.roles.has('about') === true
    const isAsking = ({ roles }: Token) => roles.has('say') || roles.has('opinion')
    const rest = this.tokens.filter(
      token => !this.used.has(token) && !isFiller(token) && !(isAsking(token) && token.roles.size === 1),
    )
    if (!asks || rest.length === 0) return undefined
    const question = `${this.text.slice(0, first.start)} ${this.text.slice(last.end).replace(/^['’]s/u, '')}`
      .replace(/\s+/g, ' ')
      .trim()
    return { kind: 'speaker', person: person.name, question }
  }
}
