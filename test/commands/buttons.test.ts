import { describe, expect, test } from 'vitest'
import { type ButtonPress, createApp, type PressResult } from '../../src/commands/app.ts'
import type { CommandRequest } from '../../src/commands/command.ts'
import { createRateLimiter, REMINDER_LIMIT } from '../../src/commands/rate-limit.ts'
import { type Action, type ButtonAction, decodeButtonAction, encodeButtonAction } from '../../src/reply/actions.ts'
import { plainText } from '../../src/reply/plain-text.ts'
import type { Reply } from '../../src/reply/types.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const lines = (subject: string) =>
  said(
    Array.from(
      { length: 40 },
      (_, i) =>
        `Ada: ${i % 13 === 5 ? `The ${subject} bulb burns for a year, we said, number ${i}.` : `The gulls came, the ferry went, and ${i} boats sailed by in a long row, one behind the other, as every day.`}`,
    ).join('\n'),
  )
const library = createLibrary(
  showOf(
    episode('1', 'Why lighthouses blink', { segments: lines('first'), resources: resources(24) }),
    episode('2', 'Cooking on a rock', { segments: lines('second'), resources: resources(2) }),
    episode('3', 'The last keeper', { segments: lines('third'), resources: resources(2) }),
  ),
  '2024-06-01',
)

function resources(count: number) {
  return Array.from({ length: count }, (_, i) => ({ url: `https://example.com/lamp-${i}`, label: `Lamp ${i}` }))
}

const context: Omit<CommandRequest, 'command' | 'options'> = { locale: 'en-GB', userId: '7', place: 'server' }
const own = { isOwn: true, isPrivate: false, canManage: false }
const stranger = { isOwn: false, isPrivate: false, canManage: false }

/** A bot that has just started: no button may depend on anything stored. */
const app = () => createApp(() => library)
const ask = (options: CommandRequest['options'], command = 'ask', more: object = {}) =>
  app().reply({ ...context, command, options, ...more })

const labels = (reply: Reply) => reply.actions.map(({ label }) => label)

function press(reply: Reply, label: string, who: object = own): PressResult {
  const action = reply.actions.find((action): action is Extract<Action, { kind: 'button' }> => action.label === label)
  if (action?.kind !== 'button') throw new Error(`no button “${label}” among ${labels(reply)}`)
  const id = encodeButtonAction(action.action)
  if (id === undefined) throw new Error(`“${label}” does not fit into a button`)
  const pressed = { ...context, ...own, ...who, action: decodeButtonAction(id) } as ButtonPress
  return app().press(pressed)
}

function shown(result: PressResult, kind: 'reply' | 'update'): Reply {
  if (result.kind !== kind) throw new Error(`expected ${kind}, not ${result.kind}`)
  return result.reply
}

describe('“Wrong words?”', () => {
  const show = showOf(
    episode('1', 'Why lighthouses blink', {
      segments: said('Ada: The lamp turns on mercury.\nAda: So a finger moves four tons.').map((segment, i) => ({
        ...segment,
        line: 8 + 3 * i,
      })),
      transcriptFile: 'transcripts/1.vtt',
    }),
  )
  const asking = (source: string | undefined) => {
    const of = createLibrary({ ...show, ...(source !== undefined && { source }) }, '2024-06-01')
    const app = createApp(() => of)
    const reply = app.reply({ ...context, command: 'ask', options: { question: 'what does the lamp turn on?' } })
    return { app, button: reply.actions.find(({ label }) => label === 'Wrong words?') }
  }

  test('opens the line of the quote, and an issue that is filled in', () => {
    const { app, button } = asking('https://github.com/acme/blink/tree/main/content')
    if (button?.kind !== 'button') throw new Error('There is no such button.')
    const { actions, audience } = shown(app.press({ ...context, ...own, action: button.action }), 'reply')
    expect(audience).toBe('asker')
    const [open, report] = actions
    if (open?.kind !== 'link' || report?.kind !== 'link') throw new Error('There are no links.')
    expect(open.url).toBe('https://github.com/acme/blink/blob/main/content/transcripts/1.vtt#L8')
    expect(open.label).toBe('Open line 8')
    expect(new URL(report.url).searchParams.get('body')).toBe(
      '> The lamp turns on mercury. So a finger moves four tons.\n\ntranscripts/1.vtt:8, 0:00\n\n',
    )
  })

  test('is not there if nobody knows where the files live', () => {
    expect(asking(undefined).button).toBeUndefined()
    expect(asking('https://blink.example').button).toBeUndefined()
  })
})

/** Whether “Not it” has nothing more to show. */
const isLast = (reply: Reply) => reply.actions.some(action => action.kind === 'button' && action.disabled)

const question = { question: 'how long does the bulb burn?' }

describe('below an answer', () => {
  test('are the buttons that a user may want next', () => {
    expect(labels(ask(question))).toEqual([
      'Not it',
      'More results',
      'Show episode',
      'Show resources',
      'Also in',
      'Dismiss',
    ])
  })

  test('are never more than four, a menu, and “Dismiss” at the end', () => {
    let reply = ask(question)
    for (let page = 0; page < 10; page++) {
      const kinds = reply.actions.map(({ kind }) => kind)
      expect(labels(reply)[0]).toBe('Not it')
      expect(labels(reply).at(-1)).toBe('Dismiss')
      expect(kinds.filter(kind => kind === 'button').length).toBeLessThanOrEqual(5)
      expect(kinds.filter(kind => kind === 'menu').length).toBeLessThanOrEqual(1)
      if (isLast(reply)) return
      reply = shown(press(reply, 'Not it'), 'update')
    }
  })

  test('is at most one primary button', () => {
    const main = (reply: Reply) =>
      reply.actions.flatMap(action => (action.kind === 'button' && action.primary ? [action.label] : []))
    const results = shown(press(ask(question), 'More results'), 'update')
    const replies = [ask(question), results, ask({ about: 'lamp' }, 'resources'), ask({ which: '1' }, 'episode')]
    expect(replies.map(main)).toEqual([[], ['More'], ['More'], []])
  })

  test('“Not it” shows each further passage once, in the same message', () => {
    let reply = ask(question)
    const seen = [plainText(reply)]
    while (!isLast(reply)) {
      reply = shown(press(reply, 'Not it'), 'update')
      expect(plainText(reply)).toContain('Another passage that might answer your question:')
      seen.push(plainText(reply))
    }
    expect(seen.length).toBeGreaterThan(3)
    expect(new Set(seen.map(text => /at \d+:\d+ <[^>]+>/.exec(text)?.[0])).size).toBe(seen.length)
    expect(plainText(reply)).toContain(`passage ${seen.length} of ${seen.length}`)
  })

  test('“More results” lists the others by page and leads back', () => {
    const first = ask(question)
    const more = shown(press(first, 'More results'), 'update')
    expect(plainText(more)).toContain('More results for “how long does the bulb burn?”')
    expect(labels(more)).toContain('Pick an episode')
    expect(shown(press(more, 'Back'), 'update').blocks).toEqual(first.blocks)
    const next = shown(press(more, 'More'), 'update')
    expect(plainText(next)).toContain('page 2 of')
    expect(shown(press(next, 'Back'), 'update')).toEqual(more)
  })

  test('the episode, its resources and related episodes open privately', () => {
    const reply = ask(question)
    for (const [label, says] of [
      ['Show episode', /^Episode \d/],
      ['Show resources', /Episode \d/],
    ] as const) {
      const beside = shown(press(reply, label), 'reply')
      expect(beside.audience).toBe('asker')
      expect(plainText(beside)).toMatch(says)
    }
  })

  test('an episode offers related ones, a link to listen, a question about it, and what does not fit', () => {
    const said = lines('third')
    const showing = (count: number, chapters = 0, links = 0) => {
      const episodes = Array.from({ length: count }, (_, i) =>
        episode(`${i + 1}`, `Night ${i + 1}`, {
          segments: said,
          chapters: Array.from({ length: chapters }, (_, i) => ({ start: 60 * i, title: `Watch ${i + 1}` })),
          resources: resources(links),
        }),
      )
      const library = createLibrary(showOf(...episodes), '2024-06-01')
      return createApp(() => library).reply({ ...context, command: 'episode', options: { which: '1' } })
    }
    const always = ['Listen', 'Ask about this episode']
    expect(labels(showing(1))).toEqual([...always, 'Dismiss'])
    expect(labels(showing(4, 5, 4))).toEqual(['Related episodes', ...always, 'Dismiss'])
    expect(plainText(showing(1, 5, 4))).not.toContain('more')
    const full = showing(5, 30, 5)
    expect(labels(full)).toEqual(['Related episodes', ...always, 'Chapters', 'Show resources', 'Dismiss'])
    expect(plainText(full)).toContain('Watch 4\n- and 26 more')
  })

  test('chapters are turned page by page, back to the episode', () => {
    const chapters = Array.from({ length: 30 }, (_, i) => ({ start: 60 * i, title: `Watch ${i + 1}` }))
    const library = createLibrary(showOf(episode('1', 'Night', { chapters })), '2024-06-01')
    const app = createApp(() => library)
    const turn = (page: number) =>
      plainText(
        shown(
          app.press({ ...context, ...own, action: { kind: 'turn', view: { command: 'episode', words: '1', page } } }),
          'update',
        ),
      )
    expect(turn(1)).toContain('Watch 25\n\npage 1 of 2')
    expect(turn(2)).toContain('Watch 30')
    expect(turn(9)).toBe(turn(2))
    expect(turn(0)).toContain('and 26 more')
  })

  test('an episode offers a form for a question that only it answers', () => {
    const pressed = press(ask({ which: '2' }, 'episode'), 'Ask about this episode')
    if (pressed.kind !== 'form') throw new Error(`expected a form, not ${pressed.kind}`)
    const { view, ...texts } = pressed.form
    expect(texts).toEqual({
      title: 'Ask about this episode',
      label: 'Episode 2: Cooking on a rock',
      placeholder: 'Your question, in your own words',
      maxLength: 4000,
    })
    const submitted = (words: string): ButtonPress => ({
      ...context,
      ...own,
      action: { kind: 'open', view: { ...view, words } },
    })
    const answer = shown(app().press(submitted('how long does the bulb burn?')), 'reply')
    expect(answer).toMatchObject({ outcome: expect.toBeOneOf(['sure', 'close']), audience: 'asker' })
    expect(plainText(answer)).toContain('The second bulb burns for a year')
    expect(shown(app().press(submitted('…')), 'reply').outcome).toBe('rejected')
  })

  test('a form for an episode that is gone says that the button is too old', () => {
    const view = { command: 'ask', words: '', episode: '77', page: 0 }
    expect(shown(app().press({ ...context, ...own, action: { kind: 'form', view } }), 'reply').outcome).toBe('rejected')
  })

  test('a long question finds the same answer from its button', () => {
    const long = {
      question: `So tell me please, if you would be so kind, ${question.question} I have always wanted to know that`,
    }
    const reply = ask(long)
    expect(shown(press(reply, 'Not it'), 'update').outcome).toBe(reply.outcome)
    expect(plainText(shown(press(reply, 'More results'), 'update'))).toContain('bulb')
  })

  test('pages of resources lead to the end and back', () => {
    const first = ask({ about: 'lamp' }, 'resources')
    const second = shown(press(first, 'More'), 'update')
    const third = shown(press(second, 'More'), 'update')
    expect([first, second, third].map(reply => labels(reply).filter(label => /Back|More/.test(label)))).toEqual([
      ['More'],
      ['Back', 'More'],
      ['Back'],
    ])
    expect(shown(press(third, 'Back'), 'update')).toEqual(second)
  })
})

describe('the question', () => {
  const asked = 'Question: how long does the bulb burn?'
  const says = (reply: Reply) => plainText(reply).includes(asked)

  test('is part of a public answer, on every page', () => {
    const answer = ask(question)
    expect([says(answer), says(shown(press(answer, 'Not it'), 'update'))]).toEqual([true, true])
  })

  test('is not repeated privately, or where it is visible above', () => {
    const replies = [
      ask({ ...question, hide: true }),
      shown(press(ask(question), 'Not it', stranger), 'reply'),
      ask(question, 'ask', { place: 'terminal' }),
      ask(question, 'ask', { place: 'web' }),
      app().replyToMessage({ ...context, before: '', after: question.question }),
    ]
    expect(replies.map(reply => [reply?.outcome, reply && says(reply)])).toEqual(replies.map(() => ['close', false]))
  })

  test('is cut at a word if it is long', () => {
    const long = plainText(ask({ question: `how long does the bulb burn, ${'and in the first year '.repeat(40)}?` }))
    expect(long).toMatch(/Question: how long does the bulb burn, (and in the first year )+[a-z ]+…$/)
    expect(long.length - long.indexOf('Question')).toBeLessThan(215)
  })
})

describe('another user', () => {
  test('gets a private copy of another page', () => {
    const copy = shown(press(ask(question), 'Not it', stranger), 'reply')
    expect(copy.audience).toBe('asker')
    expect(labels(copy)).toContain('Share')
  })

  test('cannot dismiss an answer, but a moderator and the person who asked can', () => {
    const reply = ask(question)
    const refused = shown(press(reply, 'Dismiss', stranger), 'reply')
    expect([refused.audience, plainText(refused)]).toEqual([
      'asker',
      expect.stringContaining('can dismiss this answer'),
    ])
    expect(press(reply, 'Dismiss', { ...stranger, canManage: true })).toEqual({ kind: 'delete' })
    expect(press(reply, 'Dismiss')).toEqual({ kind: 'delete' })
  })
})

describe('a private answer', () => {
  const hidden = ask({ ...question, hide: true })

  test('is only for the person who asked, and can be shared', () => {
    expect(hidden.audience).toBe('asker')
    expect(labels(hidden)).toContain('Share')
    expect(labels(hidden)).not.toContain('Dismiss')
    const shared = shown(press(hidden, 'Share', { isPrivate: true }), 'reply')
    expect(shared.audience).toBe('everyone')
    expect(plainText(shared)).toContain('Question: how long does the bulb burn?')
    expect(labels(shared)).toContain('Dismiss')
  })

  test('stays private on another page', () => {
    expect(shown(press(hidden, 'Not it', { isPrivate: true }), 'update').audience).toBe('asker')
  })

  test('cannot be shared if it found nothing', () => {
    const none = app().press({ ...context, ...own, action: decodeButtonAction('1|t|results|0||kraken zeppelin') })
    expect(labels(shown(none, 'reply'))).not.toContain('Share')
    expect(labels(ask({ question: 'who won the kraken cup?' }))).not.toContain('Share')
  })

  test('cannot be shared in a direct message', () => {
    expect(labels(ask({ ...question, hide: true }, 'ask', { place: 'dm' }))).not.toContain('Share')
  })

  test('comes from a message command', () => {
    const found = ask({ message: 'so I ask: how long does the bulb burn?' }, 'Find in episodes')
    expect([found.outcome, found.audience]).toEqual(['close', 'asker'])
    expect(ask({ message: '' }, 'Find in episodes').outcome).toBe('rejected')
  })
})

describe('a mention', () => {
  test('pings one user, unless nothing was found or the answer is private', () => {
    const mention = '300000000000000009'
    expect(ask({ ...question, mention }).mention).toBe(mention)
    expect(ask({ question: 'who won the kraken cup?', mention }).mention).toBeUndefined()
    expect(ask({ ...question, mention, hide: true }).mention).toBeUndefined()
    const help = ask({ mention }, 'help')
    expect([help.audience, help.mention]).toEqual(['everyone', mention])
  })

  test('stays on another page', () => {
    expect(shown(press(ask(question), 'Not it', { mention: '9' }), 'update').mention).toBe('9')
  })
})

test.each<ButtonAction>([
  { kind: 'turn', view: { command: 'ask', words: 'a | b: “c” | <@1>', page: 9999 } },
  { kind: 'open', view: { command: 'resources', words: '', episode: '64: part 2', page: 0 } },
  { kind: 'dismiss' },
  { kind: 'dismiss', userId: '300000000000000007' },
  { kind: 'dismiss', userId: 'web' },
])('decodes the button that it encoded: %j', action => {
  expect(decodeButtonAction(encodeButtonAction(action) ?? '')).toEqual(action)
})

describe('an outdated button', () => {
  const pressed = (code: string) =>
    shown(app().press({ ...context, ...own, action: decodeButtonAction(code) }), 'reply')

  test.each([
    '',
    'v1|next|64:316|7',
    '2|t|ask|0||bulb',
    '1|t|gone|0||bulb',
    '1|t|ask|0|bulb',
    '1|z|ask|0||bulb',
    '1|t|ask|10000||bulb',
  ])('%j gets a friendly private error', code => {
    expect(pressed(code)).toMatchObject({ outcome: 'rejected', audience: 'asker' })
    expect(plainText(pressed(code))).toContain('another version of me')
  })

  test('says that its episode no longer exists', () => {
    expect(pressed('1|o|episode|0||99')).toMatchObject({ outcome: 'nothing', audience: 'asker' })
    expect(pressed('1|t|ask|99||bulb kraken zeppelin').audience).toBe('asker')
  })

  test('shows the last page if its page no longer exists', () => {
    const turned = shown(
      app().press({ ...context, ...own, action: decodeButtonAction('1|t|resources|99||lamp') }),
      'update',
    )
    expect(plainText(turned)).toContain('page 3 of 3')
  })
})

describe('languages', () => {
  test('a public reply is in the language of the place, a private one in the user’s', () => {
    const locales = { locale: 'it', placeLocale: 'de' }
    expect(ask(question, 'ask', locales).locale).toBe('de')
    expect(ask({ ...question, hide: true }, 'ask', locales).locale).toBe('it')
    expect(ask({ question: 'who won the kraken cup?' }, 'ask', locales).locale).toBe('it')
    expect(ask(question, 'ask', { locale: 'pt-BR' }).locale).toBe('pt-BR')
  })
})

test('limits the requests of each user', () => {
  let time = 0
  const limited = createApp(
    () => library,
    createRateLimiter(() => time),
  )
  const outcome = (who: string) => limited.reply({ ...context, userId: who, command: 'latest', options: {} }).outcome
  expect(Array.from({ length: 9 }, () => outcome('7'))).toEqual([...Array(8).fill('found'), 'rejected'])
  expect(outcome('8')).toBe('found')
  time = 2000
  expect([outcome('7'), outcome('7')]).toEqual(['found', 'rejected'])
  time = 60_000
  expect(Array.from({ length: 8 }, () => outcome('7'))).toEqual(Array(8).fill('found'))
})

test('counts buttons and mentions too, and rarely reminds a user in a channel', () => {
  let time = 0
  const limited = createApp(
    () => library,
    createRateLimiter(() => time, { burst: 2, intervalMs: 2000 }),
    createRateLimiter(() => time, REMINDER_LIMIT),
  )
  const pressed = (kind: 'open' | 'dismiss') => {
    const view = { command: 'episode', words: '1', page: 0 }
    const result = limited.press({ ...context, ...own, action: kind === 'open' ? { kind, view } : { kind } })
    return 'reply' in result ? result.reply.outcome : result.kind
  }
  const heard = () => limited.replyToMessage({ ...context, before: '', after: question.question })?.outcome
  expect([pressed('open'), heard(), heard(), heard(), pressed('open'), pressed('dismiss')]).toEqual([
    'found',
    'close',
    'rejected',
    undefined,
    'rejected',
    'delete',
  ])
  time = 4000
  expect([heard(), heard(), heard()]).toEqual(['close', 'close', undefined])
  time = 31_000
  expect([heard(), heard(), heard()]).toEqual(['close', 'close', 'rejected'])
})
