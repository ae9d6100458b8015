import fc from 'fast-check'

const ID = '300000000000000001'

/** What Discord reads as something else than text, what its parsers stumble over, and words that can be asked about. */
const fragments = [
  ...[
    '<@1>',
    `<@${ID}>`,
    `<@!${ID}>`,
    `<@&${ID}>`,
    '@everyone',
    '@here',
    `<#${ID}>`,
    `</ask:${ID}>`,
    `</ask a b:${ID}>`,
  ],
  ...[
    '<t:1:R>',
    '<t:1>',
    `<:xx:${ID}>`,
    `<a:xx:${ID}>`,
    '<id:guide>',
    `<${ID}:customize>`,
    ':tada:',
    '@Wren',
    '#general',
  ],
  ...[
    '# ',
    '## ',
    '### ',
    '-# ',
    '> ',
    '>>> ',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '12) ',
    '***',
    '**',
    '*',
    '__',
    '_',
    '~~',
    '~',
  ],
  ...[
    '||',
    '|',
    '`',
    '```',
    '```js\n',
    '\\',
    '\\\\',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '](',
    '](https://evil.example)',
    '***a***',
    '_a_b_',
    '¯\\_(ツ)_/¯',
  ],
  ...['[x](https://evil.example)', '[x](<https://evil.example>)', '[x](javascript:alert)', '<https://evil.example>'],
  ...[
    'https://evil.example/a_b_',
    'http://',
    'https:https:////evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
  ],
  ...['discord.gg/evil', 'mailto:a@b.example', '<mailto:a@b.example>', 'steam://run/1', '<tel:+1234567>'],
  ...['\u200b', '\u200d', '\u200e', '\u200f', '\u202e', '\u2066', '\ufeff', '\u00ad', '\u2060', '\u034f', '\u2028'],
  ...[
    '\ud83d',
    '\ude00',
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u009b',
    '\n',
    '\n\n\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\u00a0',
    '\u3000',
  ],
  ...['👍🏽', '👩‍👩‍👧', '🇩🇪', '1️⃣', '❤️', '©', '™', 'עברית', 'عربى', '日本語。', 'é', 'e\u0301\u0302', 'Ǆ', 'ß', 'İ'],
  ...['…', '$&', '%s', '%', '&lt;', '{id}', '1|t|ask|0||', '|', '"', '“', 'null', '0', '64', '.', '?', '!', ':', '://'],
] as const

/** Every invented show is about these, so that questions find something. */
const subjects = [
  'lamp',
  'bulb',
  'fog',
  'horn',
  'keeper',
  'ferry',
  'gulls',
  'how',
  'long',
  'does',
  'the',
  'burn',
] as const

const plainWord = fc.constantFrom(...subjects)
const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...fragments) },
  { weight: 3, arbitrary: plainWord },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)

/** A line or two of it. */
export const words: fc.Arbitrary<string> = fc
  .tuple(fc.array(part, { maxLength: 12 }), fc.constantFrom('', ' '))
  .map(([parts, between]) => parts.join(between))

/** About something, in whatever way. */
export const question: fc.Arbitrary<string> = fc.tuple(plainWord, words, plainWord).map(parts => parts.join(' '))

/** What 100,000 characters are made of: one word of them, or many. */
export const unit: fc.Arbitrary<string> = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ' '))
  .map(([parts, between]) => `${parts.join(between)}${between}` || 'a')

export const long = (unit: string): string => unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000)

/** An address as it may stand in show notes. */
export const address: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'javascript:alert(1)',
    'data:text/html,<b>x</b>',
    'JaVaScRiPt:alert(1)',
    'file:///etc/passwd',
    'discord://-/channels/1',
    'https://example.org/a)b(c>d<e f|g`h*i_j',
    'https://user:word@example.org/%2e%2e/',
    'https://example.org/\u202e\u0007\ud83d',
    '//example.org',
    'not an address',
    '',
  ),
  words.map(path => `https://example.org/${path}`),
  fc.integer({ min: 0, max: 9 }).map(place => `https://example.org/lamp-${place}`),
)
