import { type App, createApp } from '../../../src/commands/app.ts'
import type { Show } from '../../../src/content/types.ts'
import { handleInteraction } from '../../../src/discord/handle-interaction.ts'
import { handleMessage } from '../../../src/discord/handle-message.ts'
import type { Reply } from '../../../src/reply/types.ts'
import { createLibrary } from '../../../src/search/library.ts'
import { ASKER, asButton, asForm, type InteractionJson } from '../../loopback/interaction.ts'
import { postFaults } from '../../loopback/rest.ts'
import { callbackFaults } from '../../loopback/validate.ts'
import { componentsOf } from './drawn.ts'
import { type Message, messageFaults } from './faults.ts'

/** A bot of one show, and what is wrong with whatever it says. */
export type Visit = {
  /** Gives an interaction, then presses what the answers offer, as many levels deep. */
  readonly give: (
    interaction: InteractionJson,
    circumstances?: Circumstances,
    levels?: number,
  ) => Promise<readonly string[]>
  readonly say: (content: string, server?: string) => Promise<readonly string[]>
  /** The custom ids of everything pressed so far. */
  readonly ids: ReadonlySet<string>
}

/** What must hold for the answer. `under` is the message that a button sits on. */
export type Circumstances = {
  readonly secret?: boolean
  readonly mayUpdate?: boolean
  readonly mayRemove?: boolean
  readonly from?: 'server' | 'dm'
}

const PRIVATE = 64
const STRANGER = '300000000000000008'
const BOT = '100000000000000001'
const ids = new Map([
  ['ask', '900000000000000001'],
  ['help', '900000000000000002'],
])

/** What is wrong with a response, and the message that it sends, if any. */
type Said = { readonly wrong: readonly string[]; readonly said?: Message; readonly type?: number }

/** Of what a message offers, so much is pressed: every button, and the first and the last choice of a menu. */
const MOST_PRESSES = 60

export function visit(show: Show): Visit {
  const library = createLibrary(show, '2030-01-01')
  const { app, last } = listening(createApp(() => library))
  const pressed = new Set<string>()

  const once = async (interaction: InteractionJson, circumstances: Circumstances): Promise<Said> => {
    const { secret, mayUpdate, mayRemove } = circumstances
    const { response, fault, after } = await handleInteraction(interaction, app, ids)
    const body = JSON.parse(JSON.stringify(response)) as {
      type: number
      data?: Message & { choices?: Choices } & FormData
    }
    const reply = last()
    const wrong = [
      ...(fault === undefined ? [] : [`fails: ${fault instanceof Error ? fault.stack : fault}`]),
      ...callbackFaults(
        body,
        interaction.type,
        interaction.message as Readonly<Record<string, unknown>> | undefined,
      ).map(({ says }) => says),
    ]
    if (body.data?.choices) return { wrong: [...wrong, ...choicesFaults(body.data.choices)] }
    if (body.type === 9) {
      const form = asForm(body.data?.custom_id ?? '', { words: 'lamp' }, { from: circumstances.from ?? 'server' })
      const typed = await once(form, circumstances)
      return { ...typed, wrong: [...wrong, ...typed.wrong, ...formFaults(body.data)] }
    }
    if (body.type === 6) return { wrong: mayRemove && after === 'delete' ? wrong : [...wrong, 'removes it'] }
    if (!body.data || !reply) return { wrong: [...wrong, 'says nothing'] }
    if (body.type === 7 && !mayUpdate) wrong.push('changes what belongs to somebody else')
    const hidden = ((body.data.flags ?? 0) & PRIVATE) !== 0
    const fails = reply.outcome === 'rejected' || reply.outcome === 'nothing'
    if (body.type === 4 && !hidden && (secret || fails)) wrong.push('shows to everyone what is for one person')
    return { wrong: [...wrong, ...messageFaults(body.data, reply)], said: body.data, type: body.type }
  }

  const give = async (
    first: InteractionJson,
    circumstances: Circumstances = {},
    levels = 0,
  ): Promise<readonly string[]> => {
    const wrong: string[] = []
    let line = [{ interaction: first, circumstances, hidden: false }]
    for (let level = 0; level <= levels; level++) {
      const next: typeof line = []
      for (const { interaction, circumstances } of line.slice(0, MOST_PRESSES)) {
        const { wrong: faults, said, type } = await once(interaction, circumstances)
        wrong.push(
          ...faults.map((fault: string) => `${JSON.stringify(interaction.data).slice(0, 300)} ${fault.slice(0, 3000)}`),
        )
        if (!said) continue
        const hidden = ((said.flags ?? 0) & PRIVATE) !== 0 || (type === 7 && isHidden(interaction))
        next.push(...pressesOn(said, hidden, circumstances.from ?? 'server', pressed))
      }
      line = next
    }
    return wrong
  }

  return { give, say: (content, server) => heardFaults(content, server, app, last), ids: pressed }
}

/** Every button of a message, pressed by whom it answers, and by somebody else who sees it. */
function pressesOn(said: Message, hidden: boolean, from: 'server' | 'dm', pressed: Set<string>) {
  const offered = componentsOf(said.components).flatMap(({ custom_id, options = [] }) => {
    if (custom_id === undefined) return []
    const values = options.map(({ value }) => value)
    return values.length === 0 ? [{ custom_id }] : [values[0], values.at(-1)].map(value => ({ custom_id, value }))
  })
  return offered.flatMap(({ custom_id, ...chosen }) => {
    const value = 'value' in chosen ? chosen.value : undefined
    return [true, false].flatMap(own => {
      const key = [custom_id, value, own, hidden].join(' ')
      if (pressed.has(key) || (hidden && !own)) return []
      pressed.add(key)
      const button = asButton(custom_id, { from })
      const shares = custom_id.startsWith('1|s')
      return {
        interaction: {
          ...button,
          data: { ...(button.data as object), ...(value !== undefined && { values: [value] }) },
          message: {
            ...said,
            flags: 32768 | (hidden ? PRIVATE : 0),
            interaction_metadata: { user: { id: own ? ASKER : STRANGER } },
          },
        } as InteractionJson,
        circumstances: {
          from,
          secret: from === 'server' && !shares && !(own && !hidden && custom_id.startsWith('1|t')),
          mayUpdate: own || from === 'dm',
          mayRemove: own || from === 'dm',
        },
        hidden,
      }
    })
  })
}

function isHidden({ message }: InteractionJson): boolean {
  return (Number((message as Message | undefined)?.flags ?? 0) & PRIVATE) !== 0
}

type Choices = readonly { readonly name: string; readonly value: string }[]

type FormData = { readonly custom_id?: string; readonly title?: string; readonly components?: unknown }

/** Texts of a form are shown as they are, so only what no text may contain is wrong. */
function formFaults(form: FormData | undefined): readonly string[] {
  return /(?!\s)[\p{Cc}\p{Cs}\u202A-\u202E]/u.test(JSON.stringify([form?.title, form?.components]))
    ? [`opens ${JSON.stringify(form)}`]
    : []
}

/** A choice is shown by its name; its value only comes back. */
function choicesFaults(choices: Choices): readonly string[] {
  return choices
    .filter(({ name, value }) => /[\p{Cc}\p{Cs}\u202A-\u202E]|^[#@]/u.test(name) || /(?!\s)[\p{Cc}\p{Cs}]/u.test(value))
    .map(choice => `offers ${JSON.stringify(choice)}`)
}

async function heardFaults(content: string, server: string | undefined, app: App, last: () => Reply | undefined) {
  const author = { id: ASKER }
  const message = {
    id: '1',
    channel_id: '2',
    type: 0,
    content,
    author,
    ...(server !== undefined && { guild_id: server }),
  }
  const heard = await handleMessage(message, app, ids, { bot: BOT, localeOf: () => 'en-GB' })
  const reply = last()
  if (!heard || !reply) return []
  const { message_reference, nonce, enforce_nonce, ...body } = JSON.parse(JSON.stringify(heard.body))
  const whole = { ...body, message_reference, nonce, enforce_nonce }
  const { replied_user, ...allowed_mentions } = body.allowed_mentions
  return [
    ...(replied_user === false ? [] : ['pings who asked']),
    ...postFaults({ body: whole }, [heard.channel], { messages: new Map() }).map(({ says }) => says),
    ...messageFaults({ ...body, allowed_mentions }, reply),
  ]
}

/** The same app, and what it said last. */
function listening(app: App): { readonly app: App; readonly last: () => Reply | undefined } {
  let said: Reply | undefined
  const heard = (reply: Reply | undefined) => {
    said = reply
    return reply
  }
  return {
    last: () => said,
    app: {
      ...app,
      reply: request => {
        const reply = app.reply(request)
        heard(reply)
        return reply
      },
      press: pressed => {
        const leads = app.press(pressed)
        heard('reply' in leads ? leads.reply : undefined)
        return leads
      },
      replyToMessage: message => heard(app.replyToMessage(message)),
    },
  }
}
