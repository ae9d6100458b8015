import type { Problem, Resource, Show } from '../content/episode.ts'
import { warning } from '../content/problem.ts'
import type { LinkAnswer } from './links-ask.ts'

/** A warning for each place where a link stands that is not what it should be. */
export function linkProblems({ episodes }: Show, answers: ReadonlyMap<string, LinkAnswer>): Problem[] {
  return episodes.flatMap(({ file, resources }) =>
    resources.flatMap(resource => {
      const answer = answers.get(linkOf(resource))
      const [says, mend] = (answer && faultOf(resource.label, answer)) ?? []
      return says === undefined || mend === undefined ? [] : [warning(file, resource.line ?? 0, says, mend)]
    }),
  )
}

/** What is wrong with a link, and what to do about it; nothing when it is there, or when nobody can tell. */
function faultOf(label: string, answer: LinkAnswer): readonly [says: string, mend: string] | undefined {
  switch (answer.kind) {
    case 'found':
      return answer.movedTo === undefined
        ? undefined
        : [`The link “${label}” has moved for good.`, `Write it as ${answer.movedTo}.`]
    case 'gone':
      return [
        `The link “${label}” leads to a page that is gone (${answer.status}).`,
        'Find where it went, or delete it.',
      ]
    case 'failing':
      return [`The link “${label}” leads to a fault of its host (${answer.status}).`, LATER]
    case 'silent':
      return [`The host of the link “${label}” does not answer in time.`, LATER]
    case 'unreachable':
      return [`The host of the link “${label}” cannot be reached (${answer.why}).`, LATER]
    case 'private':
      return [
        `The link “${label}” leads into a private network, so it was not asked.`,
        'Write an address that every listener can open.',
      ]
  }
  return undefined
}

const LATER = 'Open it in a browser; if that fails for days, find another, or delete it.'

/** The address that is asked: the part behind `#` is for the reader alone. */
export function linkOf({ url }: Resource): string {
  const link = new URL(url)
  link.hash = ''
  return link.href
}
