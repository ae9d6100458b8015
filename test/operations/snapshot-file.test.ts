import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { replaceFile } from '../../src/content/own-files.ts'
import { readShow } from '../../src/content/read-show.ts'
import { contentHash, encodeSnapshot, readSnapshot } from '../../src/operations/snapshot-file.ts'
import { DONE, fail, failureText } from '../../src/result.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { MAIN } from '../loopback/bot.ts'
import { answersTo } from '../search/answers.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const scratch = () => mkdtempSync(join(tmpdir(), 'shownotes-'))
const nowhere = join(scratch(), 'nowhere')
const today = '2026-01-01'

const small = showOf(
  episode('1', 'Fog', { segments: said('Ada: The horn runs on air.') }),
  episode('2', 'Frost', { publishedOn: '2026-03-01' }),
)

async function written(show = small, content: Uint8Array = new Uint8Array(32)): Promise<string> {
  const file = join(scratch(), 'below', 'show.index')
  expect(await replaceFile(file, encodeSnapshot(createLibrary(show, today), content))).toEqual(DONE)
  return file
}

describe('a folder and its index', () => {
  const folder = join(scratch(), 'show')
  let file = ''
  beforeAll(async () => {
    cpSync(path('../fixtures/lighthouse'), folder, { recursive: true })
    const content = await contentHash(folder)
    file = await written((await readShow(folder)).show, content)
  })

  test('answer alike after the folder was moved', async () => {
    const fresh = createLibrary((await readShow(folder)).show, today)
    const moved = join(scratch(), 'moved')
    cpSync(folder, moved, { recursive: true })
    for (const place of [folder, moved, nowhere]) {
      const read = await readSnapshot(file, place, today)
      if (!read.ok) throw new Error(read.error.message)
      expect(read.value.show).toEqual(fresh.show)
      for (const { title } of fresh.episodes) expect(answersTo(read.value, title)).toEqual(answersTo(fresh, title))
    }
  })

  test.each<[string, (folder: string) => void]>([
    ['a file is edited', at => writeFileSync(join(at, 'show.md'), '---\nname: Blonk\n---\n')],
    ['a file is added', at => writeFileSync(join(at, 'new.md'), '---\nepisode: 77\ntitle: New\n---\n')],
    ['a file is renamed', at => renameSync(join(at, 'show.md'), join(at, 'Show.md'))],
  ])('no longer match after %s', async (_, change) => {
    const changed = join(scratch(), 'changed')
    cpSync(folder, changed, { recursive: true })
    change(changed)
    expect(await readSnapshot(file, changed, today)).toEqual(
      fail(
        `The index “${file}” was built from other content than “${changed}” holds now, so the content is read instead.`,
        'Write it again: npm run build:index',
      ),
    )
  })
})

describe('an index is refused with a reason', () => {
  const refusal = async (file: string) => {
    const read = await readSnapshot(file, nowhere, today)
    return read.ok ? '' : failureText(read.error)
  }
  const holding = (bytes: string | Uint8Array) => {
    const file = join(scratch(), 'show.index')
    writeFileSync(file, bytes)
    return file
  }

  test('if it is missing, a folder, or something else', async () => {
    expect(await refusal(nowhere)).toContain('cannot be read (ENOENT)')
    expect(await refusal(tmpdir())).toContain('cannot be read (EISDIR)')
    expect(await refusal(holding(''))).toContain('is not a complete index')
    expect(await refusal(holding('{"an":"index"}'.repeat(100)))).toContain('is not a complete index')
  })

  test('if it has another version', async () => {
    const bytes = readFileSync(await written())
    bytes.writeUInt32LE(999, 16)
    expect(await refusal(holding(bytes))).toContain('is of version 999, and this program reads version ')
  })

  test('if this version of Node.js cannot read its body', async () => {
    const bytes = readFileSync(await written())
    const checked = Buffer.concat([bytes.subarray(52, 84), Buffer.from([255, 99, 111])])
    const signed = Buffer.concat([bytes.subarray(0, 20), createHash('sha256').update(checked).digest(), checked])
    expect(await refusal(holding(signed))).toMatch(/cannot be read by Node.js v\d+\.\d+\.\d+ \(.+\), so the content is/)
  })

  test('if any byte is flipped, or it is cut off anywhere', async () => {
    const bytes = readFileSync(await written())
    expect(await refusal(holding(bytes))).toBe('')
    const file = holding('')
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes)
      flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(file, flipped)
      expect(await refusal(file), `flipped at ${at}`).toContain('so the content is read instead')
      writeFileSync(file, bytes.subarray(0, at))
      expect(await refusal(file), `cut at ${at}`).toContain('so the content is read instead')
    }
    writeFileSync(file, Buffer.concat([bytes, bytes]))
    expect(await refusal(file)).toContain('is damaged')
  }, 60_000)
})

test('adds episodes that have come out since', async () => {
  const read = await readSnapshot(await written(), nowhere, '2026-03-01')
  expect(read.ok && read.value.episodes.map(({ id }) => id)).toEqual(['1', '2'])
  const before = await readSnapshot(await written(), nowhere, '2026-02-28')
  expect(before.ok && before.value.episodes.map(({ id }) => id)).toEqual(['1'])
})

test('says why an index cannot be written', async () => {
  const file = join(await written(), 'below', 'show.index')
  expect(await replaceFile(file, new Uint8Array(1))).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/^“.*” could not be written \(\w+\)\.$/) },
  })
})

test('never replaces anything but a regular file', async () => {
  const socket = join(scratch(), 'socket')
  const server = createServer().listen(socket)
  await once(server, 'listening')
  expect(await replaceFile(socket, new Uint8Array(9))).toMatchObject({
    error: { message: expect.stringContaining('is not a regular file, so it was left alone') },
  })
  expect(statSync(socket).isSocket()).toBe(true)
  server.close()
})

test('leaves a whole index if the writer is killed', async () => {
  const folder = scratch()
  const file = join(folder, 'show.index')
  const isCutShort = () => readdirSync(folder).length > 1
  for (let kill = 0; kill < 3 || (kill < 20 && !isCutShort()); kill++) {
    const writer = spawn(process.execPath, ['--import', 'tsx', path('snapshot-writer.ts'), file], { stdio: 'pipe' })
    await once(writer.stdout, 'data')
    await setTimeout(kill * 3)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    expect(await readSnapshot(file, nowhere, today)).toMatchObject({ ok: true })
  }
  expect(isCutShort()).toBe(true)
}, 60_000)

test('writes an index, starts from it, and reads the content if the index is damaged', async () => {
  const file = join(scratch(), 'show.index')
  const content = path('../fixtures/lighthouse')
  expect(await run({}, 'build:index', '--content', content, '--out', file)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/: Blink, 11 episodes, \d+ kB\n$/),
  })
  const asked = ['ask', '--content', content, '--json', '/episode 4']
  const fresh = await run({}, ...asked)
  const started = await run({ INDEX_FILE: file }, ...asked)
  expect(started).toEqual({ code: 0, stdout: fresh.stdout, stderr: '' })
  writeFileSync(file, readFileSync(file).subarray(0, -1))
  const mended = await run({ INDEX_FILE: file }, ...asked)
  expect(mended.stdout).toBe(fresh.stdout)
  expect(mended.stderr).toContain('is damaged: its checksum is wrong, so the content is read instead')
}, 60_000)

function run(settings: Record<string, string>, ...words: string[]) {
  const program = [MAIN, ...words]
  return new Promise<{ code: number | string; stdout: string; stderr: string }>(resolve => {
    execFile(process.execPath, program, { env: { ...process.env, ...settings } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })
}
