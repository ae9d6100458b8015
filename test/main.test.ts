import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { MAIN, run } from './loopback/bot.ts'
import { startDiscord } from './loopback/discord.ts'

/** Runs the program to its end. */
async function result(words: string, environment: Readonly<Record<string, string>> = {}) {
  const program = run(words, environment)
  const { code } = await program.ended
  return { code, output: program.output() }
}

/** A new folder with these files in it. */
function folder(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'shownotes-'))
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(root, name), text)
  }
  return root
}

describe.concurrent('the program', () => {
  test('in production without a token, names the variable, where to find it, and how to try the bot without', async () => {
    const coverage = folder()
    const { code, output } = await result('start', { NODE_ENV: 'production', NODE_V8_COVERAGE: coverage })
    expect(code).toBe(1)
    expect(output).toContain('DISCORD_TOKEN is missing')
    expect(output).toContain('https://discord.com/developers/applications → your application → Bot → Reset Token')
    expect(output).toContain('npm run preview')

    // It says so at once: nothing that takes time to load was needed.
    const reports = readdirSync(coverage).map(name => readFileSync(join(coverage, name), 'utf8'))
    const loaded = reports
      .flatMap(text => (JSON.parse(text) as Coverage).result.map(({ url }) => url))
      .filter(url => url.startsWith(pathToFileURL(dirname(MAIN)).href))
      .flatMap(url => (JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')) as SourceMap).sources)
    const ours = loaded.flatMap(path => /(?<!node_modules.*)\/src\/(.*)/.exec(path)?.[1] ?? [])
    expect(ours.sort()).toEqual(['config.ts', 'main.ts', 'operations/lifecycle.ts', 'result.ts', 'start.ts'])
    const packages = loaded.flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)].sort()).toEqual(['commander', 'dotenv', 'zod'])
  }, 30_000)

  test('names the portal page and exits with 1 if Discord refuses the token', async () => {
    const strict = await startDiscord({ refuseWith: 4004 })
    const { code, output } = await result('start', { DISCORD_TOKEN: strict.token, DISCORD_API_URL: strict.api })
    await strict.close()
    expect(code).toBe(1)
    expect(output).toContain('Discord does not accept the token')
    expect(output).toContain('https://discord.com/developers/applications')
    expect(output).not.toContain(strict.token)
  }, 30_000)

  test.each([
    ['empty', () => folder(), 'There is no episode in this folder.'],
    ['missing', () => join(folder(), 'nowhere'), 'This folder does not exist.'],
  ])(
    'does not start with a folder of episodes that is %s, and says so',
    async (_, make, logged) => {
      const content = make()
      const { code, output } = await result('start', { DISCORD_TOKEN: 'abc', CONTENT_DIR: content })
      expect(code).toBe(1)
      expect(output).toContain(logged)
      expect(output).toContain(`There are no episodes in “${content}”. Name the folder`)
    },
    30_000,
  )

  test.each([
    ['start', {}],
    ['start', { DISCORD_TOKEN: 'abc' }],
    ['preview', {}],
    ['serve', { DISCORD_PUBLIC_KEY: '0'.repeat(64) }],
  ])(
    '%s reads the folder given as --content, with %j',
    async (command, environment) => {
      const content = folder()
      const { code, output } = await result(`${command} --content ${content}`, environment)
      expect(code).toBe(1)
      expect(output).toContain(`There are no episodes in “${content}”.`)
    },
    30_000,
  )

  test('does not write an index over an episode, or where it would be read as one', async () => {
    const content = folder({ '1.md': '---\nepisode: 1\ntitle: On moss\n---\n' })
    const out = join(content, '1.md')
    const { code, output } = await result(`build:index --content ${content} --out ${out}`)
    expect(output).toContain(`“${out}” is named like content. Give the index another extension, such as .index.`)
    expect(code).toBe(1)
    expect(readFileSync(out, 'utf8')).toContain('On moss')
  }, 30_000)

  test('check says what it read in one line', async () => {
    const moss = '---\nepisode: 1\ntitle: On moss\npublished: 2031-01-01\n---\n\nHow moss grows on the north side.\n'
    // On a busy machine, lines before it may show its progress.
    const { code, output } = await result('check', { CONTENT_DIR: folder({ '1.md': moss }) })
    expect(output).toMatch(/^1 episode \(1 hidden until 1 January 2031\), 0 transcripts, 0 errors, 0 warnings\n$/m)
    expect(code).toBe(0)
  }, 30_000)

  test('says so if a batch file does not exist', async () => {
    const { code, output } = await result('ask --batch nowhere.jsonl')
    expect(code).toBe(1)
    expect(output).toContain('“nowhere.jsonl” cannot be read')
  }, 30_000)

  test('register --dry-run prints the difference and changes nothing', async () => {
    const discord = await startDiscord()
    const { code, output } = await result('register --dry-run', {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
    })
    expect(code).toBe(0)
    expect(output).toContain('Would change everywhere:\n+ /ask\n+ /episode\n')
    expect(discord.requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
    expect(discord.commands()).toEqual([])
    await discord.close()
  }, 30_000)
})

describe('the program, while its folder is edited', () => {
  test('check prints annotations for GitHub, and with --strict fails on a warning', async () => {
    const content = folder({ '1.md': '---\nepisode: 1\ntitle: On moss\n---\n\n- [Moss](hhttps://moss.example)\n' })
    const annotated = await result(`check --github ${content}`)
    expect(annotated.output).toContain(
      `::warning file=${content}/1.md,line=6::The link “Moss” has a misspelt https://.`,
    )
    expect(annotated.code).toBe(0)
    expect((await result(`check --strict ${content}`)).code).toBe(1)
  }, 30_000)

  test('answers from a file saved while it runs, and reports a broken one', async () => {
    const moss = (title: string) => `---\nepisode: 1\ntitle: ${title}\n---\n\nHow moss grows on the north side.\n`
    const discord = await startDiscord()
    const content = folder({ '1.md': moss('On moss') })
    const environment = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, CONTENT_DIR: content }
    const program = run('start', environment)
    await program.logged('ready')
    const read = () => program.log().filter(({ event }) => event === 'content')
    expect(read()).toMatchObject([{ episodes: 1, problems: 0 }])
    writeFileSync(join(content, '2.md'), moss('Off moss').replace('1', '2'))
    await vi.waitUntil(() => read().length > 1, { timeout: 20_000 })
    expect(read()[1]).toMatchObject({ episodes: 2, problems: 0, ms: expect.any(Number) })
    writeFileSync(join(content, '2.md'), moss('"Off').replace('1', '2'))
    expect(await program.logged('problem')).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('Until this is fixed, the earlier version is used.'),
    })
    program.kill('SIGTERM')
    expect((await program.ended).code).toBe(0)
    await discord.close()
  }, 60_000)
})

type SourceMap = { readonly sources: readonly string[] }

type Coverage = { readonly result: readonly { readonly url: string }[] }
