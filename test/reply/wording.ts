/** A phrase of a language: its path, such as `help.title`, and its value. */
export type Phrase = readonly [path: string, says: unknown]

/** The text of a phrase, the commands that it names, and the arguments that it shows. */
export type Wording = { readonly text: string; readonly commands: readonly string[]; readonly shown: readonly string[] }

/** One way to call a phrase. `tokens` are its arguments as a reader would see them. */
export type Call = { readonly args: readonly unknown[]; readonly tokens: readonly string[] }

/** Every phrase of a language, at any depth. */
export function phrasesOf(tree: object, path = ''): readonly Phrase[] {
  return Object.entries(tree).flatMap(([name, says]) =>
    typeof says === 'object' && says !== null
      ? phrasesOf(says, `${path}${name}.`)
      : [[`${path}${name}`, says] as const],
  )
}

/**
 * Every way to call a phrase. The types of its arguments are unknown at run time, so each is tried as a text, a piece, a
 * number, a list, and undefined; numbers and lists also as zero, one, two and many. A wrong type shows in the text, or
 * throws.
 */
export function callsOf(says: unknown): readonly Call[] {
  const arity = typeof says === 'function' ? says.length : 0
  const places = Array.from({ length: arity }, (_, place) => place)
  const plain = places.reduce<readonly (readonly Kind[])[]>(
    calls => calls.flatMap(call => KINDS.map(kind => [...call, kind])),
    [[]],
  )
  return plain.flatMap(kinds => {
    const usual = kinds.map((kind, place) => argument(kind, place))
    const others = kinds.flatMap((kind, place) =>
      AMOUNTS.map(amount => usual.with(place, argument(kind, place, amount))).filter(() => COUNTED.has(kind)),
    )
    return [usual, ...others].map(call => ({
      args: call.map(({ value }) => value),
      tokens: call.flatMap(({ tokens }) => tokens),
    }))
  })
}

/** What a phrase says for a call; undefined if the arguments have the wrong types. */
export function wordingOf(says: unknown, { args, tokens }: Call): Wording | undefined {
  try {
    const { text, commands } = read(typeof says === 'function' ? says(...args) : says)
    if (WRONG_TYPE.test(text)) return undefined
    const words = new Set(text.replace(/(?<=\d)[.,\u202f\u00a0’](?=\d{3})/g, '').match(/\p{L}+|\d+/gu))
    return { text, commands, shown: tokens.filter(token => words.has(token)) }
  } catch {
    return undefined
  }
}

/** Traces of an argument of the wrong type. A list converted to text has no spaces after its commas. */
const WRONG_TYPE = /(?<!\p{L})(NaN|undefined|null)(?!\p{L})|\[object|\p{L},\p{L}/u

const KINDS = ['text', 'piece', 'number', 'list', 'none'] as const
const COUNTED: ReadonlySet<Kind> = new Set(['number', 'list'])
const AMOUNTS = [0, 1, 2, 5, 12_345]

type Kind = (typeof KINDS)[number]
type Argument = { readonly value: unknown; readonly tokens: readonly string[] }

/** A word that no language has, as long as `1:02:03`. */
const word = (place: number, item = 0): string => `qzqzq${'abcd'[place]}${'abcdefghij'[item]}`

function argument(kind: Kind, place: number, amount?: number): Argument {
  const named = word(place)
  switch (kind) {
    case 'text':
      return { value: named, tokens: [named] }
    case 'piece':
      return { value: { kind: 'link', text: named, url: 'https://example.com/' }, tokens: [named] }
    case 'number': {
      const number = amount ?? 7101 + place
      return { value: number, tokens: [String(number)] }
    }
    case 'list': {
      const words = Array.from({ length: Math.min(amount ?? 2, 8) }, (_, item) => word(place, item))
      return { value: words, tokens: words }
    }
    case 'none':
      return { value: undefined, tokens: [] }
  }
}

/** Reads text like a surface, but throws for anything that is not a piece. */
function read(says: unknown): { readonly text: string; readonly commands: readonly string[] } {
  if (typeof says === 'string') return { text: says, commands: [] }
  if (Array.isArray(says)) {
    const pieces = says.map(read)
    return { text: pieces.map(({ text }) => text).join(''), commands: pieces.flatMap(({ commands }) => commands) }
  }
  const piece = new Map(Object.entries(says ?? {}))
  const [name, rest, text] = [piece.get('name'), piece.get('rest'), piece.get('text')]
  if (typeof name === 'string') return { text: typeof rest === 'string' ? rest : '', commands: [name] }
  if (typeof text === 'string') return { text, commands: [] }
  throw new TypeError('Not a text')
}
