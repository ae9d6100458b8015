import { describe, expect, test } from 'vitest'
import { readFiles, readNotes, recommended, resourcesOf, summaryOf } from './folder.ts'

describe('sponsors', () => {
  test.each([
    '> Thanks to [Glow](https://glow.example) for powering yet another episode.',
    '> We would like to offer our deepest gratitude to our noble sponsor, [Glow](https://glow.example/).',
    '> [Glow](https://glow.example) is the company that makes this show possible.',
    '> **Glow**\n>\n> Use the code LAMP at [glow.example](https://glow.example/lamp).',
    'This episode of Lamps is kindly sponsored by [Glow](https://glow.example).',
    'Sponsored by [Glow](https://glow.example).',
    'Today’s sponsor is [Glow](https://glow.example): better light.',
    '## Glow - Sponsor\n\nA free lamp at [glow.example/lamps](https://glow.example/lamps).',
    '### Sponsors\n\n- [Glow](https://glow.example)\n- [Shine](https://shine.example)',
    '**Sponsor**\n\n[Glow](https://glow.example)',
    '- 0:44 Brought to you by [Glow](https://glow.example)',
  ])('neither quotes nor recommends %j', async written => {
    const { episode } = await readNotes(`\nWhat we say.\n\n${written}\n`)
    expect(summaryOf(episode)).toEqual(['What we say.'])
    expect(resourcesOf(episode)).toEqual([])
  })

  test.each([
    'This episode is not sponsored by [Glow](https://glow.example).',
    'The engine of the boat is powered by [Glow](https://glow.example).',
    'How the city came to sponsor [Glow](https://glow.example) is a long story.',
    '## How we found a sponsor\n\nWe asked [Glow](https://glow.example).',
    '> “Light is made by [Glow](https://glow.example), darkness by everyone.”',
  ])('keeps %j, which is about a sponsor and not by one', async written => {
    const { episode } = await readNotes(`\n${written}\n`)
    expect(resourcesOf(episode)).toEqual(['Glow → https://glow.example'])
    expect(summaryOf(episode)).toHaveLength(1)
  })

  test('recognizes a sponsor that is thanked in other words elsewhere', async () => {
    const { show } = await readFiles({
      '1.md': '---\nepisode: 1\ntitle: One\n---\n\n> Lamps is sponsored by [Glow](https://glow.example).\n',
      '2.md':
        '---\nepisode: 2\ntitle: Two\n---\n\n> All hail [Glow](http://www.glow.example/), bringer of light.\n\n- [An article of theirs](https://glow.example/articles/wicks)\n',
    })
    expect(show.episodes.map(summaryOf)).toEqual([[], []])
    expect(show.episodes.map(resourcesOf)).toEqual([[], ['An article of theirs → https://glow.example/articles/wicks']])
  })

  test('can be named in show.md', async () => {
    const { show } = await readFiles({
      'show.md': '---\nname: Lamps\nsponsors: [Glow & Sons]\n---\n',
      '1.md': '---\nepisode: 1\ntitle: One\n---\n\n> Glow & Sons, since 1880: [glow.example](https://glow.example).\n',
    })
    expect(show.episodes.map(summaryOf)).toEqual([[]])
    expect(show.episodes.map(resourcesOf)).toEqual([[]])
  })
})

test('is a resource only in a list if show.md names it', async () => {
  const { show } = await readFiles({
    'show.md': '---\nname: Lamps\nsponsors: [Glow & Sons, wick.example, Example]\n---\n',
    '1.md': `---\nepisode: 1\ntitle: One\n---

We met at [the mill](https://www.glow-sons.example/mill), where [Glow & Sons](https://a.example) store oil, near
[a museum](https://museum.example), a [lamp of ours](https://lamp.glow-sons.example), and read [of wicks](http://wick.example/x) and [glow worms](https://worms.example).

- [Glow & Sons: a history](https://glow-sons.example/history)
- [A map](https://map.example)
`,
  })
  expect(show.episodes.map(resourcesOf)).toEqual([
    [
      'a museum → https://museum.example',
      'lamp of ours → https://lamp.glow-sons.example',
      'glow worms → https://worms.example',
      'Glow & Sons: a history → https://glow-sons.example/history',
      'A map → https://map.example',
    ],
  ])
})

describe('plugs and socials', () => {
  test.each([
    'Shameless Plugs',
    'SHAMELESSSSS PLUGS',
    'Hit us up on Socials!',
    'Tweet us your tasty treats!',
    'Follow us',
    'Find us online',
    'Get in touch',
    'Where to find us',
    'Our social media',
    'Connect with us',
    'Twitter',
  ])('recommends nothing below “%s”', async heading => {
    const { episode } = await readNotes(`\n## ${heading}\n\nMo: [X](https://x.com/mo) [Shop](https://mo.example)\n`)
    expect(resourcesOf(episode)).toEqual([])
    expect(summaryOf(episode)).toEqual([])
  })

  test.each(['Social networks of bees', 'Plug sockets of the world', 'Follow the money', 'Twitter and its bots'])(
    '“%s” is a subject',
    async heading => {
      const { episode } = await readNotes(`\n## ${heading}\n\nAs told in [a book](https://books.example/1).\n`)
      expect(resourcesOf(episode)).toEqual(['a book → https://books.example/1'])
    },
  )

  test('ends a section at the next heading of its level', async () => {
    const { episode } = await readNotes(
      '\n## Shameless Plugs\n\n### [My course](https://course.example)\n\nThirty days.\n\n## Links\n\n- [A](https://a.example)\n',
    )
    expect(resourcesOf(episode)).toEqual(['A → https://a.example'])
    expect(summaryOf(episode)).toEqual([])
  })

  test.each([
    'Sick Picks',
    'SIIIIICK PIIIICKS',
    '××× SIIIIICK ××× PIIIICKS ×××',
    'Sick Picks!',
    '🔥 Sick picks',
    'Show Notes',
    'Links',
    'Resources',
    'Further reading',
    'Mentioned in this episode',
  ])('recommends even profiles below “%s”', async heading => {
    const { episode } = await readNotes(`\n## ${heading}\n\nWes: [Ada](https://twitter.com/ada)\n`)
    expect(resourcesOf(episode)).toEqual(['Ada → https://twitter.com/ada'])
  })

  test.each([
    'https://twitter.com/ada',
    'https://www.linkedin.com/in/ada-lund/',
    'https://bsky.app/profile/ada.example',
    'https://www.threads.net/@ada',
    'https://mastodon.example/@ada',
    'https://www.youtube.com/@ada',
  ])('takes %s in a sentence for a person', async url => {
    const { episode } = await readNotes(`\nThanks to [Ada](${url}) for the question.\n`)
    expect(resourcesOf(episode)).toEqual([])
    expect(summaryOf(episode)).toEqual(['Thanks to Ada for the question.'])
  })

  test.each([
    'https://twitter.com/ada/status/1158758917515763712',
    'https://github.com/ada',
    'https://youtu.be/dQw4w9WgXcQ',
  ])('takes %s in a sentence for a resource', async url => {
    const { episode } = await readNotes(`\nAs Ada [once said](${url}).\n`)
    expect(resourcesOf(episode)).toEqual([`once said → ${url}`])
  })
})

describe('the description', () => {
  test.each([
    'In this episode, we mentioned the following resources:',
    'In this episode, we mentioned the following resources.',
    'Some of the resources we mentioned:',
    'Verily, in this episode, we hath made mention of the following resources:',
    'Links',
  ])('leaves out “%s” with the list it introduces', async lead => {
    const { episode } = await readNotes(`\nLamps, and who lit them.\n\n${lead}\n\n- [A](https://a.example)\n`)
    expect(summaryOf(episode)).toEqual(['Lamps, and who lit them.'])
  })

  test('leaves out only the sentence that introduces a list', async () => {
    const { episode } = await readNotes('\nLamps went out in 1902. Here are the links:\n- [A](https://a.example)\n')
    expect(summaryOf(episode)).toEqual(['Lamps went out in 1902.'])
  })

  test('quotes a sentence with a link, and keeps it as the link’s context', async () => {
    const { episode } = await readNotes('\nIt was dark. Then [electric light](https://a.example) came. Nobody slept.\n')
    expect(summaryOf(episode)).toEqual(['It was dark. Then electric light came. Nobody slept.'])
    expect(recommended(episode)).toEqual([
      { label: 'electric light', url: 'https://a.example', context: 'Then electric light came.' },
    ])
  })

  test('leaves out an item that only heads a list of links', async () => {
    const { episode } = await readNotes(
      '\nLamps.\n\n- Books\n  - [Wicks](https://a.example)\n  - Soot: https://b.example\n- [Shop](https://c.example)\n',
    )
    expect(summaryOf(episode)).toEqual(['Lamps.'])
    expect(recommended(episode)).toEqual([
      { label: 'Wicks', url: 'https://a.example', context: 'Books: Wicks' },
      { label: 'Soot', url: 'https://b.example', context: 'Books: Soot' },
      { label: 'Shop', url: 'https://c.example' },
    ])
  })

  test.each([
    ['Nobody slept that night.', '[Why](https://a.example)'],
    ['The keeper', 'trimmed [the wick](https://a.example)\n  - slept\n  - ate'],
    ['How a keeper came to live on a rock for all of thirty-one years', '[The ledger](https://a.example)'],
  ])('quotes “%s” above a list', async (above, below) => {
    const { episode } = await readNotes(`\n- ${above}\n  - ${below}\n`)
    expect(summaryOf(episode)).toContain(above)
  })

  test.each([
    ['Soot: https://a.example/x', 'Soot', undefined],
    ['Soot (https://a.example/x).', 'Soot', undefined],
    ['https://a.example/x - Soot', 'Soot', undefined],
    ['https://a.example/x', 'a.example/x', undefined],
    [`${'Soot '.repeat(20)}- https://a.example/x`, 'a.example/x', 'Soot '.repeat(20).trim()],
  ])('does not repeat the URL in the context of “%s”', async (bullet, label, context) => {
    const { episode } = await readNotes(`\n- ${bullet}\n`)
    expect(recommended(episode)).toEqual([{ url: 'https://a.example/x', label, ...(context && { context }) }])
  })

  test('reads tables, footnotes and blocks of HTML', async () => {
    const { episode, problems } = await readNotes(`
A claim.[^1]

| Lamp | Where |
| --- | --- |
| [Argand](https://argand.example) | Paris |

<p>Raw <b>words</b> with <a href="https://raw.example">a link</a>.</p>

<!-- A remark to ourselves. -->

[^1]: See [the proof](https://proof.example).
`)
    expect(resourcesOf(episode)).toEqual([
      'Argand → https://argand.example',
      'a link → https://raw.example',
      'the proof → https://proof.example',
    ])
    expect(summaryOf(episode)).toContain('A claim.')
    expect(summaryOf(episode)).toContain('Raw words with a link.')
    expect(summaryOf(episode).join()).not.toContain('remark')
    expect(problems).toEqual([])
  })

  test('takes a single tag for text, and a pair for markup', async () => {
    const { episode } = await readNotes('\nWrite\n\n<model>\n\nor <time> here, <b>boldly</b>.\n')
    expect(summaryOf(episode)).toEqual(['Write', '<model>', 'or <time> here, boldly.'])
  })

  test('accepts an episode without text', async () => {
    const { episode, problems } = await readNotes('')
    expect(episode).toMatchObject({ summary: [], resources: [], chapters: [], references: [], segments: [] })
    expect(problems).toEqual([])
  })
})

describe('a link in most episodes', () => {
  const episodes = (count: number, linked: number) =>
    readFiles(
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `${i + 1}.md`,
          `---\nepisode: ${i + 1}\ntitle: T${i}\n---\n\n${i < linked ? '- [Shop](https://shop.example)' : ''}\n`,
        ]),
      ),
    )

  test('is left out in three of five episodes, but not in two of five or with four episodes', async () => {
    const shops = async (count: number, linked: number): Promise<number> =>
      (await episodes(count, linked)).show.episodes.flatMap(resourcesOf).length
    expect(await shops(5, 3)).toBe(0)
    expect(await shops(5, 2)).toBe(2)
    expect(await shops(4, 4)).toBe(4)
  })
})
