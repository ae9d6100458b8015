import { html } from 'hono/html'
import { harmless } from '../../discord/markdown.ts'
import { decodePress, encodePress } from '../../reply/action.ts'
import type { Reply } from '../../reply/reply.ts'
import { addressOf, type Entry } from './channel.ts'
import { button, drawActions, drawBlocks, type Html } from './draw.ts'
import { words } from './words.ts'

/** What somebody said and what the bot answered, as two messages under one another. */
export function drawEntry(entry: Entry, number: number, reply: Reply | undefined): Html {
  const { began } = entry
  return html`
    <article id="m${number}" tabindex="-1" aria-label="${words.bot}, ${number}">
      ${'typed' in began ? asked(began.typed) : html`<p class="context">${contextOf(began.pressed)}</p>`}
      ${reply ? answered(reply, entry, number) : html`<p class="context quiet">${words.quiet}</p>`}
    </article>`
}

function asked(line: string): Html {
  return html`
    <div class="message mine">
      <span class="face" aria-hidden="true">${words.you.slice(0, 1)}</span>
      <div class="body">
        <h2 class="who">${words.you}</h2>
        <p class="said">${line.startsWith('/') ? html`<code>${harmless(line)}</code>` : harmless(line)}</p>
      </div>
    </div>`
}

function answered(reply: Reply, entry: Entry, number: number): Html {
  const hidden = reply.audience === 'asker'
  const alone = addressOf({ gone: 0, entries: [entry] })
  return html`
    <div class="message ${hidden ? 'private' : ''}">
      ${FACE}
      <div class="body">
        <div class="who">
          <h2>${words.bot}</h2> <span class="tag">${words.isBot}</span>
          <a class="permalink" href="${alone}" aria-label="${words.linkTo(number)}">${words.link}</a>
        </div>
        <div class="reply ${reply.outcome}" lang="${reply.locale}">${drawBlocks(reply)}${drawActions(reply.actions, number)}</div>
        ${hidden && html`<p class="only">${EYE} ${words.onlyYou} · ${dismiss(number)}</p>`}
      </div>
    </div>`
}

/** On Discord the client itself offers this under what only one can see. */
function dismiss(number: number): Html {
  return button(words.dismissPrivate, 'do', `${number}|${encodePress({ does: 'dismiss' })}`, 'plain')
}

const contextOf = (code: string): string => (decodePress(code)?.does === 'share' ? words.shared : words.opened)

/** Our own drawing: a sound wave. */
const FACE = html`<span class="face bot" aria-hidden="true"><svg viewBox="0 0 24 24"><path d="M5 14v-4M9.7 18V6M14.3 15.5v-7M19 13.5v-3" /></svg></span>`

const EYE = html`<svg class="eye" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 12s4-6.5 10-6.5S22 12 22 12s-4 6.5-10 6.5S2 12 2 12z" /><circle cx="12" cy="12" r="2.6" /></svg>`
