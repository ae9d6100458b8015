import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import type { Episode, Problem, Show } from '../../src/content/types.ts'
import { folderOf, inWords, recommended, resourcesOf, summaryOf } from './folder.ts'

const fixtures = join(import.meta.dirname, '..', 'fixtures')

function find(show: Show, id: string): Episode {
  const found = show.episodes.find(episode => episode.id === id)
  if (!found) throw new Error(`There is no episode ${id}.`)
  return found
}

describe('a show about lighthouses, with numbers, quotes and lists', () => {
  let show: Show
  let problems: readonly Problem[]
  beforeAll(async () => {
    ;({ show, problems } = await readShow(join(fixtures, 'lighthouse')))
  })

  test('has its name, site, description and synonyms', () => {
    expect(show.name).toBe('Blink')
    expect(show.site).toBe('https://blink.example')
    expect(show.about.map(({ text }) => text)).toEqual([
      'Two retired keepers talk about lighthouses: the lamps, the lenses, the weather, and the people who stayed awake.',
    ])
    expect(show.synonyms).toEqual({ usl: ['unattended signal light'], foghorn: ['fog signal', 'horn'] })
  })

  test('has its episodes oldest first, each with its number as written', () => {
    // 6.10 is not 6.1, 001 is 1, and the second 8 keeps its words under a number of its own.
    expect(show.episodes.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6.1', '6.10', '7', '8', '8-2', '9'])
  })

  test('has links for listening', () => {
    expect(find(show, '1')).toMatchObject({
      title: 'Why do lighthouses blink?',
      slug: 'why-do-lighthouses-blink',
      publishedOn: '2021-03-05',
      links: {
        page: 'https://blink.example/1-why-do-lighthouses-blink/',
        youtube: 'Bl1nk0000_1',
        // The dashes in it do not end the front matter.
        spotify: 'https://podcasters.spotify.com/pod/show/blink/episodes/01--Why-do-lighthouses-blink---e1abcde',
      },
    })
    expect(find(show, '3').links.spotify).toContain('anchor.fm')
    expect(find(show, '6.1').links.youtube).toBe('Bl1nk0006_1')
    expect(find(show, '6.10').links.youtube).toBe('Bl1nk006_10')
    expect(find(show, '4').links.spotify).toBeUndefined()
  })

  test('describes an episode without its sponsor and its list of links', () => {
    expect(summaryOf(find(show, '1'))).toEqual([
      'Every lighthouse has its own rhythm, and sailors know it by heart. Ada and Bruno explain how a keeper once wound a clockwork by hand so that the lens would turn on time.',
      'A light that never blinks is easily taken for a star, a window, or another ship.',
    ])
  })

  test('quotes a list without links, but not code', () => {
    expect(summaryOf(find(show, '4'))).toEqual([
      'A Fresnel lens has a thousand edges, and each of them holds dust. Spirit of wine, a linen cloth, no rings on the fingers.',
      'What the keeper needs:',
      'a linen cloth, washed twice',
      'spirit of wine',
      'patience',
      'This episode is not sponsored, so we can say it plainly: soft soap ruins the glass.',
    ])
  })

  test('quotes a quote that thanks nobody', () => {
    expect(summaryOf(find(show, '7'))).toContain(
      '“The light does not know that you have gone.” — from the last log of Rook Rock',
    )
  })

  test('shows what looks like a tag as text', () => {
    expect(find(show, '4').title).toBe('Cleaning a Fresnel lens 🧽 & other <chores>')
    expect(summaryOf(find(show, '3'))).toContain(
      'Set <signal> to <none> and no horn will sound; write <signal> without quotes and neither will this sentence.',
    )
  })

  test('keeps the words that YAML hides behind a #', () => {
    expect(find(show, '7').title).toBe('Is the keeper #1 dead?')
  })

  test('lists resources in the episode’s own words', () => {
    expect(recommended(find(show, '1'))).toEqual([
      { label: 'The list of lights', url: 'https://lights.example/list' },
      {
        label: 'how to read a light characteristic',
        url: 'https://charts.example/characters#group-flashing',
        context: 'Example of how to read a light characteristic on a chart',
      },
      {
        label: 'winding the clockwork',
        url: 'https://www.bruno.example/clockwork/',
        context: "Bruno's article on winding the clockwork, and his drawings",
      },
      {
        label: 'drawings',
        url: 'https://bruno.example/drawings',
        context: "Bruno's article on winding the clockwork, and his drawings",
      },
      // The sponsor's front door is not a resource, an article of theirs is.
      { label: 'The Wickworks guide to trimming', url: 'https://wickworks.example/guides/trimming' },
      { label: "Ada's channel", url: 'https://www.youtube.com/@ada-keeps-the-light' },
    ])
  })

  test('knows the line of each resource', () => {
    expect(find(show, '1').resources.map(({ line }) => line)).toEqual([19, 20, 21, 21, 22, 23])
  })

  test('finds links in numbered lists, raw HTML, prose, bare and by reference', () => {
    expect(resourcesOf(find(show, '2'))).toEqual([
      "Edda's ledgers, scanned → https://archive.example/edda_(keeper)",
      'A short history of herring → https://fish.example/Herring/',
    ])
    expect(resourcesOf(find(show, '3'))).toEqual([
      'diaphone → https://acoustics.example/diaphone',
      'horns.example/museum → https://horns.example/museum',
      'the old station → https://stations.example/old',
    ])
  })

  test('lists a link once, however it is spelt', () => {
    expect(resourcesOf(find(show, '4'))).toEqual([
      'soft soap → https://soap.example/soft',
      'The lens museum → https://lenses.example/museum',
      'How Fresnel found the shape → https://lenses.example/fresnel',
    ])
  })

  test('does not recommend the profiles of hosts and listeners in passing', () => {
    expect(resourcesOf(find(show, '7'))).toEqual(['the archive → https://archive.example/edda_(keeper)'])
  })

  test('finds linked episodes by path, site and video', () => {
    expect(find(show, '1').references).toEqual(['3'])
    expect(find(show, '5').references).toEqual(['1', '2'])
  })

  test('restores the hours of chapters', () => {
    expect(find(show, '2').chapters).toEqual([
      { start: 0, title: 'Good evening' },
      { start: 754, title: 'The first ledger' },
      { start: 3589, title: 'The storm of the two moons' },
      { start: 3732, title: 'What the last page says' },
    ])
  })

  test('finds every transcript in any place and format', () => {
    const heard = show.episodes.filter(({ segments }) => segments.length > 0)
    expect(heard.map(({ id, segments }) => [id, segments[0]?.speaker, segments[0]?.start])).toEqual([
      ['1', 'Ada', 0],
      ['2', 'Ada Lund', 0],
      ['3', undefined, 0],
      ['4', undefined, 0],
      ['6.1', 'Ada', 0],
      ['7', 'Ada', 2],
    ])
  })

  test('lists every problem with its place and fix, and nothing else', () => {
    expect(problems.map(inWords)).toEqual([
      'episodes/5-letters-with-broken-seals.md:10 The link “The doubled h” has a misspelt https://. Write it as https://post.example/h.',
      'episodes/5-letters-with-broken-seals.md:11 The link “The missing slash” has a misspelt https://. Write it as https://post.example/slash.',
      'episodes/5-letters-with-broken-seals.md:12 The link “Twice https” begins with https:// twice. Write it as https://post.example/twice.',
      'episodes/5-letters-with-broken-seals.md:13 The link “A quote too many” ends with a quotation mark. Write it as https://post.example/quote.',
      'episodes/5-letters-with-broken-seals.md:14 The link “Nothing to see” has an invisible character in it. Write it as https://post.example/zero.',
      'episodes/5-letters-with-broken-seals.md:15 The link “No bracket” has no closing bracket. Write it as https://post.example/bracket.',
      'episodes/5-letters-with-broken-seals.md:17 The link “A blank within” has a space in its URL. Write it as https://post.example/a%20b/c.',
      'episodes/5-letters-with-broken-seals.md:20 The link “An outer inner link” has misplaced brackets. Write it as https://post.example/outer.',
      'episodes/5-letters-with-broken-seals.md:21 The link “Nothing at all” has no URL. Write the whole URL, https://…, or delete the link.',
      'episodes/5-letters-with-broken-seals.md:22 The link “No scheme” has no https://. Write it as https://www.post.example/y.',
      'episodes/5-letters-with-broken-seals.md:23 The link “Nowhere” points to /99-an-episode-we-never-made/, which is not an episode of this show. Write the whole URL, https://…, or the slug of an episode.',
      'episodes/7-is-the-keeper-dead.md:3 YAML takes “#1 dead?” in an unquoted title for a comment. Put the title in double quotes.',
      'episodes/8-storm-petrels.md:1 Episode 8 is already in episodes/8-storm-glass.md, so this one is read as 8-2. Give one of the two another number.',
      'episodes/10-nothing-yet.md:0 The file is empty. Write something in it, or delete it.',
      'transcripts/1.json:0 “Bye.” is repeated 5 times in a row at 1:20; only the first was kept. Listen there, and delete what was never said.',
      'transcripts/002.vtt:14 This ends before it starts. Check the two times.',
      'transcripts/4.json:2 The speaker “spk_0” has no name. Write the names under “speakers”.',
      'transcripts/6.json:0 There is no episode 6, so this was taken for the transcript of episode 6.1. Rename it to 6.1.json.',
      'transcripts/77.vtt:0 This transcript belongs to no episode. Name it after an episode’s number or markdown file, or delete it.',
    ])
    expect(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file)).toEqual([
      'episodes/8-storm-petrels.md',
      'episodes/10-nothing-yet.md',
    ])
  })
})

describe('a show about sourdough, with headings and times in milliseconds', () => {
  let show: Show
  let problems: readonly Problem[]
  beforeAll(async () => {
    ;({ show, problems } = await readShow(join(fixtures, 'sourdough')))
  })

  test('is read without any configuration', () => {
    expect(show.episodes.map(({ id, title, publishedOn }) => `${id} ${title} ${publishedOn}`)).toEqual([
      '1 The First Loaf 2017-07-12',
      '2 Hydration 2017-07-19',
      '3 Rye 2017-07-26',
      '4 The Crumb 2017-08-02',
      '5 Salt 2017-08-09',
      '6 Ovens 2017-08-16',
      '7 Forum night 2017-08-23',
    ])
    expect(find(show, '2').links).toEqual({
      page: 'https://starterpack.example/show/2/hydration',
      youtube: 'Hydr4tion02',
      audio: 'https://traffic.example/starterpack/sp002.mp3',
    })
  })

  test('recommends nested links and sick picks, and neither plugs, socials nor sponsors', () => {
    expect(resourcesOf(find(show, '1'))).toEqual([
      'Oven → https://ovens.example/',
      'ovens.example/manuals → https://ovens.example/manuals',
      "Pim's Profile → https://mastodon.example/@pim",
      "The Baker's Percentage → https://www.Bread.example/percentage/",
      'Bench scraper → https://tools.example/scraper',
      'Scraper video → https://www.youtube.com/watch?v=Scr4per_vid',
      'Danish whisk → https://tools.example/whisk',
      'The other whisk → https://tools.example/whisk-2',
    ])
    expect(find(show, '1').resources[4]?.context).toBe('Mo: Bench scraper')
    // The sponsor's offer is not a resource, its history of milling is.
    expect(resourcesOf(find(show, '2'))).toEqual([
      'the bench → https://tools.example/bench',
      "Flourish's history of milling → https://flourish.example/history",
      'Hydration calculator → https://calc.example/hydration?loaf=1',
    ])
    expect(resourcesOf(find(show, '6'))).toEqual(['Steam → https://steam.example/'])
  })

  test('does not recommend a link that most episodes have', () => {
    expect(show.episodes.flatMap(resourcesOf).filter(one => one.includes('forum'))).toEqual([])
  })

  test('reads times on lines of their own, before a dash, and in items with links below', () => {
    expect(find(show, '2').chapters).toEqual([
      { start: 135, title: 'What does 80% hydration even mean?' },
      { start: 228, title: 'Why the dough sticks to the bench' },
      { start: 3550, title: 'Questions' },
      { start: 3690, title: 'The last crumb' },
    ])
    expect(find(show, '3').chapters.map(({ start, title }) => `${start} ${title}`)).toEqual([
      '0 Welcome',
      '44 Brought to you by Flourish.',
      '342 The rye belt',
      '370 Pentosans',
    ])
    expect(resourcesOf(find(show, '3'))).toEqual([
      'rye belt → https://maps.example/rye-belt',
      'Pumpernickel → https://rye.example/pumpernickel',
      'Borodinsky → https://rye.example/borodinsky',
    ])
  })

  test('keeps the heading above each paragraph', () => {
    expect(find(show, '2').summary).toEqual([
      { text: 'How wet is wet? Mo and Tilda pour water until something gives.', line: 9 },
      { text: 'What does 80% hydration even mean?', heading: 'Show Notes', line: 19 },
      { text: 'Wet your hands, not the dough', heading: 'Show Notes', line: 24 },
    ])
  })

  test('recognizes its own episodes by URL', () => {
    expect(find(show, '4').references).toEqual(['2'])
  })

  test('has one problem, an invalid time', () => {
    expect(problems.map(inWords)).toEqual([
      'shows/003 - Rye.md:13 12:75 is not a time. Write it as minutes:seconds or hours:minutes:seconds.',
    ])
  })
})

test('counts up to one total while it reads, whatever belongs to no episode', async () => {
  const episodes = Array.from({ length: 40 }, (_, n) => [
    `${n + 1}.md`,
    `---\nepisode: ${n + 1}\ntitle: On tides\n---\n`,
  ])
  const transcripts = Array.from({ length: 90 }, (_, n) => [`transcripts/${n + 21}.txt`, 'Anna: The tide is out.\n'])
  const files = { ...Object.fromEntries([...episodes, ...transcripts]), 'show.md': '# On tides\n', 'readme.rst': 'x' }
  const steps: (readonly [done: number, of: number])[] = []
  const { show } = await readShow(await folderOf(files), { onRead: (...step) => steps.push(step) })
  expect(show.episodes.filter(({ segments }) => segments.length > 0)).toHaveLength(20)
  expect(new Set(steps.map(([, of]) => of))).toEqual(new Set([131]))
  const done = steps.map(([step]) => step)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  expect(done.at(-1)).toBe(131)
})
