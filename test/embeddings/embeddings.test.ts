import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { createEmbeddings, type Embedder } from '../../src/embeddings/embeddings.ts'
import { openMiniLm } from '../../src/embeddings/minilm.ts'
import { openService } from '../../src/embeddings/service.ts'
import { VectorCache } from '../../src/embeddings/vector-cache.ts'
import { succeed } from '../../src/result.ts'
import { ask } from '../../src/search/ask.ts'
import { createLibrary, updateLibrary } from '../../src/search/library.ts'
import { embeddedPassages } from '../../src/search/passages.ts'
import { rank } from '../../src/search/rank.ts'
import { quantize } from '../../src/search/vectors.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const scratch = () => join(mkdtempSync(join(tmpdir(), 'shownotes-')), 'below', 'vectors')
const cosine = (one: Float32Array | undefined, other: Float32Array | undefined) =>
  Array.from(one ?? []).reduce((sum, value, i) => sum + value * (other?.[i] ?? 0), 0)

const model = openMiniLm(2)
afterAll(async () => (await model).close())

describe('the built-in model', () => {
  test('gives unit vectors, near each other for texts of the same meaning', async () => {
    const { embed, dimensions } = await model
    const [meal, food, winter] = await embed(['Someone eats a meal.', 'A man is eating food.', 'Winter is cold.'])
    expect(dimensions).toBe(384)
    expect(meal).toHaveLength(384)
    expect(cosine(meal, meal)).toBeCloseTo(1, 5)
    expect(cosine(meal, food)).toBeGreaterThan(0.7)
    expect(cosine(meal, winter)).toBeLessThan(0.2)
  })

  test('gives a text the same vector alone and beside a longer one', async () => {
    const { embed } = await model
    const [alone] = await embed(['The fog horn.'])
    const [beside] = await embed(['The fog horn.', 'The keeper climbs the stairs every night. '.repeat(40)])
    expect(cosine(alone, beside)).toBeCloseTo(1, 4)
  })

  test('reads nothing at all, other scripts and very long words', async () => {
    const { embed } = await model
    for (const vector of await embed(['', ' ', '灯台', '🌫️', 'x'.repeat(100_000)]))
      expect(vector.every(Number.isFinite)).toBe(true)
  })

  test('that runs out of memory fails, and the process goes on', async () => {
    await expect(openMiniLm(1, { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 })).rejects.toThrow()
  })
})

/** A service that answers with these handlers, one after the other, and then with the last. */
async function serve(...handlers: RequestListener[]) {
  let count = 0
  const server = createServer((request, response) =>
    handlers[Math.min(count++, handlers.length - 1)]?.(request, response),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return {
    open: () => openService({ url, key: 'secret', model: 'lamps' }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const json =
  (value: unknown, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(value))
  }
const good: RequestListener = async (request, response) => {
  const { input } = JSON.parse(await text(request)) as { input: string[] }
  const data = input.map((word, index) => ({ index, embedding: [word.length, 1, 0] }))
  json({ data: data.toReversed() })(request, response)
}

describe('a service', () => {
  test('is asked as OpenAI documents it, and its vectors are put in order', async () => {
    let seen: unknown
    const service = await serve(good, async (request, response) => {
      const body = JSON.parse(await text(request))
      seen = { body, path: request.url, authorization: request.headers.authorization }
      json({ data: [1, 0].map(index => ({ index, embedding: [index, 3, 4] })) })(request, response)
    })
    const embedder = await service.open()
    const [first, second] = await embedder.embed(['a', 'b'])
    expect(first).toEqual(Float32Array.of(0, 0.6, 0.8))
    expect(second?.[0]).toBeGreaterThan(0)
    expect(seen).toEqual({
      path: '/v1/embeddings',
      authorization: 'Bearer secret',
      body: { model: 'lamps', input: ['a', 'b'], encoding_format: 'float' },
    })
    expect(embedder.dimensions).toBe(3)
    service.close()
  })

  test.each<[string, RequestListener, RegExp]>([
    ['refuses', json({ error: 'no' }, 401), /answered with status 401. Check EMBEDDING_API_KEY/],
    ['answers with a page', (_, response) => response.end('<p>hello</p>'), /JSON/],
    ['answers with something else', json({ data: [{ index: 0 }] }), /did not answer with vectors/],
    ['returns too few vectors', json({ data: [] }), /too few vectors/],
    ['returns shorter vectors', json({ data: [{ index: 0, embedding: [1, 0] }] }), /2 numbers instead of 3/],
    [
      'returns numbers that are none',
      json({ data: [{ index: 0, embedding: [1, null, 0] }] }),
      /did not answer with vectors/,
    ],
    [
      'returns numbers that are infinite',
      (_, response) => response.end('{"data":[{"index":0,"embedding":[1e999,0,0]}]}'),
      /did not answer with vectors/,
    ],
    [
      'leads elsewhere',
      (_, response) => response.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end(),
      /status 307. Check EMBEDDING_API_URL, which leads to another address/,
    ],
    ['hangs up', (_, response) => response.destroy(), /cannot be reached \(\w+\)/],
  ])('that %s fails with a reason', async (_, handler, reason) => {
    const service = await serve(good, handler)
    const { embed } = await service.open()
    await expect(embed(['a'])).rejects.toThrow(reason)
    service.close()
  })
})

const show = showOf(
  episode('1', 'Working with owners', {
    segments: said(
      'Ada: The owner wanted another colour for the tower each week, and settled our invoice months later.',
    ),
  }),
  episode('2', 'Bread on a rock', { segments: said('Bob: Rye dough proves overnight in the cold store.') }),
)
const today = '2026-01-01'
const inOtherWords = 'my client keeps changing the requirements and pays too late'

function embeddingsOf(open: () => Promise<Embedder>, file = scratch()) {
  const [failures, cacheFailures]: [string[], string[]] = [[], []]
  let recoveries = 0
  const embeddings = createEmbeddings(
    { open, cache: new VectorCache(file, 'test'), now: () => performance.now() },
    {
      onFailure: error => failures.push(String(error)),
      onRecovery: () => recoveries++,
      onCacheFailure: result => result.ok || cacheFailures.push(result.error.message),
    },
  )
  return { embeddings, failures, cacheFailures, file, recoveries: () => recoveries }
}

/** The model without its `close`, since all tests share it. */
const shared = async (): Promise<Embedder> => ({ ...(await model), close: async () => {} })

describe('a library', () => {
  test('is searched by words until its vectors are there, and then by meaning too', async () => {
    const library = createLibrary(show, today)
    const { embeddings } = embeddingsOf(shared)
    await embeddings.prepare(inOtherWords)
    expect(embeddings.vectorOf(inOtherWords)).toBeUndefined()
    expect(embeddings.progress().isEnough).toBe(false)
    await embeddings.update(library)
    await embeddings.prepare(inOtherWords)
    expect(embeddings.progress()).toEqual({ done: 4, of: 4, isEnough: true })
    expect(rank(library, inOtherWords).episodes).toEqual([])
    expect(rank(library, inOtherWords, embeddings.vectorOf(inOtherWords)).episodes[0]?.episode.id).toBe('1')
    await embeddings.close()
  })

  test('takes its vectors from the cache in a later run', async () => {
    const { embeddings, file } = embeddingsOf(shared)
    await embeddings.update(createLibrary(show, today))
    await embeddings.close()
    const later = embeddingsOf(() => Promise.reject(new Error('not needed')), file)
    const library = createLibrary(show, today)
    await later.embeddings.update(library, true)
    expect(later.failures).toEqual([])
    expect(library.episodes.map(one => library.vectors.count(one))).toEqual([2, 2])
  })

  test('that is edited costs only the passages that are new', async () => {
    const asked: string[] = []
    const watched = async (): Promise<Embedder> => ({
      ...(await shared()),
      embed: async texts => {
        asked.push(...texts)
        return (await model).embed(texts)
      },
    })
    const { embeddings } = embeddingsOf(watched)
    const library = createLibrary(show, today)
    await embeddings.update(library)
    asked.length = 0
    const added = episode('3', 'Fog', { segments: said('Ada: The horn sounds twice a minute.') })
    const edited = updateLibrary(library, { ...show, episodes: [...show.episodes, added] }, today)
    await embeddings.update(edited)
    expect(asked.sort()).toEqual(['Fog', 'The horn sounds twice a minute.'])
    expect(edited.episodes.map(one => edited.vectors.count(one))).toEqual([2, 2, 2])
    await embeddings.close()
  })

  test('that is edited while vectors are computed gets those of the newest one', async () => {
    const { embeddings } = embeddingsOf(shared)
    const library = createLibrary(show, today)
    const first = embeddings.update(library)
    const added = episode('3', 'Fog', { segments: said('Ada: The horn sounds twice a minute.') })
    const edited = updateLibrary(library, { ...show, episodes: [...show.episodes, added] }, today)
    await Promise.all([first, embeddings.update(edited)])
    expect(edited.episodes.map(one => edited.vectors.count(one))).toEqual([2, 2, 2])
    await embeddings.close()
  })

  test.each<[string, () => Promise<Embedder>, RegExp]>([
    [
      'whose package is missing',
      () => import('@shownotes/missing' as string),
      /Cannot find package|Failed to load|missing/,
    ],
    ['that fails', async () => ({ ...(await shared()), embed: () => Promise.reject(new Error('planted')) }), /planted/],
  ])('is answered by words with a model %s, and that is reported once', async (_, open, reason) => {
    const { embeddings, failures } = embeddingsOf(open)
    const library = createLibrary(show, today)
    await embeddings.update(library)
    await embeddings.update(library)
    await embeddings.prepare('how long does rye dough prove?')
    expect(failures).toEqual([expect.stringMatching(reason)])
    expect(embeddings.progress().failure).toMatch(reason)
    expect(ask(library, 'how long does rye dough prove?', 0, embeddings.vectorOf).kind).toBe('found')
    await embeddings.close()
  })

  test('is embedded anew if the service puts a model of another size under the same name', async () => {
    const { embeddings, file } = embeddingsOf(shared)
    await embeddings.update(createLibrary(show, today))
    await embeddings.close()
    const small = async (): Promise<Embedder> => ({
      ...(await shared()),
      dimensions: 3,
      embed: async texts => texts.map(text => Float32Array.of(text.length, 1, 2)),
    })
    const later = embeddingsOf(small, file)
    const library = createLibrary(show, today)
    await later.embeddings.update(library)
    await later.embeddings.update(library)
    await later.embeddings.prepare(inOtherWords)
    expect(later.embeddings.vectorOf(inOtherWords)).toHaveLength(3)
    const [first] = library.episodes
    const similarities = first && library.vectors.similarities(first, Int8Array.of(1, 0, 0))
    expect(similarities?.cosines.every(cosine => cosine > 0 && cosine <= 1)).toBe(true)
    await later.embeddings.close()
  })

  test('is answered by words in a flood of questions, and the model does not count as failed', async () => {
    let asked = 0
    const slow = async (): Promise<Embedder> => ({
      ...(await shared()),
      embed: async texts => {
        asked += texts.length
        await new Promise(resolve => setTimeout(resolve, 20))
        return (await model).embed(texts)
      },
    })
    const { embeddings, failures } = embeddingsOf(slow)
    await embeddings.update(createLibrary(show, today))
    asked = 0
    await Promise.all(Array.from({ length: 100 }, () => embeddings.prepare('rye dough')))
    expect(asked).toBe(1)
    await Promise.all(Array.from({ length: 500 }, (_, i) => embeddings.prepare(`rye dough ${i}`)))
    expect(asked).toBeLessThan(50)
    expect(embeddings.vectorOf('rye dough 0')).toBeDefined()
    await embeddings.prepare('rye dough 499')
    expect(embeddings.vectorOf('rye dough 499')).toBeDefined()
    expect(failures).toEqual([])
    await embeddings.close()
  })

  test('keeps what has been computed when the bot shuts down meanwhile', async () => {
    let started = () => {}
    const computing = new Promise<void>(resolve => {
      started = resolve
    })
    let calls = 0
    const open = async (): Promise<Embedder> => {
      let stop = (_: Error) => {}
      const stopped = new Promise<never>((_, reject) => {
        stop = reject
      })
      stopped.catch(() => {})
      return {
        ...(await shared()),
        embed: async texts => {
          if (++calls === 1) return (await model).embed(texts)
          started()
          return stopped
        },
        close: async () => stop(new Error('closed')),
      }
    }
    const { embeddings, failures, file } = embeddingsOf(open)
    const long = showOf(...Array.from({ length: 20 }, (_, i) => episode(`${i}`, `Night ${i}`)))
    const update = embeddings.update(createLibrary(long, today))
    await computing
    await Promise.all([update, embeddings.close()])
    expect(failures).toEqual([])
    const cache = new VectorCache(file, 'test')
    await cache.load()
    expect(long.episodes.filter(({ title }) => cache.get(title))).toHaveLength(8)
  })

  test('is answered by words if the model hangs, within little more than a second', async () => {
    let hangs = false
    const open = async (): Promise<Embedder> => ({
      ...(await shared()),
      embed: async texts => (hangs ? new Promise<never>(() => {}) : (await model).embed(texts)),
    })
    const { embeddings, failures } = embeddingsOf(open)
    const library = createLibrary(show, today)
    await embeddings.update(library)
    hangs = true
    await embeddings.prepare('rye dough')
    expect(embeddings.vectorOf('rye dough')).toBeUndefined()
    expect(failures).toEqual([expect.stringContaining('longer than 1000 ms')])
    await embeddings.close()
  })
})

describe('the cache', () => {
  const vector = (value: number) => quantize(Float32Array.of(value, 1, 0.5))
  const saved = async (...texts: string[]) => {
    const file = scratch()
    const cache = new VectorCache(file, 'model')
    for (const [i, each] of texts.entries()) cache.set(each, vector(i))
    expect(await cache.save()).toEqual(succeed(undefined))
    return file
  }
  const loaded = async (file: string, name = 'model') => {
    const cache = new VectorCache(file, name)
    return { cache, result: await cache.load() }
  }

  test('returns what was saved', async () => {
    const { cache, result } = await loaded(await saved('fog', 'lamp'))
    expect(result.ok).toBe(true)
    expect(cache.get('lamp')).toEqual(vector(1))
    expect(cache.get('bread')).toBeUndefined()
  })

  test('of another model is dropped with a reason', async () => {
    const { cache, result } = await loaded(await saved('fog'), 'another')
    expect(result).toMatchObject({ error: { message: expect.stringContaining('come from another model') } })
    expect(cache.get('fog')).toBeUndefined()
  })

  test('that is cut short or damaged anywhere is dropped with a reason', async () => {
    const file = await saved('fog', 'lamp')
    const bytes = readFileSync(file)
    for (let at = 0; at < bytes.length; at++) {
      writeFileSync(file, bytes.subarray(0, at))
      expect((await loaded(file)).result.ok, `cut at ${at}`).toBe(false)
      const flipped = Buffer.from(bytes)
      flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(file, flipped)
      expect((await loaded(file)).result.ok, `flipped at ${at}`).toBe(false)
    }
  })

  test('keeps what another process has saved meanwhile', async () => {
    const file = await saved('fog')
    const [one, other] = [(await loaded(file)).cache, (await loaded(file)).cache]
    for (const [cache, name] of [
      [one, 'lamp'],
      [other, 'horn'],
    ] as const) {
      cache.get('fog')
      cache.set(name, vector(7))
      await cache.save()
    }
    const { cache } = await loaded(file)
    for (const name of ['fog', 'lamp', 'horn']) expect(cache.get(name), name).toBeDefined()
  })

  test('drops what no passage uses, once that is the larger part', async () => {
    const file = await saved('a', 'b', 'c', 'd', 'e')
    const { cache } = await loaded(file)
    cache.get('a')
    cache.set('f', vector(1))
    await cache.save()
    const after = (await loaded(file)).cache
    expect(['a', 'b', 'c', 'd', 'e', 'f'].filter(name => after.get(name))).toEqual(['a', 'b', 'c', 'f'])
  })

  test('that cannot be written says so', async () => {
    const cache = new VectorCache(join(await saved('fog'), 'below'), 'model')
    cache.set('fog', vector(1))
    expect(await cache.save()).toMatchObject({ error: { message: expect.stringContaining('could not be written') } })
  })
})

test('passages begin and end with a segment, and a long one is cut between words', () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')
  const passages = embeddedPassages(
    episode('1', 'Fog', {
      summary: [{ text: 'Horns.' }],
      resources: [{ url: 'https://horns.example/', label: 'Horns', context: 'A list of horns' }],
      segments: [80, 60, 30, 400, 20].map(count => ({ text: words(count) })),
    }),
  )
  expect(passages.slice(0, 3).map(({ source, text }) => [source, text])).toEqual([
    ['title', 'Fog'],
    ['summary', 'Fog\nHorns.'],
    ['resources', 'Horns: A list of horns'],
  ])
  const windows = passages.filter(({ source }) => source === 'transcript')
  expect(windows.map(({ from, to, text }) => [from, to, text.split(' ').length])).toEqual([
    [0, 2, 140],
    [2, 3, 30],
    [3, 4, 160],
    [3, 4, 160],
    [3, 5, 100],
  ])
})
