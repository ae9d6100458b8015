import { describe, expect, test } from 'vitest'
import { cleanLink, linkKey, listenAt } from '../../src/content/links.ts'
import { readFiles, readNotes, resourcesOf } from './folder.ts'

describe('one link in several spellings', () => {
  test.each([
    'http://example.com/Guide',
    'https://www.example.com/guide/',
    'https://EXAMPLE.com/guide?utm_source=show&utm_medium=notes',
    'https://example.com/guide/?gclid=1#',
    'https://example.com:443/guide',
  ])('%s', url => {
    expect(linkKey(url)).toBe(linkKey('https://example.com/guide'))
  })

  test('tells a line of code, a page of a list and another video apart', () => {
    expect(linkKey('https://example.com/a.rs#L214')).not.toBe(linkKey('https://example.com/a.rs'))
    expect(linkKey('https://example.com/?page=2')).not.toBe(linkKey('https://example.com/?page=3'))
    expect(linkKey('https://youtu.be/dQw4w9WgXcQ?si=x')).toBe(linkKey('https://www.youtube.com/watch?v=dQw4w9WgXcQ'))
    expect(linkKey('https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1')).not.toBe(
      linkKey('https://youtu.be/dQw4w9WgXcQ'),
    )
  })
})

test('shows a link as written, without tracking parameters', () => {
  expect(cleanLink('https://www.example.com/a/?utm_source=x&b=2&a=1&si=y#part')).toBe(
    'https://www.example.com/a/?b=2&a=1#part',
  )
  expect(cleanLink('http://Example.com/A%20b/?q=C+D')).toBe('http://Example.com/A%20b/?q=C+D')
})

test('links to the second', () => {
  const youtube = 'dQw4w9WgXcQ'
  expect(listenAt({ youtube, audio: 'https://a.example/1.mp3' }, 316.9)).toBe('https://youtu.be/dQw4w9WgXcQ?t=316')
  expect(listenAt({ youtube })).toBe('https://youtu.be/dQw4w9WgXcQ')
  expect(listenAt({ audio: 'https://a.example/1.mp3', page: 'https://a.example/1' }, 75)).toBe(
    'https://a.example/1.mp3#t=75',
  )
  expect(listenAt({ spotify: 'https://open.spotify.com/episode/x' }, 75)).toBe('https://open.spotify.com/episode/x')
  expect(listenAt({}, 75)).toBeUndefined()
})

describe('links as people really write them', () => {
  test.each([
    ['[A](https//a.example/x)', 'https://a.example/x'],
    ['[A](http:/a.example)', 'http://a.example'],
    ['[A](ttps://a.example)', 'https://a.example'],
    ['[A](htps://a.example)', 'https://a.example'],
    ['[A](//a.example/x)', 'https://a.example/x'],
    ['[A](a.example/x)', 'https://a.example/x'],
    ['[A](http://https://a.example/x)', 'https://a.example/x'],
    ['[A] (https://a.example/x)', 'https://a.example/x'],
    ['[A](https://a.example/x stray words) and on', 'https://a.example/x'],
    ['<a href="https://a.example/x&quot;">A</a>', 'https://a.example/x'],
  ])('repairs %s and says what is wrong', async (written, url) => {
    const { episode, problems } = await readNotes(`\n- ${written}\n`)
    expect(resourcesOf(episode)).toEqual([`A → ${url}`])
    expect(problems).toEqual([expect.stringMatching(/^1\.md:6 The link “A” .+\. Write it as .+\.$/)])
  })

  test.each([
    ['[A]( https://a.example/x )', 'https://a.example/x'],
    ['[A](<https://a.example/x>)', 'https://a.example/x'],
    ['[A](https://a.example/x "A title")', 'https://a.example/x'],
    ['[A](https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['[**A**](https://a.example/x)', 'https://a.example/x'],
    ['[![A](https://a.example/pic.png)](https://a.example/x)', 'https://a.example/x'],
    ["<a class='b' href='https://a.example/x'>A</a>", 'https://a.example/x'],
    ['A: https://a.example/x', 'https://a.example/x'],
    ['A: www.a.example/x', 'http://www.a.example/x'],
  ])('accepts %s', async (written, url) => {
    const { episode, problems } = await readNotes(`\n- ${written}\n`)
    expect(resourcesOf(episode)).toEqual([`A → ${url}`])
    expect(problems).toEqual([])
  })

  test('ignores links within the page', async () => {
    const { episode, problems } = await readNotes(
      '\n- [Back to the top](#top)\n- [Write to us](mailto:us@show.example)\n- us@show.example\n- ![A picture](https://show.example/picture.png)\n',
    )
    expect(resourcesOf(episode)).toEqual([])
    expect(problems).toEqual([])
  })

  test('leaves out unusable links, and reports them', async () => {
    const { episode, problems } = await readNotes(
      '\n- [A](https://)\n- [B]( )\n- [C](notes/c.md)\n- [D](javascript://d.example/%0aalert(1))\n',
    )
    expect(resourcesOf(episode)).toEqual([])
    expect(problems.map(problem => problem.slice(0, 24))).toEqual([
      '1.md:6 The link “A” has ',
      '1.md:7 The link “B” has ',
      '1.md:8 The link “C” poin',
      '1.md:9 The link “D” has ',
    ])
  })
})

test('drops only the link with a tab or line end in its host', async () => {
  const { episode, problems } = await readNotes(
    '\n- [A](<https://exa\tmple.io/y>)\n- <a href="https://exa&#10;mple.io">B</a>\n- [C](<https://example.io/a\tb>)\n- [D](https://www.constructor/d)\n',
  )
  expect(resourcesOf(episode)).toEqual(['C → https://example.io/a%20b', 'D → https://www.constructor/d'])
  expect(problems.map(problem => problem.slice(0, 45))).toEqual([
    '1.md:6 The link “A” has an invalid URL. Write',
    '1.md:7 The link “B” has an invalid URL. Write',
  ])
})

describe('links to the show’s own episodes', () => {
  const episode = (id: string, title: string, rest = '', body = ''): string =>
    `---\nepisode: ${id}\ntitle: ${title}\n${rest}---\n\n${body}\n`

  test.each([
    ['/2-the-second-lamp/'],
    ['/episodes/2'],
    ['../002-the-second-lamp.md'],
    ['/the-second-lamp'],
    ['/2-an-older-title/'],
    ['https://lamps.example/2-the-second-lamp'],
    ['https://www.lamps.example/show/2/the-second-lamp?utm_source=x#top'],
    ['https://youtu.be/dQw4w9WgXcQ?t=10'],
  ])('%s is episode 2', async url => {
    const { show, problems } = await readFiles({
      'show.md': '---\nname: Lamps\nsite: https://lamps.example\n---\n',
      '1.md': episode('1', 'The first lamp', '', `See [the other one](${url}).`),
      '2.md': episode('2', 'The second lamp', 'youtube_id: dQw4w9WgXcQ\n'),
    })
    expect(show.episodes[0]?.references).toEqual(['2'])
    expect(show.episodes[0]?.resources).toEqual([])
    expect(problems).toEqual([])
  })

  test('recognizes the site without show.md once two episodes are linked there', async () => {
    const { show } = await readFiles({
      '1.md': episode(
        '1',
        'The first lamp',
        '',
        '- [b](https://lamps.example/2-the-second-lamp/)\n- [c](https://lamps.example/2)',
      ),
      '2.md': episode('2', 'The second lamp', '', '- [a](https://lamps.example/1-the-first-lamp)'),
      '3.md': episode(
        '3',
        'The third lamp',
        '',
        '- [Their episode 2](https://other.example/2)\n- [Home](https://lamps.example/)',
      ),
    })
    expect(show.episodes.map(({ references }) => references)).toEqual([['2'], ['1'], []])
    expect(show.episodes.map(resourcesOf)).toEqual([[], [], ['Their episode 2 → https://other.example/2']])
  })

  test('does not take an article with the same title for the site', async () => {
    const { show } = await readFiles({
      '1.md': episode('1', 'The first lamp', '', '- [An article](https://blog.example/the-second-lamp)'),
      '2.md': episode('2', 'The second lamp'),
    })
    expect(show.episodes[0]?.references).toEqual([])
    expect(show.episodes[0] && resourcesOf(show.episodes[0])).toEqual([
      'An article → https://blog.example/the-second-lamp',
    ])
  })

  test('does not take a playlist for the episode it begins with', async () => {
    const url = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1'
    const { show } = await readFiles({
      '1.md': episode('1', 'The first lamp', '', `- [All lamps](${url})`),
      '2.md': episode('2', 'The second lamp', 'youtube_id: dQw4w9WgXcQ\n'),
    })
    expect(show.episodes[0] && resourcesOf(show.episodes[0])).toEqual([`All lamps → ${url}`])
  })
})
