import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { parseCommandLine } from '../../src/commands/command.ts'
import { createRateLimiter } from '../../src/commands/rate-limit.ts'
import { phrasesFor } from '../../src/reply/languages/phrases.ts'
import { plainText } from '../../src/reply/plain-text.ts'
import { createLibrary, type Library } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const show = showOf(
  episode('1', 'Why lighthouses blink', {
    publishedOn: '2023-01-20',
    links: { youtube: 'abcdefghijk', spotify: 'https://open.spotify.com/episode/1' },
    summary: [{ text: 'Every lighthouse has a rhythm of its own, so that sailors can tell one from another.' }],
    resources: [
      { url: 'https://example.com/lights', label: 'The list of lights' },
      {
        url: 'https://example.com/fresnel',
        label: 'Fresnel lenses',
        context: "Ada's article on Fresnel lenses, with drawings",
      },
    ],
    segments: said(`
      Ada: Welcome back to the show.
      Bob: So how long does a bulb last up there?
      Ada: A bulb lasts about a year. We change it on the first of May.
      Bob: And what does the fog horn run on?
      Ada: On compressed air, from a tank in the cellar.`),
  }),
  episode('2', 'Cooking on a rock', {
    publishedOn: '2023-02-03',
    references: ['1'],
    summary: [{ text: 'Soup, bread and what to do when the boat with the groceries cannot land.' }],
    resources: [{ url: 'https://www.example.com/lights/', label: 'List of lights' }],
  }),
  episode('3', 'The last keeper', { publishedOn: '2999-01-01', summary: [{ text: 'A secret about zeppelins.' }] }),
)
const library = createLibrary(show, '2024-01-01')
const app = createApp(() => library)

const answer = (line: string) =>
  app.reply({ ...parseCommandLine(line, app.commands), locale: 'en-US', userId: '1', place: 'terminal' })
const text = (line: string) => plainText(answer(line))

/** The text of a reply from another library. */
const textOf = (library: Library, command: string, options: Readonly<Record<string, string>>) =>
  plainText(createApp(() => library).reply({ command, options, locale: 'en-US', userId: '1', place: 'server' }))

test('quotes the speaker and links to the moment', () => {
  expect(text('how long does a bulb last, and when do you change it?')).toBe(
    [
      '> Bob: So how long does a bulb last up there?',
      '> Ada: A bulb lasts about a year. We change it on the first of May.',
      '  — at 0:10 <https://youtu.be/abcdefghijk?t=10> · Episode 1: Why lighthouses blink <https://youtu.be/abcdefghijk> · 20 January 2023',
      '',
      'strong match',
    ].join('\n'),
  )
})

test('quotes the description if there is no transcript', () => {
  expect(text('what do they do when the boat with the groceries cannot land?')).toContain(
    '> Soup, bread and what to do when the boat with the groceries cannot land.\n  — from the description',
  )
})

test('marks a quote that starts in the middle of a sentence, but not a description that starts with a small letter', () => {
  const one = episode('1', 'Sounds', {
    summary: [{ text: 'npm is what the keeper calls the noise of the pump.' }],
    segments: said(`
      Ada: We climbed the tower.
      Bob: because the fog horn runs on compressed air.`),
  })
  const bot = createApp(() => createLibrary(showOf(one), '2024-06-01'))
  const ask = (question: string) =>
    plainText(bot.reply({ command: 'ask', options: { question }, locale: 'en', userId: '1', place: 'terminal' }))
  expect(ask('what does the fog horn run on?')).toMatch(/^> … because the fog horn/m)
  expect(ask('what is the noise of the pump?')).toMatch(/^> npm is what/m)
  // Captions may have no capitals at all.
  const captions = episode('1', 'Sounds', { segments: said('the fog horn runs on compressed air') })
  const other = createApp(() => createLibrary(showOf(captions), '2024-06-01'))
  const question = { question: 'what does the fog horn run on?' }
  const reply = other.reply({ command: 'ask', options: question, locale: 'en', userId: '1', place: 'terminal' })
  expect(plainText(reply)).toMatch(/^> the fog horn runs/m)
})

test('shows a sentence with several links only once', () => {
  const context = 'The lamp and the lens, side by side'
  const links = ['lamp', 'lens'].map(label => ({ url: `https://example.com/${label}`, label, context }))
  const bot = createApp(() => createLibrary(showOf(episode('1', 'Light', { resources: links })), '2024-06-01'))
  const about = { command: 'resources', options: { about: '1' }, locale: 'en', userId: '1', place: 'terminal' } as const
  expect(plainText(bot.reply(about)).split('\n').slice(1, 3)).toEqual([
    '- The lamp <https://example.com/lamp> and the lens, side by side · example.com',
    '- lens <https://example.com/lens> · example.com',
  ])
})

test('says that it does not know, names the nearest episodes, and what to try', () => {
  const reply = answer('who painted the fog horn green?')
  expect(reply).toMatchObject({ outcome: 'nothing', audience: 'asker' })
  expect(plainText(reply)).toContain('I found nothing in Blink that answers this')
  expect(plainText(reply)).toContain('Episode 1: Why lighthouses blink')
  expect(plainText(reply)).toContain('/resources')
})

test.each([
  '/episode 1',
  '/episode 001',
  '/episode #1',
  '/episode Episode 1',
  '/episode why lighthouses BLINK',
  '/episode Folge 1',
  '/episode épisode 1',
  '/episode 1 · Why lighthouses blink',
  '/episode lighthouse',
  '/episode why-lighthouses-blink',
])('%s shows the first episode', line => {
  expect(text(line)).toContain('Episode 1: Why lighthouses blink')
  expect(text(line)).toContain('20 January 2023')
  expect(text(line)).toContain('Every lighthouse has a rhythm')
  expect(text(line)).toContain('- Fresnel lenses <https://example.com/fresnel>')
})

test('an episode leads to the ones it links to', () => {
  const [menu] = answer('/episode 2').actions
  expect(menu).toMatchObject({ kind: 'menu', options: [{ label: '1 · Why lighthouses blink', words: '1' }] })
  expect(text('/related 2')).toContain('linked in the show notes')
})

test('an unknown episode suggests similar ones', () => {
  expect(text('/episode cooking zeppelins')).toContain('I can’t find an episode that matches cooking zeppelins.')
  expect(text('/episode cooking zeppelins')).toContain('Episode 2: Cooking on a rock')
})

test('hides an episode until its date', () => {
  expect(answer('/episode 3').outcome).toBe('nothing')
  expect(text('/latest')).not.toContain('last keeper')
  expect(answer('zeppelins').outcome).toBe('nothing')
  const later = createApp(() => createLibrary(show, '2999-01-01'))
  expect(
    plainText(
      later.reply({ ...parseCommandLine('/latest', later.commands), locale: 'en', userId: '', place: 'terminal' }),
    ),
  ).toContain('The last keeper')
})

test('lists a link once, with all its episodes, however it is spelled', () => {
  expect(text('/resources lights')).toContain('(episodes 1 and 2)')
  expect(text('/resources lights').match(/example\.com\/lights/g)).toHaveLength(1)
})

test('lists the links of one episode by its number or by the option', () => {
  expect(text('/resources 1')).toContain('Resources from Episode 1')
  expect(text('/resources 1')).toContain('https://example.com/fresnel')
  expect(text('/resources about:fresnel episode:2')).toContain(
    'I found no resources about fresnel in Episode 2: Cooking on a rock <https://youtu.be/video-2>.',
  )
  expect(text('/resources about:lights episode:1')).toContain('The list of lights')
})

test('lists the latest episodes first', () => {
  expect(text('/latest').indexOf('Cooking')).toBeLessThan(text('/latest').indexOf('blink'))
})

test('help lists every command and what the bot knows', () => {
  for (const { name, kind } of app.commands) {
    if (kind === 'slash') expect(text('/help')).toContain(`/${name} ${phrasesFor('en').commands[name].description}`)
  }
  const onDiscord = app.reply({ command: 'help', options: {}, locale: 'en-US', userId: '1', place: 'server' })
  expect(plainText(onDiscord)).toContain('Find in episodes')
  expect(text('/help')).toContain('I know 2 episodes, 1 transcript, and 2 links.')
})

test.each([
  ['/pizza', 'I don’t know the command /pizza.'],
  ['/', 'I don’t know the command'],
  ['/epsiode 1', 'Did you mean /episode?'],
  ['/episode 99', 'There is no episode 99. I know episodes 1 to 2.'],
  ['/resources 65', 'There is no episode 65.'],
  ['/ask', '/ask needs one more thing, question'],
  ['/episode    ', '/episode needs one more thing, which'],
  ['what is it about?', 'I don’t see any words there'],
  ['👍👍👍', 'I don’t see any words there'],
])('%s gets a friendly error: %s', (line, says) => {
  expect(answer(line).audience).toBe('asker')
  expect(text(line)).toContain(says)
})

test('says which episodes have a number if some have none', () => {
  const mixed = createLibrary(
    showOf(episode('fog', 'On fog'), episode('7', 'Bells'), episode('bells', 'More bells')),
    '2024-06-01',
  )
  expect(textOf(mixed, 'episode', { which: '2' })).toBe(
    'There is no episode 2. The only one with a number is episode 7.',
  )
})

test('a list of episodes names the guests that their transcripts name', () => {
  const guest = (name: string) =>
    said(Array.from({ length: 8 }, (_, i) => `${i % 2 === 0 ? 'Ada' : name}: This is sentence number ${i}.`).join('\n'))
  const guests = createLibrary(
    showOf(episode('1', 'Fog', { segments: guest('Ben') }), episode('2', 'Bells', { segments: guest('Cora') })),
    '2024-06-01',
  )
  const listed = textOf(guests, 'ask', { question: 'list all guests' })
  expect(listed).toContain(' · Ben')
  expect(listed).toContain(' · Cora')
})

test('links about a subject stand below the episode that most of them come from', () => {
  const lamp = (n: number) => ({ url: `https://example.com/lamp-${n}`, label: `Lamp ${n}` })
  const lamps = createLibrary(
    showOf(
      episode('1', 'Oil', { resources: [lamp(1), lamp(2), lamp(3)] }),
      episode('2', 'Gas', { resources: [lamp(3), lamp(4)] }),
    ),
    '2024-06-01',
  )
  const linesOf = (library: Library) => textOf(library, 'resources', { about: 'lamp' }).split('\n')
  const lines = linesOf(lamps)
  expect(lines.filter(line => line.startsWith('Episode 1: Oil'))).toHaveLength(1)
  expect(lines).toContain('In other episodes')
  expect(lines.find(line => line.includes('Lamp 3'))).toContain('(episodes 1 and 2)')
  expect(lines.find(line => line.includes('Lamp 4'))).toContain('(episode 2)')
  const apart = createLibrary(
    showOf(...[1, 2, 3, 4].map(n => episode(`${n}`, `Night ${n}`, { resources: [lamp(n)] }))),
    '2024-06-01',
  )
  expect(linesOf(apart)).not.toContain('In other episodes')
})

test('a length is the same in a list, on its episode and as an answer: whole minutes', () => {
  const timed = createLibrary(showOf(episode('1', 'Fog', { durationSeconds: 479 })), '2024-06-01')
  const says = (question: string) => textOf(timed, 'ask', { question })
  expect(says('how long is episode 1?')).toContain('7 minutes')
  for (const question of ['what is episode 1 about?', 'list all episodes']) expect(says(question)).toContain('7 min')
})

test('a fact is written with the punctuation of its language', () => {
  const timed = createLibrary(
    showOf(episode('1', 'Fog', { durationSeconds: 479, publishedOn: '2024-03-02' })),
    '2024-06-01',
  )
  const says = (question: string) => textOf(timed, 'ask', { question })
  expect(says('combien de temps dure l’épisode 1 ?')).toMatch(/Durée\u202f: 7\sminutes/)
  expect(says('quand est sorti l’épisode 1 ?')).toContain('Sortie\u202f: 2 mars 2024')
  expect(says('how long is episode 1?')).toContain('Length: 7 minutes')
})

test('answers a question of 6,000 characters', () => {
  const question = `how long does a bulb last? ${'and the gulls of the northern sea '.repeat(200)}`.slice(0, 6000)
  expect(['nothing', 'close', 'sure']).toContain(answer(question).outcome)
})

test('finds nothing for a question in Arabic that the show has no words of', () => {
  expect(answer('كيف يعمل المصباح؟').outcome).toBe('nothing')
})

test('autocomplete offers the latest episodes first, then matching ids and titles', () => {
  const labels = (typed: string) =>
    app.autocomplete({ command: 'episode', option: 'which', typed }).map(choice => choice.label)
  expect(labels('')).toEqual(['2 · Cooking on a rock', '1 · Why lighthouses blink'])
  expect(labels('1')).toEqual(['1 · Why lighthouses blink'])
  expect(labels('blink light')).toEqual(['1 · Why lighthouses blink'])
  expect(app.autocomplete({ command: 'pizza', option: 'about', typed: 'x' })).toEqual([])
})

test('autocomplete offers what was typed first, because Enter takes the first choice', () => {
  const labels = (command: string, option: string, typed: string) =>
    app.autocomplete({ command, option, typed }).map(choice => choice.label)
  expect(labels('resources', 'about', 'fres')).toEqual(['fres', 'Fresnel lenses'])
  expect(labels('ask', 'question', 'cook')).toEqual(['cook', 'Cooking on a rock'])
  expect(labels('ask', 'question', '')).toEqual(['Cooking on a rock', 'Why lighthouses blink'])
  expect(labels('resources', 'about', '')).toEqual(['Fresnel lenses', 'List of lights'])
  expect(labels('ask', 'question', 'x'.repeat(101))).toEqual([])
})

test('shows the episode whose number is asked for', () => {
  expect(text('episode 2')).toContain('Soup, bread')
})

test('shows a list of the latest episodes', () => {
  expect(text('show me the newest episodes')).toBe(text('/latest'))
})

test.each([
  'what is the latest episode?',
  'What’s the last episode about?',
  'qual è l’ultimo episodio?',
  '¿cuál es el último episodio?',
  'welche ist die neueste Folge?',
  'quel est le dernier épisode ?',
  'qual é o último episódio?',
])('“%s” shows the latest episode', question => {
  expect(text(question)).toMatch(/^\S+ 2\s?: Cooking on a rock/)
})

test.each(['the latest lamp', 'latest', 'an episode', 'what is new in the episode about lamps?'])(
  '“%s” does not ask for the latest episodes',
  question => {
    expect(text(question)).not.toBe(text('/latest'))
  },
)

test('refuses a question that is too long', () => {
  expect(text('x'.repeat(6001))).toContain('I can read up to 6,000 characters')
})

test('accepts a command in capitals', () => {
  expect(text('/EPISODE 1')).toContain('Why lighthouses blink')
})

test('a typed line can hide its answer and choose a page', () => {
  expect(parseCommandLine('/ask what is it about? hide:true', app.commands)).toEqual({
    command: 'ask',
    options: { question: 'what is it about?', hide: true },
  })
  expect(answer('/episode 1 hide:true').audience).toBe('asker')
  const many = createApp(() =>
    createLibrary(showOf(...Array.from({ length: 7 }, (_, i) => episode(`${i + 1}`, 'A watch'))), '2024-06-01'),
  )
  const latest = (line: string) =>
    plainText(many.reply({ ...parseCommandLine(line, many.commands), locale: 'en', userId: '', place: 'terminal' }))
  expect(latest('/latest page:2')).toContain('page 2 of 2')
  expect(latest('/latest page:99')).toBe(latest('/latest page:2'))
  for (const page of ['0', '-1', 'x', '1.5e9x']) expect(latest(`/latest page:${page}`)).toBe(latest('/latest'))
})

test('computes no vectors for a user who asks too fast', async () => {
  const prepared: string[] = []
  const vectors = { prepare: async (question: string) => void prepared.push(question), vectorOf: () => undefined }
  const limited = createApp(
    () => library,
    createRateLimiter(() => 0, { burst: 2, intervalMs: 1000 }),
    undefined,
    vectors,
  )
  for (const question of ['one bulb', 'two bulbs', 'three bulbs']) {
    const request = { command: 'ask', options: { question }, locale: 'en-GB', userId: '1', place: 'server' } as const
    await limited.prepare(request)
    limited.reply(request)
  }
  expect(prepared).toEqual(['one bulb', 'two bulbs'])
})
