import { describe, expect, test } from 'vitest'
import { inWords, readFiles, resourcesOf, summaryOf } from './folder.ts'

/** Inputs of the kinds that real shows have. */
const numbered = (id: string, rest = ''): string => `---\nepisode: ${id}\ntitle: Part ${id}\n---\n${rest}`

async function heard(file: string, text: string) {
  const { show, problems } = await readFiles({ '1.md': numbered('1'), [file]: text })
  const segments = show.episodes[0]?.segments ?? []
  return {
    lines: segments.map(({ start, speaker, text }) =>
      [start, speaker, text].filter(part => part !== undefined).join(' '),
    ),
    problems: problems.map(inWords),
  }
}

describe('captions', () => {
  test('that roll are quoted once', async () => {
    const vtt = `WEBVTT
Kind: captions
Language: en

00:00:10.000 --> 00:00:12.000 align:start position:0%
 
the<00:00:10.100><c> lamp</c><00:00:10.200><c> turns</c>

00:00:12.000 --> 00:00:12.010 align:start position:0%
the lamp turns
 

00:00:12.010 --> 00:00:14.000 align:start position:0%
the lamp turns
and<00:00:12.100><c> stops</c><00:00:12.200><c> at dawn</c>

00:00:14.000 --> 00:00:14.010 align:start position:0%
and stops at dawn
 

00:00:14.010 --> 00:00:16.000 align:start position:0%
and stops at dawn
nobody<00:00:14.100><c> climbs</c>
`
    expect((await heard('1.vtt', vtt)).lines).toEqual([
      '10 the lamp turns',
      '12.01 and stops at dawn',
      '14.01 nobody climbs',
    ])
  })

  test('that grow are quoted once', async () => {
    const words = 'we climb the tower at night when it rains'.split(' ')
    const cues = words.map(
      (_, i) => `00:00:${10 + i}.000 --> 00:00:${11 + i}.000\n${words.slice(0, i + 1).join(' ')}\n`,
    )
    expect((await heard('1.vtt', `WEBVTT\n\n${cues.join('\n')}`)).lines).toEqual([`10 ${words.join(' ')}`])
  })

  test.each([
    [
      'no empty line',
      '1\n00:00:10,000 --> 00:00:18,000\nAda climbs.\n2\n00:00:19,000 --> 00:00:27,000\nThe lamp burns.\n',
    ],
    [
      'lines of spaces',
      '1\n00:00:10,000 --> 00:00:18,000\nAda climbs.\n  \n2\n00:00:19,000 --> 00:00:27,000\nThe lamp burns.\n',
    ],
    [
      'an empty line within',
      '1\n00:00:10,000 --> 00:00:18,000\nAda\n\nclimbs.\n\n2\n00:00:19,000 --> 00:00:27,000\nThe lamp\n\nburns.\n',
    ],
    ['no numbers', '00:00:10,000 --> 00:00:18,000\nAda climbs.\n\n00:00:19,000 --> 00:00:27,000\nThe lamp burns.\n'],
  ])('with %s between cues', async (_, srt) => {
    expect(await heard('1.srt', srt)).toEqual({ lines: ['10 Ada climbs.', '19 The lamp burns.'], problems: [] })
  })

  test('below the header, with names, notes and settings that lack a space', async () => {
    const vtt =
      'WEBVTT\n00:10.000 --> 00:18.000align:start\nAda climbs.\n\nNOTE nobody says this\nor this\n\nintro-2\n00:19.000 --> 00:27.000 line:0\nThe lamp burns.\n'
    expect((await heard('1.vtt', vtt)).lines).toEqual(['10 Ada climbs.', '19 The lamp burns.'])
  })

  test('with speakers, dashes, positions and sounds', async () => {
    const cues = [
      '>> Ben: Who climbs?',
      '- I do.',
      '{\\an8}[Ada] It rains.',
      '[Ada] Again.',
      '[Music]',
      '>> Ben: Good night.',
      '♪ ♪',
    ]
    const vtt = cues.map((cue, i) => `00:${10 + i}.000 --> 00:${11 + i}.000\n${cue}\n`).join('\n')
    expect((await heard('1.vtt', `WEBVTT\n\n${vtt}`)).lines).toEqual([
      '10 Ben Who climbs?',
      '11 I do.',
      '12 Ada It rains.',
      '13 Ada Again.',
      '15 Ben Good night.',
    ])
  })
})

describe('a transcript belongs to the right episode', () => {
  test.each([
    ['transcripts/2024-06-01-seals-final.vtt', 'harbour-seals'],
    ['transcripts/20240105.vtt', 'polar-bears'],
    ['transcripts/Polar bears [dQw4w9WgXcQ].en.vtt', 'polar-bears'],
    ['transcripts/dQw4w9WgXcQ.vtt', 'polar-bears'],
    ['2024-06-01-harbour-seals.en-US.vtt', 'harbour-seals'],
    ['transcripts/2024-07-07-otters.vtt', undefined],
  ])('%s', async (file, expected) => {
    const { show, problems } = await readFiles({
      '2024-01-05-polar-bears.md': '---\ntitle: Polar bears\nyoutube: dQw4w9WgXcQ\n---\n',
      '2024-06-01-harbour-seals.md': '---\ntitle: Harbour seals\n---\n',
      [file]: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHere.\n',
    })
    const found = show.episodes.filter(({ segments }) => segments.length > 0).map(({ id }) => id)
    expect(found).toEqual(expected === undefined ? [] : [expected])
    if (expected === undefined) expect(problems.map(inWords).join()).toContain('belongs to no episode')
    expect(show.episodes.map(({ id, publishedOn }) => [id, publishedOn])).toEqual([
      ['polar-bears', '2024-01-05'],
      ['harbour-seals', '2024-06-01'],
    ])
  })

  test('in a page bundle', async () => {
    const { show } = await readFiles({
      'fog/index.md': '---\ntitle: Fog\ndate: 2024-01-01\n---\n',
      'fog/transcript.srt': '1\n00:00:01,000 --> 00:00:02,000\nHere.\n',
      'lamp/index.md': '---\ntitle: Lamp\ndate: 2024-01-02\n---\n',
    })
    expect(show.episodes.map(({ id, segments }) => [id, segments.length])).toEqual([
      ['fog', 1],
      ['lamp', 0],
    ])
  })
})

describe('JSON transcripts', () => {
  const ada = ['10 Ada The lamp turns.', '19 Ben It stops.']
  test.each<[string, unknown, readonly string[]]>([
    [
      'Podcasting 2.0',
      {
        version: '1.0.0',
        segments: [
          { speaker: 'Ada', startTime: 10, endTime: 19, body: 'The lamp turns.' },
          { speaker: 'Ben', startTime: 19, endTime: 22, body: 'It stops.' },
        ],
      },
      ada,
    ],
    [
      'AssemblyAI',
      {
        utterances: [
          { speaker: 'Ada', start: 10000, end: 19000, text: 'The lamp turns.' },
          { speaker: 'Ben', start: 19000, end: 22000, text: 'It stops.' },
        ],
      },
      ada,
    ],
    [
      'Deepgram',
      {
        results: {
          utterances: [
            { speaker: 'Ada', start: 10, end: 19, transcript: 'The lamp turns.' },
            { speaker: 'Ben', start: 19, end: 22, transcript: 'It stops.' },
          ],
        },
      },
      ada,
    ],
    [
      'Rev',
      {
        speakers: [
          { id: 0, name: 'Ada' },
          { id: 1, name: 'Ben' },
        ],
        monologues: [
          {
            speaker: 0,
            elements: [
              { type: 'text', value: 'The', ts: 10, end_ts: 11 },
              { type: 'punct', value: ' ' },
              { type: 'text', value: 'lamp turns', ts: 11, end_ts: 19 },
              { type: 'punct', value: '.' },
            ],
          },
          { speaker: 1, elements: [{ type: 'text', value: 'It stops.', ts: 19, end_ts: 22 }] },
        ],
      },
      ada,
    ],
    [
      'whisper.cpp',
      {
        transcription: [
          {
            timestamps: { from: '00:00:10,000', to: '00:00:19,000' },
            offsets: { from: 10000, to: 19000 },
            text: ' The lamp turns.',
          },
        ],
      },
      ['10 The lamp turns.'],
    ],
    [
      'YouTube json3',
      {
        events: [
          { tStartMs: 10000, dDurationMs: 9000, segs: [{ utf8: 'The lamp' }, { utf8: ' turns.', tOffsetMs: 300 }] },
          { tStartMs: 19000, segs: [{ utf8: '\n' }] },
        ],
      },
      ['10 The lamp turns.'],
    ],
    [
      'clock strings',
      [{ start: '00:00:10.000', end: '00:00:19.000', text: 'The lamp turns.' }],
      ['10 The lamp turns.'],
    ],
    [
      'front matter style',
      [
        { line: 'The lamp turns.', sec: 10, who: 'Ada' },
        { line: 'It stops.', sec: 19, who: 'Ben' },
      ],
      ada,
    ],
  ])('%s', async (_, value, expected) => {
    expect(await heard('1.json', JSON.stringify(value))).toEqual({ lines: expected, problems: [] })
  })

  test('in milliseconds are recognized, and reported', async () => {
    const lines = ['The lamp turns once a minute, and nobody knows why.', 'We climb the stairs every night.']
    const value = lines.map((text, i) => ({ start: 10_000 + i * 9000, end: 19_000 + i * 9000, text }))
    const { lines: read, problems } = await heard('1.json', JSON.stringify(value))
    expect(read).toEqual([`10 ${lines[0]}`, `19 ${lines[1]}`])
    expect(problems.join()).toContain('milliseconds')
  })

  test('word by word are read as sentences', async () => {
    const words = 'The lamp turns. We climb the stairs at night. Nobody knows why.'.split(' ')
    const value = { words: words.map((text, i) => ({ text, start: i, end: i + 0.5, speaker_id: 'speaker_0' })) }
    expect((await heard('1.json', JSON.stringify(value))).lines).toEqual([
      '0 The lamp turns.',
      '3 We climb the stairs at night.',
      '9 Nobody knows why.',
    ])
  })

  test('of AWS Transcribe', async () => {
    const words = [
      'The',
      'lamp',
      'turns',
      '.',
      'It',
      'stops',
      '.',
      'We',
      'climb',
      'the',
      'stairs',
      'at',
      'night',
      'again',
      'and',
      'again',
      '.',
    ]
    const items = words.map((content, i) =>
      content === '.'
        ? { type: 'punctuation', alternatives: [{ content }] }
        : {
            type: 'pronunciation',
            start_time: `${i}.0`,
            end_time: `${i}.5`,
            alternatives: [{ content }],
            speaker_label: 'spk_0',
          },
    )
    expect((await heard('1.json', JSON.stringify({ results: { transcripts: [{}], items } }))).lines).toEqual([
      '0 The lamp turns.',
      '4 It stops.',
      '7 We climb the stairs at night again and again.',
    ])
  })

  test('that hold chapters give chapters, and hide no captions', async () => {
    const { show, problems } = await readFiles({
      '7.md': numbered('7'),
      '7.json': '{"version":"1.2.0","chapters":[{"startTime":0,"title":"Hello"},{"startTime":86,"title":"Prisms"}]}',
      '7.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nHere.\n',
    })
    const [episode] = show.episodes
    expect(episode?.chapters).toEqual([
      { start: 0, title: 'Hello' },
      { start: 86, title: 'Prisms' },
    ])
    expect(episode?.segments.map(({ text }) => text)).toEqual(['Here.'])
    expect(problems).toEqual([])
  })
})

describe('transcripts in text', () => {
  test.each([
    [
      'names and times above',
      'Ada Stone (00:00:10):\nThe lamp turns.\n\nBen Reed (00:00:19):\nIt stops.',
      ['10 Ada Stone The lamp turns.', '19 Ben Reed It stops.'],
    ],
    [
      'plain names',
      'Ada: The lamp turns.\n\nBen: It stops.\n\nAda: Yes.\n\nBen: No.',
      ['Ada The lamp turns.', 'Ben It stops.', 'Ada Yes.', 'Ben No.'],
    ],
    [
      'bold names and times',
      '**Ada** (00:10): The lamp turns.\n\n**Ben** (00:19): It stops.',
      ['10 Ada The lamp turns.', '19 Ben It stops.'],
    ],
    [
      'brackets',
      '[Ada] [00:10] The lamp turns.\n\n[Ben] [00:19] It stops.',
      ['10 Ada The lamp turns.', '19 Ben It stops.'],
    ],
    [
      'times before names',
      '[00:10] **Ada:** The lamp turns.\n\n[00:19] **Ben:** It stops.',
      ['10 Ada The lamp turns.', '19 Ben It stops.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect((await heard('transcripts/1.txt', text)).lines).toEqual(expected)
    const { show } = await readFiles({
      '1.md': numbered('1', `About lamps.\n\n## Transcript\n\n${text}\n\n## Links\n\n- [L](https://example.com/l)\n`),
    })
    const [episode] = show.episodes
    expect(episode?.segments.map(({ text }) => text)).toEqual(
      expected.map(line => line.replace(/^(\d+ )?\w+ (Stone |Reed )?/, '')),
    )
    expect(episode && [summaryOf(episode), resourcesOf(episode)]).toEqual([
      ['About lamps.'],
      ['L → https://example.com/l'],
    ])
  })

  test('HTML, srv3 and TTML', async () => {
    const html =
      '<cite>Ada:</cite><time>0:10</time><p>The lamp turns.</p><cite>Ben:</cite><time>0:19</time><p>It stops.</p>'
    expect((await heard('transcripts/1.html', html)).lines).toEqual(['10 Ada The lamp turns.', '19 Ben It stops.'])
    const srv3 =
      '<?xml version="1.0"?><timedtext format="3"><body><p t="10000" d="9000"><s>The lamp</s><s t="300"> turns.</s></p></body></timedtext>'
    expect((await heard('1.srv3', srv3)).lines).toEqual(['10 The lamp turns.'])
    const ttml = '<tt><body><div><p begin="00:00:10.000" end="00:00:19.000">The lamp turns.</p></div></body></tt>'
    expect((await heard('1.ttml', ttml)).lines).toEqual(['10 The lamp turns.'])
  })

  test('in front matter', async () => {
    const { show } = await readFiles({
      '1.md':
        '---\nepisode: 1\ntitle: One\ntranscript:\n  - line: The lamp turns.\n    sec: 10\n    who: Ada\n  - line: It stops.\n    sec: 19\n    who: Ben\n---\n',
      '2.md': '---\nepisode: 2\ntitle: Two\ntranscript: |\n  **Ada:** The lamp turns.\n\n  **Ben:** It stops.\n---\n',
    })
    for (const { segments } of show.episodes)
      expect(segments.map(({ speaker, text }) => `${speaker} ${text}`)).toEqual([
        'Ada The lamp turns.',
        'Ben It stops.',
      ])
  })
})

test('adverts that are read out are not quoted', async () => {
  const spoken = [
    'Ada: Welcome to the show. This episode is brought to you by Acme Lamps.',
    'Ada: Acme Lamps is the best lamp for a small boat. It floats.',
    'Ada: Use code FOG for ten percent off. And now to Ben.',
    'Ben: Fog horns fell silent in the nineties.',
  ]
  const { lines } = await heard('transcripts/1.md', spoken.map(line => line.replace(/^(\w+):/, '**$1:**')).join('\n\n'))
  expect(lines).toEqual([
    'Ada Welcome to the show.',
    'Ada And now to Ben.',
    'Ben Fog horns fell silent in the nineties.',
  ])
})

test('an advert in the middle of a paragraph leaves the rest', async () => {
  const notes =
    'Ada explains lenses. This episode is brought to you by [Acme Lamps](https://acme.example/). Then Ben shows why fog horns fell silent.'
  const { show } = await readFiles({ '1.md': numbered('1', notes) })
  expect(show.episodes.map(summaryOf)).toEqual([['Ada explains lenses. Then Ben shows why fog horns fell silent.']])
})

test('a paragraph that most episodes have describes none of them', async () => {
  const files = [1, 2, 3, 4].map(n => [
    `${n}.md`,
    numbered(`${n}`, `About night ${n}.\n\nContributing: open an issue, we read them all.\n`),
  ])
  const { show } = await readFiles(Object.fromEntries(files))
  expect(show.episodes.map(summaryOf)).toEqual([1, 2, 3, 4].map(n => [`About night ${n}.`]))
})

describe('front matter', () => {
  const wanted = { id: '12', title: 'Fog horns', publishedOn: '2024-05-03' }
  test.each([
    ['TOML', '+++\ntitle = "Fog horns"\ndate = 2024-05-03T09:00:00Z # a comment\nepisode = 12\n+++\nAbout horns.\n'],
    ['JSON', '{\n  "title": "Fog horns",\n  "date": "2024-05-03",\n  "episode": 12\n}\n\nAbout horns.\n'],
    ['headers', 'Title: Fog horns\nNumber: 12\nDate: 2024-05-03 10:00\nTags: horns, fog\n\nAbout horns.\n'],
    ['headers above dashes', 'Title: Fog horns\nNumber: 12\nDate: 2024-05-03\n---\nAbout horns.\n'],
    ['camel case', '---\nTitle: Fog horns\nepisodeNumber: 12\npublishDate: 2024-05-03\n---\nAbout horns.\n'],
    ['nested', '---\ntitle: Fog horns\nitunes: { episode: 12 }\ndate: 2024-05-03 23:30:00 -0700\n---\nAbout horns.\n'],
  ])('%s is read', async (_, text) => {
    const { show, problems } = await readFiles({ 'fog.md': text })
    expect(show.episodes.map(({ id, title, publishedOn }) => ({ id, title, publishedOn }))).toEqual([wanted])
    expect(show.episodes.map(summaryOf)).toEqual([['About horns.']])
    expect(problems).toEqual([])
  })

  test('that cannot be read is never shown', async () => {
    const { show, problems } = await readFiles({ '12.md': '+++\ntitle = Fog horns"\n[[[\n+++\nAbout horns.\n' })
    expect(show.episodes.map(summaryOf)).toEqual([['About horns.']])
    expect(problems.map(inWords).join()).toContain('not valid TOML')
  })

  test('names people, tags, a length, a season and a cover', async () => {
    const { show } = await readFiles({
      'show.md':
        '---\nname: Lamps\nhosts: [Ada Stone, Ben Reed]\nlanguage: en\nimage: https://example.com/c.png\nsource: https://github.com/a/b/tree/main/content\n---\n',
      '1.md':
        '---\nepisode: 1\ntitle: One\nguests:\n  - name: Dan Reed\n    url: https://dan.example/\n  - Eve Moss\nhost: Ada Stone and Ben Reed\ntags: [lamps, fog]\nduration: "1:02:03"\nseason: 2\nimage: https://example.com/1.png\n---\n',
      '2.md': '---\nepisode: 2\ntitle: Two\nguest: Dan Reed, Eve Moss\nduration: 62 min\n---\n',
    })
    expect(show).toMatchObject({
      hosts: ['Ada Stone', 'Ben Reed'],
      language: 'en',
      image: 'https://example.com/c.png',
      source: 'https://github.com/a/b/tree/main/content',
    })
    expect(show.episodes[0]).toMatchObject({
      people: [
        { name: 'Ada Stone', role: 'host' },
        { name: 'Ben Reed', role: 'host' },
        { name: 'Dan Reed', role: 'guest' },
        { name: 'Eve Moss', role: 'guest' },
      ],
      tags: ['lamps', 'fog'],
      durationSeconds: 3723,
      season: 2,
      image: 'https://example.com/1.png',
    })
    expect(show.episodes[1]).toMatchObject({
      people: [
        { name: 'Dan Reed', role: 'guest' },
        { name: 'Eve Moss', role: 'guest' },
      ],
      durationSeconds: 3720,
    })
  })

  test('describes an episode without notes, and links to where it is heard', async () => {
    const { show } = await readFiles({
      '1.md':
        '---\nepisode: 1\ntitle: One\nsummary: Why horns fell silent.\nlinks: { youtube: dQw4w9WgXcQ }\nenclosure: { url: https://example.com/1.mp3 }\n---\n',
    })
    expect(show.episodes.map(summaryOf)).toEqual([['Why horns fell silent.']])
    expect(show.episodes[0]?.links).toEqual({ youtube: 'dQw4w9WgXcQ', audio: 'https://example.com/1.mp3' })
  })
})

describe('numbers and titles', () => {
  test('a date in a file’s name is no number', async () => {
    const { show, problems } = await readFiles({
      '2024-05-03-fog.md': '---\ntitle: Fog\n---\n',
      '2024-05-10-horns.md': '---\ntitle: Horns\n---\n',
      '20211219-x.md': '---\ntitle: X\nepisodeNumber: 15\n---\n',
    })
    expect(show.episodes.map(({ id, publishedOn }) => [id, publishedOn])).toEqual([
      ['15', '2021-12-19'],
      ['fog', '2024-05-03'],
      ['horns', '2024-05-10'],
    ])
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('seasons that count anew', async () => {
    const file = (season: number, episode: number) =>
      `---\nseason: ${season}\nepisode: ${episode}\ntitle: T${season}${episode}\n---\n`
    const { show, problems } = await readFiles({ 'a.md': file(1, 1), 'b.md': file(1, 2), 'c.md': file(2, 1) })
    expect(show.episodes.map(({ id }) => id).toSorted()).toEqual(['S1E1', 'S1E2', 'S2E1'])
    expect(problems).toEqual([])
  })

  test.each([
    ['Episode 13: Bells', 'Bells'],
    ['#13 Bells', 'Bells'],
    ['013: Bells', 'Bells'],
    ['13 bells', '13 bells'],
    ['Ep. 13 – Bells', 'Bells'],
    ['14 lamps', '14 lamps'],
  ])('%s says its number once', async (title, expected) => {
    const { show } = await readFiles({ '13.md': `---\nepisode: 13\ntitle: "${title}"\n---\n` })
    expect(show.episodes[0]?.title).toBe(expected)
  })

  test('pages of a site are no episodes', async () => {
    const { show, skipped } = await readFiles({
      '1.md': '---\nepisode: 1\ntitle: One\ndate: 2024-01-01\n---\n',
      '2.md': '---\nepisode: 2\ntitle: Two\ndate: 2024-01-02\n---\n',
      'index.md': '---\nlayout: home\ntitle: Home\n---\n',
      'about.md': '---\nlayout: page\ntitle: About\n---\nWe talk.\n',
      'privacy-policy.md': '# Privacy\n\nNothing.\n',
    })
    expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2'])
    expect(skipped?.map(({ file }) => file)).toEqual(['about.md', 'index.md', 'privacy-policy.md'])
  })

  test('an unreadable date is a problem, and no newest episode', async () => {
    const { show, problems } = await readFiles({
      '1.md': '---\nepisode: 1\ntitle: One\ndate: May 2024\n---\n',
      '2.md': '---\nepisode: 2\ntitle: Two\ndate: 2024-06-02\n---\n',
      '3.md': '---\nepisode: 3\ntitle: Three\ndate: July 15th, 2024\n---\n',
    })
    expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(problems.map(inWords)).toEqual([expect.stringContaining('1.md:4 “May 2024” is not a date')])
  })
})
