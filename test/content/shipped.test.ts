import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readShow } from '../../src/content/read.ts'
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
