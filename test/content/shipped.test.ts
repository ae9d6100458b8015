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

test('a show.md with faults says so, and the show goes by the name of its folder', async () => {
  const { show, problems } = await readFiles({
    'show.md': '---\nsite: my site\nepisode_url: /{id}\nsynonyms:\n  K8s: Kubernetes, kube\n  many: [One, Two]\n---\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(show.name).toMatch(/^show-/)
  expect(show.site).toBeUndefined()
  expect(show.synonyms).toEqual({ k8s: ['kubernetes', 'kube'], many: ['one', 'two'] })
  expect(show.episodes[0]?.links).toEqual({})
  expect(problems.map(inWords)).toEqual([
    'show.md:2 “my site” is not an address. Write the whole of it, https://…',
    'show.md:3 “/{id}” is not an address. Write the whole of it, https://…',
  ])
})

test('show.md is read by nobody else, so each field that is not known is a slip', async () => {
  const { problems } = await readFiles({
    'show.md': '---\nnam: Lamps\nsponsers: Glow\nlanguage: en\n---\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(problems.map(inWords)).toEqual([
    'show.md:2 The field “nam” is not known. Did you mean “name”?',
    'show.md:3 The field “sponsers” is not known. Did you mean “sponsors”?',
    'show.md:4 The field “language” is not known. Those that are: name, site, episode_url, synonyms, sponsors.',
  ])
})

test.each([
  [
    'synonyms: 5',
    'show.md:2 The synonyms are not words, each with its meaning. Write one a line: “  k8s: kubernetes”.',
  ],
  [
    'synonyms: [a, b]',
    'show.md:2 The synonyms are not words, each with its meaning. Write one a line: “  k8s: kubernetes”.',
  ],
  ['synonyms:\n  a: b\n  ddb:\n    x: y', 'show.md:4 “ddb” has no other words. Write them as “ddb: one, another”.'],
  ['synonyms:\n  ddb:', 'show.md:3 “ddb” has no other words. Write them as “ddb: one, another”.'],
  ['sponsors:\n  one: Glow', 'show.md:2 The sponsors are not a list of names. Write them as “sponsors: One, Another”.'],
  ['name: [Lamps]', 'show.md:2 “name” has no text. Write it as “name: …”, on one line.'],
  [
    'episode_url: https://lamps.example/{num}',
    'show.md:2 “{num}” stands for nothing. Write {id} for an episode’s number, {slug} for its title as in an address.',
  ],
])('%j in show.md is named with its line', async (written, problem) => {
  const { show, problems } = await readFiles({
    'show.md': `---\n${written}\n---\n`,
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(problems.map(inWords)).toEqual([problem])
  expect(show.episodes[0]?.links).toEqual({})
})

test('show.md may leave its fields empty, and a synonym may have several words', async () => {
  const { show, problems } = await readFiles({
    'show.md': '---\nname: Lamps\nsite:\nsponsors:\nsynonyms:\n  Cold Start: slow first call\n---\n',
    '1.md': '---\nepisode: 1\ntitle: One\n---\n',
  })
  expect(show.synonyms).toEqual({ 'cold start': ['slow first call'] })
  expect(problems).toEqual([])
})
