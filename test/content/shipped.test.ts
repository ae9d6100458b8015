import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { inWords, readFiles, resourcesOf } from './folder.ts'

test('the show that ships has its episode, its links and no sponsor', async () => {
  const { show, problems } = await readShow(join(import.meta.dirname, '..', '..', 'content'))
  expect(problems).toEqual([])
  expect(show.name).toBe('AWS Bites')
  const [episode, ...others] = show.episodes
  expect(others).toEqual([])
  expect(episode).toMatchObject({
    id: '64',
    title: 'How do you write Lambda Functions in Rust?',
    publishedOn: '2023-01-20',
    links: {
      page: 'https://awsbites.com/64-how-do-you-write-lambda-functions-in-rust/',
      youtube: 'HZLEIWcFJy8',
      spotify:
        'https://podcasters.spotify.com/pod/show/aws-bites/episodes/64--How-do-you-write-Lambda-Functions-in-Rust-e1tkluh',
    },
  })
  const resources = episode ? resourcesOf(episode) : []
  expect(resources).toHaveLength(14)
  expect(resources).toContain('Rustup tool to install the Rust toolchain → https://rustup.rs/')
  expect(resources.join()).not.toContain('fourtheorem')
})

test('names a show after its folder if show.md has problems', async () => {
  const { show, problems } = await readFiles({
    'show.md': '---\nsite: my site\nepisode_url: /{id}\nsynonyms:\n  K8s: Kubernetes, kube\n  many: [One, Two]\n---\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(show.name).toMatch(/^show-/)
  expect(show.site).toBeUndefined()
  expect(show.synonyms).toEqual({ k8s: ['kubernetes', 'kube'], many: ['one', 'two'] })
  expect(show.episodes[0]?.links).toEqual({})
  expect(problems.map(inWords)).toEqual([
    'show.md:2 “my site” is not a URL. Write the whole URL, https://…',
    'show.md:3 “/{id}” is not a URL. Write the whole URL, https://…',
  ])
})

test('reports every unknown field in show.md', async () => {
  const { problems } = await readFiles({
    'show.md': '---\nnam: Lamps\nsponsers: Glow\ncolour: red\n---\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(problems.map(inWords)).toEqual([
    'show.md:2 The field “nam” is unknown. Did you mean “name”?',
    'show.md:3 The field “sponsers” is unknown. Did you mean “sponsors”?',
    'show.md:4 The field “colour” is unknown. The known fields are name, site, episode_url, hosts, language, image, source, synonyms, sponsors.',
  ])
})

test.each([
  [
    'synonyms: 5',
    'show.md:2 The synonyms are not pairs of a word and its meaning. Write one per line: “  k8s: kubernetes”.',
  ],
  [
    'synonyms: [a, b]',
    'show.md:2 The synonyms are not pairs of a word and its meaning. Write one per line: “  k8s: kubernetes”.',
  ],
  ['synonyms:\n  a: b\n  ddb:\n    x: y', 'show.md:4 “ddb” has no synonyms. Write them as “ddb: one, another”.'],
  ['synonyms:\n  ddb:', 'show.md:3 “ddb” has no synonyms. Write them as “ddb: one, another”.'],
  ['sponsors:\n  one: Glow', 'show.md:2 The sponsors are not a list of names. Write them as “sponsors: One, Another”.'],
  ['name: [Lamps]', 'show.md:2 “name” is not text. Write it as “name: …”, on one line.'],
  [
    'episode_url: https://lamps.example/{num}',
    'show.md:2 “{num}” is unknown. Use {id} for an episode’s number and {slug} for the last part of its URL.',
  ],
])('reports %j in show.md with its line', async (written, problem) => {
  const { show, problems } = await readFiles({
    'show.md': `---\n${written}\n---\n`,
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(problems.map(inWords)).toEqual([problem])
  expect(show.episodes[0]?.links).toEqual({})
})

test('accepts empty fields in show.md, and synonyms of several words', async () => {
  const { show, problems } = await readFiles({
    'show.md': '---\nname: Lamps\nsite:\nsponsors:\nsynonyms:\n  Cold Start: slow first call\n---\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(show.synonyms).toEqual({ 'cold start': ['slow first call'] })
  expect(problems).toEqual([])
})
