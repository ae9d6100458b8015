import { describe, expect, test } from 'vitest'
import { inWords, readFiles } from './folder.ts'

const episode = (id: string): string => `---\nepisode: ${id}\ntitle: Episode ${id}\n---\n`

const spoken = (text: string): string => JSON.stringify({ segments: [{ start: 0, end: 2, text }] })

const heard = async (files: Readonly<Record<string, string>>): Promise<Record<string, string>> => {
  const { show } = await readFiles(files)
  return Object.fromEntries(
    show.episodes.flatMap(({ id, segments: [first] }) => (first === undefined ? [] : [[id, first.text]])),
  )
}

/** Reads one transcript, wherever in its file the words stand. */
async function read(file: string, text: string) {
  const { show, problems } = await readFiles({ '1.md': episode('1'), [file]: text })
  const segments = (show.episodes[0]?.segments ?? []).map(({ line: _, ...segment }) => segment)
  return { segments, problems: problems.map(inWords) }
}

describe('a transcript belongs to the episode', () => {
  test.each([
    'transcripts/64.json',
    '_transcripts/064.json',
    'episodes/64-lamps.json',
    'transcripts/64-lamps.json',
    'deep/down/transcripts/2024/64.json',
    'elsewhere/064-anything.vtt',
  ])('by the name of %s', async file => {
    expect(
      await heard({
        'episodes/64-lamps.md': episode('64'),
        [file]: file.endsWith('vtt') ? 'WEBVTT\n\n00:00.000 --> 00:02.000\nHere.\n' : spoken('Here.'),
      }),
    ).toEqual({ '64': 'Here.' })
  })

  test('and the richest of several formats is used', async () => {
    const files = {
      '1.md': episode('1'),
      'transcripts/1.md': '**Ada:** In markdown.',
      'transcripts/1.srt': '1\n00:00:00,000 --> 00:00:02,000\nIn SRT.\n',
      'transcripts/1.vtt': 'WEBVTT\n\n00:00.000 --> 00:02.000\nIn VTT.\n',
    }
    expect(await heard({ ...files, 'transcripts/1.json': spoken('In JSON.') })).toEqual({ '1': 'In JSON.' })
    expect(await heard(files)).toEqual({ '1': 'In VTT.' })
  })

  test('and 13.json to 13.1 if there is no 13', async () => {
    const files = {
      '13-1.md': episode('13.1'),
      '13-2.md': episode('13.2'),
      '1.md': episode('1'),
      'transcripts/13.json': spoken('Thirteen.'),
    }
    expect(await heard(files)).toEqual({ '13.1': 'Thirteen.' })
    expect(await heard({ ...files, 'transcripts/13.1.json': spoken('Point one.') })).toEqual({
      '13.1': 'Point one.',
      '13.2': 'Thirteen.',
    })
    expect(await heard({ ...files, '13.md': episode('13') })).toEqual({ '13': 'Thirteen.' })
  })

  test('and is reported if it belongs to none', async () => {
    const { problems } = await readFiles({ '1.md': episode('1'), 'transcripts/2.json': spoken('Two.') })
    expect(problems.map(inWords)).toEqual([
      'transcripts/2.json:0 This transcript belongs to no episode. Name it after an episode’s number or markdown file, or delete it.',
    ])
  })

  test('ignores other files', async () => {
    const { show, problems } = await readFiles({
      '1.md': episode('1'),
      'package.json': '{}',
      'data/1-weather.json': '{"rain": true}',
      'episodes.11tydata.js': 'throw 1',
      'cover.png': 'png',
      'node_modules/x/README.md': '# X',
      '.git/HEAD.md': 'ref',
    })
    expect(show.episodes).toHaveLength(1)
    expect(problems).toEqual([])
  })
})

describe('JSON', () => {
  test('gives speakers their names', async () => {
    const { segments } = await read(
      '1.json',
      JSON.stringify({
        speakers: { spk_0: 'Ada' },
        segments: [
          { speakerLabel: 'spk_0', start: 0, end: 4.24, text: ' A leading blank.' },
          { speaker: 'Bruno', start: 5, end: 6, text: 'Another way to say who.' },
          { start: '7', end: '8.5', text: 'Times as text.' },
        ],
      }),
    )
    expect(segments).toEqual([
      { speaker: 'Ada', start: 0, end: 4.24, text: 'A leading blank.' },
      { speaker: 'Bruno', start: 5, end: 6, text: 'Another way to say who.' },
      { start: 7, end: 8.5, text: 'Times as text.' },
    ])
  })

  test('may be a list alone', async () => {
    expect((await read('1.json', '[{"start":0,"end":1,"text":"Alone."}]')).segments).toEqual([
      { start: 0, end: 1, text: 'Alone.' },
    ])
  })

  test.each([
    ['{"segments": [', 'The transcript is not valid JSON.'],
    ['{"words": []}', 'The transcript has no list of “segments”.'],
    ['42', 'The transcript has no list of “segments”.'],
    ['{"segments": []}', 'The transcript has no words.'],
    ['{"segments": [{"text": "Good."}, {"no": "text"}, null]}', '2 segments have no text.'],
  ])('reports %s: %s', async (text, says) => {
    expect((await read('transcripts/1.json', text)).problems.join()).toContain(says)
  })

  test('is not any other JSON beside an episode', async () => {
    expect(await read('1.json', '{"fileSize": 1}')).toEqual({ segments: [], problems: [] })
  })

  test('leaves speakers without names unnamed', async () => {
    const { segments, problems } = await read(
      '1.json',
      '{\n  "speakers": {\n    "spk_0": "spk_0"\n  },\n  "segments": [{ "speakerLabel": "spk_0", "start": 0, "end": 1, "text": "Who am I?" }]\n}',
    )
    expect(segments).toEqual([{ voice: 'spk_0', start: 0, end: 1, text: 'Who am I?' }])
    expect(problems).toEqual(['1.json:3 The speaker “spk_0” has no name. Write the names under “speakers”.'])
  })
})

describe('a speaker in JSON', () => {
  const speak = async (speakers: string, ...labels: readonly string[]) => {
    const segments = labels.map((speakerLabel, start) => ({ speakerLabel, start, text: `Line ${start}.` }))
    const found = await read('1.json', `{"speakers": ${speakers}, "segments": ${JSON.stringify(segments)}}`)
    return { who: found.segments.map(({ speaker, voice }) => [speaker, voice]), problems: found.problems }
  }

  test('is told apart from others even without a name', async () => {
    const { who, problems } = await speak('{"spk_2": "Ada", "spk_3": ""}', 'spk_0', 'spk_1', 'spk_2', 'spk_3')
    expect(who).toEqual([
      [undefined, 'spk_0'],
      [undefined, 'spk_1'],
      ['Ada', undefined],
      [undefined, 'spk_3'],
    ])
    expect(problems).toEqual([
      '1.json:1 The speakers “spk_0”, “spk_1”, “spk_3” have no name. Write the names under “speakers”.',
    ])
  })

  test('may have any name', async () => {
    const { who } = await speak('{"spk_0": "Ada"}', 'constructor', '__proto__', 'toString')
    expect(who.map(([name]) => name)).toEqual(['constructor', '__proto__', 'toString'])
  })

  test('is not listed if there are a thousand', async () => {
    const { problems } = await speak('{}', ...Array.from({ length: 1_000 }, (_, i) => `spk_${i}`))
    expect(problems.join()).toContain('“spk_4” and 995 more have no name')
  })
})

test('leaves out invalid times in JSON, and keeps the words', async () => {
  const { segments, problems } = await read(
    '1.json',
    '[{"text":"One","start":-50.5,"end":2},{"text":"Two","start":1e300},{"text":"Three","start":3,"end":"soon"},{"text":"Four","start":null},{"text":"Five","start":"5"},{"text":"Six","start":1e999}]',
  )
  expect(segments.map(({ text, start, end }) => [text, start, end])).toEqual([
    ['One', undefined, 2],
    ['Two', undefined, undefined],
    ['Three', 3, undefined],
    ['Four', undefined, undefined],
    ['Five', 5, undefined],
    ['Six', undefined, undefined],
  ])
  expect(problems).toEqual([
    '1.json:0 4 segments have an invalid time, so it was left out. Write times in seconds from the start: “12.5”.',
  ])
})

describe('captions', () => {
  test('reads the speakers of WebVTT, even two in one cue', async () => {
    const { segments } = await read(
      '1.vtt',
      'WEBVTT\n\nNOTE\nA remark\n\n1\n00:00:00.000 --> 00:00:04.240 align:start\n<v Ada Lund>Ships &amp; <i>lamps</i>\nover two lines</v>\n\n00:00:05.000 --> 00:00:06.000\n<v Ada>Who?</v> <v Bruno>Me.</v>\n',
    )
    expect(segments).toEqual([
      { speaker: 'Ada Lund', start: 0, end: 4.24, text: 'Ships & lamps over two lines' },
      { speaker: 'Ada', start: 5, end: 6, text: 'Who?' },
      { speaker: 'Bruno', start: 5, end: 6, text: 'Me.' },
    ])
  })

  test('reads speakers before the words in SubRip', async () => {
    const cues = [
      'ADA: Who lit it?',
      'Nobody knows.',
      'Edda Halvorsen: I did.',
      '- ADA: You?\n- Edda Halvorsen: Me,\nwith a wick.',
      'Note: she was four.',
      'ADA:\nQuite: four.',
    ]
    const { segments } = await read(
      '1.srt',
      cues.map((cue, i) => `${i + 1}\n00:00:0${i},000 --> 00:00:0${i + 1},000\n${cue}\n`).join('\n'),
    )
    expect(segments.map(({ speaker, text }) => `${speaker} | ${text}`)).toEqual([
      'ADA | Who lit it?',
      'undefined | Nobody knows.',
      'Edda Halvorsen | I did.',
      'ADA | You?',
      'Edda Halvorsen | Me, with a wick.',
      'undefined | Note: she was four.',
      'ADA | Quite: four.',
    ])
  })

  test('does not take repeated words for a name', async () => {
    const cues = [
      'and so: we go',
      'At 10: we eat',
      'I: no',
      'The Light On The Rock: a tale',
      'Https://a.example',
    ].flatMap(cue => [cue, `${cue} again`])
    const { segments } = await read(
      '1.vtt',
      `WEBVTT\n\n${cues.map((cue, i) => `00:${10 + i}.000 --> 00:${11 + i}.000\n${cue}`).join('\n\n')}\n`,
    )
    expect(segments.map(({ text }) => text)).toEqual(cues)
    expect(segments.every(({ speaker }) => speaker === undefined)).toBe(true)
  })

  test('reports cues that end before they start once per file', async () => {
    const cue = (from: number, to: number): string => `00:00:${from},000 --> 00:00:${to},000\nWords ${from}.\n`
    expect((await read('1.srt', `1\n${cue(20, 10)}\n2\n${cue(30, 30)}`)).problems).toEqual([
      '1.srt:2 This ends before it starts. Check the two times.',
    ])
    expect((await read('1.srt', `1\n${cue(20, 10)}\n2\n${cue(30, 29)}\n3\n${cue(40, 39)}`)).problems).toEqual([
      '1.srt:2 This ends before it starts, and so do 2 more. Check the two times.',
    ])
  })

  test('keeps the words of a cue that ends before it starts', async () => {
    const { segments } = await read(
      '1.vtt',
      'WEBVTT\n\n00:10.000 --> 00:05.000\nBackwards.\n\n00:12.999 --> 00:12.999\nAt once.\n\n00:14.000 --> 00:15.000\nLast.\n',
    )
    expect(segments.map(({ start, text }) => `${start} ${text}`)).toEqual([
      '10 Backwards.',
      '12.999 At once.',
      '14 Last.',
    ])
    expect(segments.every(({ start = 0, end = 0 }) => end > start)).toBe(true)
  })

  test('reports an invalid time with its line', async () => {
    const { segments, problems } = await read(
      '1.vtt',
      'WEBVTT\n\n00:00.000 --> 00:02.000\nFine.\n\nsoon --> 00:05.000\nLost.\n',
    )
    expect(segments.map(({ text }) => text)).toEqual(['Fine.'])
    expect(problems).toEqual([
      '1.vtt:6 This is not a time, so the words below it were left out. Write it as 00:01:02.500 --> 00:01:04.000.',
    ])
  })
})

describe('markdown', () => {
  test('is read without speakers, and reports that', async () => {
    const { segments, problems } = await read('transcripts/1.md', 'Good evening.\n\n**Good** night.\n')
    expect(segments.map(({ text }) => text)).toEqual(['Good evening.', 'Good night.'])
    expect(problems).toEqual([
      'transcripts/1.md:0 This transcript does not say who speaks. Begin each paragraph with its speaker: “**Ada:** …”.',
    ])
  })

  test('has times, and paragraphs that continue', async () => {
    const { segments } = await read(
      'transcripts/1.md',
      '---\ntitle: ignored\n---\n\n**Ada Lund:** \\[00:02\\] Good evening.\n\nAnd welcome.\n\n**Bruno:** \\[01:02:03\\] A lamp \\[laughs\\] is a lamp.\n',
    )
    expect(segments).toEqual([
      { speaker: 'Ada Lund', start: 2, end: 3723, text: 'Good evening.' },
      { speaker: 'Ada Lund', text: 'And welcome.' },
      { speaker: 'Bruno', start: 3723, text: 'A lamp [laughs] is a lamp.' },
    ])
  })

  test('may have no times', async () => {
    const { segments } = await read('_transcripts/1.md', '**Ada**: One.\n\n**Bruno:** Two.\n')
    expect(segments).toEqual([
      { speaker: 'Ada', text: 'One.' },
      { speaker: 'Bruno', text: 'Two.' },
    ])
  })
})

describe('transcription errors', () => {
  type Line = readonly [start: number, end: number, text: string]
  const said = (...lines: readonly Line[]) =>
    read('1.json', JSON.stringify({ segments: lines.map(([start, end, text]) => ({ start, end, text })) }))
  const words = ({ segments }: Awaited<ReturnType<typeof said>>): string[] => segments.map(({ text }) => text)

  test('keeps one word of a silence filled with it', async () => {
    const bye = Array.from({ length: 30 }, (_, i): Line => [10 + i, 11 + i, ' Bye.'])
    const found = await said([0, 5, 'Until next week.'], ...bye)
    expect(words(found)).toEqual(['Until next week.', 'Bye.'])
    expect(found.problems).toEqual([
      '1.json:0 “Bye.” is repeated 30 times in a row at 0:10; only the first was kept. Listen there, and delete what was never said.',
    ])
  })

  test('keeps what people say three times', async () => {
    expect(words(await said([0, 1, 'No.'], [1, 2, 'No.'], [2, 3, 'No.']))).toEqual(['No.', 'No.', 'No.'])
  })

  test('drops a repeated block', async () => {
    const block: readonly Line[] = [
      [0, 3, 'The lens floats on a bath of mercury,'],
      [3, 6, 'so that a single finger can turn four tons of glass.'],
    ]
    const again = block.map(([start, end, text]): Line => [start + 6, end + 6, text])
    const found = await said(...block, ...again, [12, 14, 'And then it was morning.'])
    expect(words(found)).toEqual([...block.map(([, , text]) => text), 'And then it was morning.'])
    expect(found.problems).toEqual([
      '1.json:0 2 segments repeat what was said before at 0:06; that was left out. Listen there, and delete what was never said.',
    ])
  })

  test('drops a stretch that was transcribed twice', async () => {
    const found = await said(
      [0, 10, 'It is worth saying that in recent years the lamps have become more complex'],
      [10, 20, 'just because there are more knobs to turn and more wicks to trim'],
      [20, 30, 'and so we trim them every evening.'],
      [1, 11, 'in recent years the lamps have become more complex, you know,'],
      [11, 19, 'because there are more knobs to turn and more wicks'],
      [31, 40, 'Who trims yours?'],
    )
    expect(words(found)).toHaveLength(4)
    expect(found.problems).toEqual([
      '1.json:0 2 segments go back in time and repeat what was said at 0:01; that was left out. Listen there, and delete what was never said.',
    ])
  })

  test('sorts two tracks that follow each other', async () => {
    const found = await said(
      [0, 2, 'Where are you?'],
      [20, 22, 'Which side?'],
      [10, 12, 'On the rock.'],
      [30, 32, 'The wet one.'],
    )
    expect(words(found)).toEqual(['Where are you?', 'On the rock.', 'Which side?', 'The wet one.'])
    expect(found.problems).toEqual([])
  })

  test('does not reorder words when a clock is off by a second', async () => {
    const found = await said(
      [0, 5, 'First.'],
      [4.2, 9, 'Second.'],
      [3.8, 12, 'Third.'],
      [12, 11, 'Fourth.'],
      [15, 16, 'Fifth.'],
    )
    expect(words(found)).toEqual(['First.', 'Second.', 'Third.', 'Fourth.', 'Fifth.'])
    const starts = found.segments.map(({ start = 0 }) => start)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    expect(found.segments[3]).toEqual({ start: 12, end: 15, text: 'Fourth.' })
    expect(found.problems).toEqual([])
  })

  test('leaves out segments without words, and keeps gaps', async () => {
    expect(words(await said([0, 1, ''], [1, 2, ' '], [2, 3, 'Words.'], [44, 45, 'And more.']))).toEqual([
      'Words.',
      'And more.',
    ])
  })
})
