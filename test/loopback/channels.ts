import { type Answered, type Fault, ok, refuse } from './fault.ts'
import { messageFaults } from './message.ts'
import { CHANNEL, DM_CHANNEL, GUILD } from './people.ts'
import { schemas } from './schema.ts'
import { type Message, messageOf } from './shown.ts'
import type { Body, Request, State } from './state.ts'

/** Messages that a bot may post in one channel in so many milliseconds. */
const MOST = 5
const WITHIN_MS = 5000

const LONGEST_CONTENT = 2000
const LONGEST_NONCE = 25
const EPHEMERAL = 1 << 6

/** What is wrong with a message to a channel. */
export function postFaults(
  { body }: Pick<Request, 'body'>,
  [channel]: readonly string[],
  { messages }: Pick<State, 'messages'>,
): readonly Fault[] {
  const faults = schemas.post(body)
  if (faults.length > 0) return faults
  const { content, nonce, flags, message_reference: reference } = body as Post
  const says = [
    ...((content ?? '').length > LONGEST_CONTENT ? ['content has more than 2000 characters'] : []),
    ...(String(nonce ?? '').length > LONGEST_NONCE ? ['nonce has more than 25 characters'] : []),
    ...((Number(flags ?? 0) & EPHEMERAL) !== 0 ? ['only an answer to an interaction is for one person alone'] : []),
  ]
  const known = messages.get(reference?.message_id ?? '')
  const lost = reference && (known === undefined || known === 'gone' || known.channel_id !== channel)
  return [
    ...says.map(text => ({ path: [], says: text })),
    ...(lost && reference.fail_if_not_exists !== false
      ? [{ path: ['message_reference'], says: 'Unknown message' }]
      : []),
    ...messageFaults(body as Body, []),
  ]
}

export function postMessage(request: Request, [channel = '']: readonly string[], state: State): Answered {
  const { body, at, faults = [], path } = request
  if (channel !== CHANNEL && channel !== DM_CHANNEL) return refuse.unknownChannel
  if (faults.length > 0) return refuse.malformed(faults)
  const taken = state.requests.filter(one => one.path === path && one.answer?.status === 200 && at - one.at < WITHIN_MS)
  const resets = taken[0] ? (taken[0].at + WITHIN_MS - at) / 1000 : WITHIN_MS / 1000
  const headers = {
    'x-ratelimit-bucket': 'messages',
    'x-ratelimit-limit': String(MOST),
    'x-ratelimit-remaining': String(Math.max(0, MOST - taken.length - 1)),
    'x-ratelimit-reset-after': String(resets),
  }
  if (taken.length >= MOST) {
    const slower = refuse.tooFast(resets, 'user')
    return { ...slower, headers: { ...headers, ...slower.headers } }
  }
  return ok(post(body as Post, channel, at, state), headers)
}

type Post = Body & {
  readonly content?: string
  readonly nonce?: string | number
  readonly enforce_nonce?: boolean
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists?: boolean }
}

/** One that was sent already with this nonce is not sent again. */
function post(body: Post, channel: string, at: number, { messages, nonces, dispatch }: State): Message {
  const key = `${channel} ${body.nonce}`
  const before = body.enforce_nonce === true ? nonces.get(key) : undefined
  if (before) return before
  const known = messages.get(body.message_reference?.message_id ?? '')
  const message = messageOf(body, { at, channel, repliesTo: known === 'gone' ? undefined : known })
  messages.set(message.id, message)
  if (body.nonce !== undefined) nonces.set(key, message)
  dispatch('MESSAGE_CREATE', { ...message, ...(channel === CHANNEL && { guild_id: GUILD }) })
  return message
}
