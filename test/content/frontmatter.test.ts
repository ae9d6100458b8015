import { describe, expect, test } from 'vitest'
import { inWords, readFiles, summaryOf } from './folder.ts'

/** Reads one episode from its frontmatter. */
async function read(frontmatter: string, file = 'an-episode.md') {
  const { show, problems } = await readFiles({ [file]: `---\n${frontmatter}\n---\n\nWords.\n` })
  const [episode] = show.episodes
  if (!episode) throw new Error('The front matter made no episode.')
  return { episode, problems: problems.map(inWords) }
}

test.each([
  ['064', '64'],
  ['"064"', '64'],
  ['0', '0'],
  ['000', '0'],
  ['13.10', '13.10'],
  ['13.1', '13.1'],
  ['1e3', '1e3'],
  ['0x10', '0x10'],
  ['1_000', '1_000'],
  ['S2E04', 'S2E04'],
])('the number %s is the id %s', async (written, id) => {
  const { episode, problems } = await read(`episode: ${written}\ntitle: T`)
  expect(episode.id).toBe(id)
  expect(problems).toEqual([])
})

test.each([
  ['publish_date: 2023-01-20'],
  ['publish_date: "2023-01-20"'],
  ['date: 2023-01-20T23:30:00Z'],
  ['date: 2023-01-20 08:00:00 +0100'],
  ['date: 2023-01-20T23:30:00'],
  ['date: 1674172800000'],
  ['date: 1674172800'],
  ['pubDate: Fri, 20 Jan 2023 08:00:00 GMT'],
  ['published: January 20, 2023'],
])('%s is the 20th of January 2023', async written => {
  const { episode, problems } = await read(`episode: 1\ntitle: T\n${written}`)
  expect(episode.publishedOn).toBe('2023-01-20')
  expect(problems).toEqual([])
})

test.each(['2023-02-30', 'yesterday', '20/01/2023', '2023'])('%s is no date', async written => {
  const { episode, problems } = await read(`episode: 1\ntitle: T\ndate: ${written}`)
  expect(episode.publishedOn).toBeUndefined()
  expect(problems).toEqual([
    `an-episode.md:4 “${written}” is not a date, so the episode is shown at once, and placed by its number. Write year, month and day: 2023-01-20.`,
  ])
})

test.each([
  'youtube_id: dQw4w9WgXcQ',
  'youtube_url: https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s',
  'youtube_url: https://youtu.be/dQw4w9WgXcQ?si=x',
  'youtube_url: https://www.youtube.com/live/dQw4w9WgXcQ',
  'youtube_url: https://youtube.com/embed/dQw4w9WgXcQ',
  'youtube: https://m.youtube.com/shorts/dQw4w9WgXcQ',
  'url: https://youtu.be/dQw4w9WgXcQ',
])('%s is a video', async written => {
  expect((await read(`episode: 1\ntitle: T\n${written}`)).episode.links).toEqual({ youtube: 'dQw4w9WgXcQ' })
})

test('takes a plain url for audio or a page by its looks', async () => {
  const sound = await read('episode: 1\ntitle: T\nurl: https://cdn.example/one.mp3?x=1')
  expect(sound.episode.links).toEqual({ audio: 'https://cdn.example/one.mp3?x=1' })
  const page = await read('episode: 1\ntitle: T\nurl: https://show.example/one')
  expect(page.episode.links).toEqual({ page: 'https://show.example/one' })
})

test('reports an invalid URL with its line', async () => {
  const { episode, problems } = await read('episode: 1\ntitle: T\nyoutube_id: not a video\nspotify_link: spotify')
  expect(episode.links).toEqual({})
  expect(problems).toEqual([
    'an-episode.md:4 “not a video” is not a video on YouTube. Write the eleven characters after “v=” in its URL, or the whole URL.',
    'an-episode.md:5 “spotify” is not a usable URL. Write the whole URL, https://…',
  ])
})

test('reads a title with a colon, though it is not valid YAML', async () => {
  const { episode, problems } = await read('episode: 4\ntitle: Rust: the good parts\npublish_date: 2023-01-20')
  expect(episode).toMatchObject({ id: '4', title: 'Rust: the good parts', publishedOn: '2023-01-20' })
  expect(problems).toEqual([
    'an-episode.md:3 The front matter is not valid YAML: a value has a second colon in it. Put the value in double quotes.',
  ])
})

test('reads a title that begins with a reserved character', async () => {
  const { episode } = await read('episode: 4\ntitle: @home with [Ada]\npublish_date: 2023-01-20')
  expect(episode).toMatchObject({ title: '@home with [Ada]', publishedOn: '2023-01-20' })
  expect((await read('episode: 4\ntitle: [Live] from Oslo')).episode.title).toBe('[Live] from Oslo')
})

test.each(['"', "'"])('a quote %s that is never closed is named where it opens, and ends there', async quote => {
  const { episode, problems } = await read(`episode: 4\ntitle: ${quote}Lamps\npublish_date: 2023-01-20\nurl: x`)
  expect(episode).toMatchObject({ id: '4', title: 'Lamps', publishedOn: '2023-01-20' })
  expect(problems).toEqual([
    'an-episode.md:3 The front matter is not valid YAML: a quote or a bracket is never closed. Close it on the same line.',
    'an-episode.md:5 “x” is not a usable URL. Write the whole URL, https://…',
  ])
})

test('uses the first of two fields with the same name', async () => {
  const { episode, problems } = await read('episode: 4\ntitle: First\ntitle: Second')
  expect(episode.title).toBe('First')
  expect(problems).toEqual([
    'an-episode.md:4 The front matter is not valid YAML: a field appears twice. Delete one of the two; until then the first is used.',
  ])
})

test('falls back to the file name if front matter is beyond repair', async () => {
  const { episode, problems } = await read('{ "title: [[[\n\t- : :', '064-a-storm-of-brackets.md')
  expect(episode.id).toBe('64')
  expect(summaryOf(episode)).toEqual(['Words.'])
  expect(problems[0]).toContain('064-a-storm-of-brackets.md:')
  expect(problems.join()).toContain('not valid YAML')
})

test('ends unclosed front matter at the first empty line', async () => {
  const { show, problems } = await readFiles({
    '5.md': '---\nepisode: 5\ntitle: Open end\n\nWords.\n\n- [A](b.example)\n',
  })
  expect(show.episodes.map(episode => [episode.title, ...summaryOf(episode)])).toEqual([['Open end', 'Words.']])
  expect(problems.map(inWords)).toEqual([
    '5.md:1 The front matter has no end. Add a line of “---” after its last field.',
    '5.md:7 The link “A” has no https://. Write it as https://b.example.',
  ])
})

test('reports a # in an unquoted title, and keeps what directly follows it', async () => {
  const spaced = await read('episode: 4\ntitle: Ten years # and counting')
  expect(spaced.episode.title).toBe('Ten years')
  expect(spaced.problems).toEqual([
    'an-episode.md:3 YAML takes “# and counting” in an unquoted title for a comment. Put the title in double quotes.',
  ])
  const sharp = await read('episode: 4\ntitle: C# and F#')
  expect(sharp.episode.title).toBe('C# and F#')
  expect(sharp.problems).toEqual([])
})

test('takes a title from the first heading if there is no front matter', async () => {
  const { show, problems } = await readFiles({
    '12-the-last-lamp.md': '# The very last lamp\n\nIt went out.\n',
    'README.md': '# About this folder\n',
    'pilot_episode.md': 'Only words.\n',
  })
  expect(show.episodes.map(({ id, title, slug }) => [id, title, slug])).toEqual([
    ['12', 'The very last lamp', 'the-very-last-lamp'],
    ['pilot-episode', 'pilot episode', 'pilot-episode'],
  ])
  expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    '12-the-last-lamp.md:1 There is no front matter; the title “The very last lamp” is a guess.',
    'pilot_episode.md:1 There is no front matter; the title “pilot episode” is a guess.',
  ])
})

test('takes a missing number from the file name, or else uses the slug', async () => {
  const named = await read('title: Lamps', '064-lamps.md')
  expect(named.episode.id).toBe('64')
  expect(named.problems).toEqual([
    '064-lamps.md:1 The front matter has no episode number; 64 was taken from the file name. Add “episode: 64”.',
  ])
  expect((await read('title: What’s left?')).episode.id).toBe('what-s-left')
})

test('accepts missing numbers, and guests and hosts in any form', async () => {
  const { show, problems } = await readFiles({
    '3.md': '---\nnumber: 3\ntitle: Three\nguest:\n  name: Pim\nHosts: [Mo, Tilda]\nis_special: true\n---\n',
    '9.md': '---\nnumber: 9\ntitle: Nine\nguest:\n  - name: Pim\n  - name: Ada\nhosts: Mo\n---\n',
  })
  expect(show.episodes.map(({ id }) => id)).toEqual(['3', '9'])
  expect(problems).toEqual([])
})

test('keeps long titles, emoji, tags and dashes in values', async () => {
  const title = `A “title” — of ${'many words & '.repeat(14)}one <link> 🕯️`
  const { episode } = await read(`episode: 1\ntitle: '${title}'\nspotify_link: https://spotify.example/a---b`)
  expect(episode.title).toBe(title)
  expect(episode.links.spotify).toBe('https://spotify.example/a---b')
})

test('is not confused by three dashes in the text', async () => {
  const { show } = await readFiles({
    '1.md': '---\nepisode: 1\ntitle: Dashes\n---\n   \nAbove.\n\n---\n\nBelow.\n\n```\n---\n```\n',
  })
  expect(show.episodes.map(summaryOf)).toEqual([['Above.', 'Below.']])
})

test.each([
  ['titel: Lamps\nepisode: 1', 'titel', 'title', 2],
  ['episode: 1\ntitle: T\npublish_dat: 2023-01-20', 'publish_dat', 'publish_date', 4],
  ['episode: 1\ntitle: T\nPublish-Daet: 2023-01-20', 'publish_daet', 'publish_date', 4],
  ['epsiode: 1\ntitle: T', 'epsiode', 'episode', 2],
  ['episode: 1\ntitle: T\nyoutub_id: dQw4w9WgXcQ', 'youtub_id', 'youtube_id', 4],
  ['episode: 1\ntitle: T\ndrafft: true', 'drafft', 'draft', 4],
])('reports a misspelt field in %j', async (written, name, meant, line) => {
  expect((await read(written)).problems).toContain(
    `an-episode.md:${line} The field “${name}” is unknown. Did you mean “${meant}”?`,
  )
})

test('accepts fields that only the show uses', async () => {
  const { problems } = await read(
    [
      'episode: 1',
      'title: T',
      'titles: [One, Two]',
      'subtitle: S',
      'titel: the title is there',
      'publisher: Ada',
      'author: Ada',
      'links:\n  - a',
      'line: 4',
      'audios: [a, b]',
      'season: 2',
      'tags: [a]',
    ].join('\n'),
  )
  expect(problems).toEqual([])
})

test('reports a number without digits, and prefers a number under another name', async () => {
  const { episode, problems } = await read('episode: two\ntitle: T')
  expect(episode.id).toBe('two')
  expect(problems).toEqual([
    'an-episode.md:2 “two” is not a number. Write the episode’s number in digits: “episode: 12”.',
  ])
  const both = await read('episode: The Lamp\nnumber: 2\ntitle: T')
  expect([both.episode.id, ...both.problems]).toEqual(['2'])
})

test('gives every episode an id, and uses it in its page’s URL', async () => {
  const { show } = await readFiles({
    'show.md': '---\nepisode_url: https://otters.example/{id}/{slug}\n---\n',
    'one.md': '---\nepisode: "#"\ntitle: "!!!"\n---\n',
    '7.md': '---\nepisode: "#"\ntitle: Seven\n---\n',
    '🦦.md': 'Otters.',
    'two.md': '---\nepisode: "$&"\ntitle: "🦦"\n---\n',
  })
  expect(show.episodes.map(({ file, id, slug, links }) => [file, id, slug, links.page]).sort()).toEqual([
    ['7.md', '7', 'seven', 'https://otters.example/7/seven'],
    ['one.md', 'one', 'one', 'https://otters.example/one/one'],
    ['two.md', '$&', 'two', 'https://otters.example/$&/two'],
    ['🦦.md', '🦦', '🦦', 'https://otters.example/🦦/🦦'],
  ])
})

test('reports an episode without a date if most have one', async () => {
  const dated = (n: number): string => `---\nepisode: ${n}\ntitle: T${n}\ndate: 2023-01-0${n}\n---\n`
  const files = { '1.md': dated(1), '2.md': dated(2), '3.md': '---\nepisode: 3\ntitle: T3\n---\n' }
  expect((await readFiles(files)).problems.map(inWords)).toEqual([
    '3.md:1 This episode has no date, so it is placed by its number. Add its date: “date: 2023-01-20”.',
  ])
  const seldom = { ...files, '1.md': files['3.md'].replaceAll('3', '1') }
  expect((await readFiles(seldom)).problems).toEqual([])
  // What is wrong with these is said already.
  const said = { ...files, '3.md': 'No frontmatter.', '4.md': dated(4), '5.md': dated(5).replace(/2023.*/, 'soon') }
  expect((await readFiles(said)).problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
    '3.md There is no front matter; the title “3” is a guess.',
    '5.md “soon” is not a date, so the episode is shown at once, and placed by its number.',
  ])
})

describe('a draft', () => {
  const lamp = '---\nepisode: 1\ntitle: Lamps\n---\n'

  test.each(['draft: true', 'draft: yes', 'published: false'])('by %s is left out, silently', async written => {
    const { show, problems } = await readFiles({
      '1.md': lamp,
      '1-again.md': `---\nepisode: 1\ntitle: Better lamps\n${written}\nyoutube_id: none yet\n---\n`,
      '2.md': `---\nepisode: 2\ntitle: Wicks\n${written}\n---\n`,
      'transcripts/2.md': '**Ada:** Not yet.',
    })
    expect(show.episodes.map(({ id, title }) => `${id} ${title}`)).toEqual(['1 Lamps'])
    expect(problems).toEqual([])
  })

  test.each(['draft: false', 'draft:', 'published: true'])('is not made by %s', async written => {
    const { show, problems } = await readFiles({ '1.md': `---\nepisode: 1\ntitle: Lamps\n${written}\n---\n` })
    expect(show.episodes).toHaveLength(1)
    expect(problems).toEqual([])
  })

  test('is reported if there is nothing else', async () => {
    const { problems } = await readFiles({ '1.md': lamp.replace('\n---\n', '\ndraft: true\n---\n') })
    expect(problems.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
      'Every episode in this folder is a draft. Remove “draft: true” from one.',
    ])
  })
})
