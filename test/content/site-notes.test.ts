import { describe, expect, test } from 'vitest'
import { readFiles, readNotes, resourcesOf, summaryOf } from './folder.ts'

const prismsAndOil = [
  { start: 86, title: 'Prisms' },
  { start: 150, title: 'Oil' },
]

describe('chapters are read, and are no prose', () => {
  test.each([
    '- [@01:26] - Prisms\n- [@02:30] - Oil',
    '@01:26 Prisms\n@02:30 Oil',
    '**01:26** Prisms\n\n**02:30** Oil',
    '`01:26` Prisms\n`02:30` Oil',
    '<b>01:26</b> Prisms<br>\n<b>02:30</b> Oil<br>',
    '1. 01:26 Prisms\n2. 02:30 Oil',
    '- 01:26: Prisms\n- 02:30: Oil',
    '### 01:26 Prisms\n\n### 02:30 Oil',
    '| Time | Topic |\n| --- | --- |\n| 01:26 | Prisms |\n| 02:30 | Oil |',
    '⏱ 01:26 Prisms\n⏱ 02:30 Oil',
    '▶ 01:26 – Prisms\n▶ 02:30 – Oil',
    '00:01:26.500 Prisms\n00:02:30.000 Oil',
    '01:26-02:30 Prisms\n02:30-03:00 Oil',
    '01:26 – 02:30: Prisms\n02:30 – 03:00: Oil',
    '1m26s Prisms\n2m30s Oil',
    'Prisms (01:26)\nOil (02:30)',
    '- Prisms [01:26]\n- Oil [02:30]',
    'Prisms – 01:26\nOil – 02:30',
  ])('%j', async notes => {
    const { episode } = await readNotes(`Two keepers talk.\n\n${notes}\n`)
    expect(episode.chapters).toEqual(prismsAndOil)
    expect(summaryOf(episode)).toEqual(['Two keepers talk.'])
  })

  test.each([
    '["01:26 Prisms", "02:30 Oil"]',
    '\n  - 01:26: Prisms\n  - 02:30: Oil',
    '\n  "01:26": Prisms\n  "02:30": Oil',
    '\n  - { time: "00:01:26.000", title: Prisms }\n  - { time: "2:30", name: Oil }',
    '\n  - { start: 86, title: Prisms }\n  - { startTime: 150, title: Oil }',
    '|\n  01:26 Prisms\n  02:30 Oil',
  ])('in front matter: %j', async chapters => {
    const { show } = await readFiles({ '1.md': `---\nepisode: 1\ntitle: One\nchapters: ${chapters}\n---\nWords.\n` })
    expect(show.episodes[0]?.chapters).toEqual(prismsAndOil)
  })

  test.each([
    'We met at the pier (10:30).',
    '10:30 is when the bakers arrive.',
    '**Note** that 10:30 is early.',
    '- The long night (45:10)\n- The short day (12:20)',
    '- [A talk about oil](https://talks.example/oil) (45:10)\n- [Another](https://talks.example/2) (46:10)',
  ])('but not %j', async notes => {
    expect((await readNotes(notes)).episode.chapters).toEqual([])
  })
})

describe('tags of site generators are not shown', () => {
  test.each([
    ['Before {{< youtube dQw4w9WgXcQ >}} after.', ['Before after.']],
    ['{{% notice tip %}}\nInner words.\n{{% /notice %}}', ['Inner words.']],
    ['{{< figure src="https://a.example/a.png" caption="A lamp" >}}\n\nWords.', ['Words.']],
    ['{% include player.html id="3" %}\n\nWords.', ['Words.']],
    ['{% comment %}\nNot yet.\n{% endcomment %}\nWords by {{ page.author }} alone.', ['Words by alone.']],
    ['{# a remark #}Words.', ['Words.']],
    ['{% highlight js %}\nconst x = 1\n{% endhighlight %}\n\nWords.', ['Words.']],
    ['* toc\n{:toc}\n\nWords.\n{: .lead}', ['Words.']],
    ['A [[Fresnel lens]], a [[Lamp oil|lamp]], and ![[picture.png]].', ['A Fresnel lens, a lamp, and .']],
    ['import Player from "../Player.astro"\n\nWords.\n\n<Player id="1" />', ['Words.']],
    ['::: tip\nWords.\n:::', ['Words.']],
  ])('%j', async (notes, summary) => {
    const { episode, problems } = await readNotes(notes)
    expect(summaryOf(episode)).toEqual(summary)
    expect(episode.resources).toEqual([])
    expect(problems).toEqual([])
  })

  test.each([
    'In a template, write `{{ name }}` and `{% if %}`.',
    'Set <signal> to <none>, {a} to {b}, and [the rest] to 0.',
    'The <Suspense> component waits.',
  ])('but what is meant as it is stays: %j', async notes => {
    expect(summaryOf((await readNotes(notes)).episode)).toEqual([notes.replaceAll('`', '')])
  })

  test('attributes do not spoil a link, and lines keep their numbers', async () => {
    const { episode } = await readNotes(
      '{% include a.html\n   b="c" %}\n\n[The lens](https://lens.example/x){:target="_blank"}',
    )
    expect(episode.resources).toEqual([{ label: 'The lens', url: 'https://lens.example/x', line: 8 }])
  })
})

test.each([
  '[👍](https://vote.example/1/up) [👎](https://vote.example/1/down)',
  '[Download episode](https://cdn.example/1.mp3)',
  '[Transcript](https://show.example/1.vtt)',
  '## Tags\n\n- [fog](https://show.example/tags/fog)\n- [bells](https://show.example/tags/bells)',
  'Tags: [fog](/tags/fog), [bells](/tags/bells)',
  'Schlagwörter: [Nebel](https://show.example/nebel)',
  'Gib uns [Feedback](https://horn.example/sag-was)!',
  '[Envíanos tus comentarios](https://docs.google.com/forms/d/e/x/viewform)',
  '- [Sag uns die Meinung](https://forms.gle/abc)',
  '[Edit this page](https://github.com/acme/show/edit/main/1.md)',
])('%j is no resource', async notes => {
  const { episode, problems } = await readNotes(`Words about fog.\n\n${notes}\n`)
  expect(episode.resources).toEqual([])
  expect(problems).toEqual([])
})

test('an article about feedback is a resource', async () => {
  const { episode } = await readNotes(
    '- [Feedback loops in fog horns](https://horns.example/loops)\n- [Tags and how to keep them](https://tags.example/keep)\n',
  )
  expect(resourcesOf(episode)).toHaveLength(2)
})

test('the episode’s own page and recording are no resources', async () => {
  const { show } = await readFiles({
    '1.md':
      '---\nepisode: 1\ntitle: One\nurl: https://blink.example/one\n---\nFog. [Read on](https://blink.example/one/?utm_source=x)\n',
  })
  expect(show.episodes.flatMap(resourcesOf)).toEqual([])
})
