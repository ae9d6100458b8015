import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { LinkAnswer } from './links-ask.ts'

/** What links answered before, by address. */
export type KnownLinks = {
  /** Undefined when it was never asked, or so long ago that it should be asked again. */
  readonly get: (link: string) => LinkAnswer | undefined
  readonly set: (link: string, answer: LinkAnswer) => void
  /** Writes the file, whole or not at all. Gives the sentence that says why it could not. */
  readonly save: () => Promise<string | undefined>
}

const DAY = 24 * 60 * 60 * 1000

/** What is there seldom goes; what is not may be back tomorrow. */
const LASTS: Readonly<Record<LinkAnswer['kind'], number>> = {
  found: 14 * DAY,
  withheld: 14 * DAY,
  private: 14 * DAY,
  gone: DAY,
  failing: DAY,
  silent: DAY,
  unreachable: DAY,
  later: DAY,
}

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), movedTo: z.string().optional() }),
  z.object({ kind: z.literal('gone'), status: z.number() }),
  z.object({ kind: z.literal('failing'), status: z.number() }),
  z.object({ kind: z.literal('silent') }),
  z.object({ kind: z.literal('unreachable'), why: z.string() }),
  z.object({ kind: z.literal('private') }),
  z.object({ kind: z.literal('withheld') }),
  z.object({ kind: z.literal('later'), until: z.number() }),
])

const answers = z.record(z.string(), z.object({ at: z.number(), answer }))

/** Reads the file. One that is not there, or holds something else, is as good as empty. */
export async function knownLinks(file: string, now: () => number): Promise<KnownLinks> {
  const known = new Map(Object.entries(await readAnswers(file)))
  return {
    get: link => {
      const entry = known.get(link)
      if (entry === undefined) return undefined
      const until = entry.answer.kind === 'later' ? entry.answer.until : entry.at + LASTS[entry.answer.kind]
      return now() < until ? entry.answer : undefined
    },
    set: (link, answer) => known.set(link, { at: now(), answer }),
    save: async () => {
      try {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(`${file}.part`, `${JSON.stringify(Object.fromEntries(known), undefined, 1)}\n`)
        await rename(`${file}.part`, file)
        return undefined
      } catch (fault) {
        const why = fault instanceof Error ? fault.message : String(fault)
        return `The answers could not be kept (${why}), so the next run asks again.`
      }
    },
  }
}

async function readAnswers(file: string): Promise<z.output<typeof answers>> {
  try {
    return answers.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {}
  }
}
