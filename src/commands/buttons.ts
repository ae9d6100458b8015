import type { Press } from '../reply/actions.ts'
import { isFailure } from '../reply/render.ts'
import type { Reply } from '../reply/types.ts'
import type { Asker } from './command.ts'

/** A button that somebody pressed, and on which message. `press` is missing when it is none that we know. */
export type Pressed = Asker & {
  readonly press: Press | undefined
  /** Whether the message answers the one who pressed, whether it shows to them alone, and whether they may remove it. */
  readonly own: boolean
  readonly hidden: boolean
  readonly manages: boolean
  /** Whom the message is said to. */
  readonly mention?: string
  /** Whose message it replies to; none when it answers a command or a button. */
  readonly repliesTo?: string
}

/** What a press leads to: the message changes, goes, or stays and something is said beside it. */
export type Pressing = { readonly kind: 'update' | 'say'; readonly reply: Reply } | { readonly kind: 'remove' }

/** Makes the reply, for whom it is told; below a message that replies to another, for whose that was. */
type Give = (audience: Reply['audience'], repliesTo?: string) => Reply

/** A stranger who turns a page gets a copy of their own: nobody else's answer changes under their eyes. */
export const pressing: Readonly<Record<'turn' | 'open' | 'share', (give: Give, pressed: Pressed) => Pressing>> = {
  turn: (give, { own, hidden, mention, repliesTo }) => {
    const reply = give(own && !hidden ? 'everyone' : 'asker', repliesTo)
    if (!own || isFailure(reply)) return { kind: 'say', reply }
    return { kind: 'update', reply: mention === undefined ? reply : { ...reply, mention } }
  },
  open: (give, { place }) => ({ kind: 'say', reply: give(place === 'dm' ? 'everyone' : 'asker') }),
  share: give => ({ kind: 'say', reply: give('everyone') }),
}
