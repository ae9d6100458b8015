import { html } from 'hono/html'
import { type Action, decodeButtonAction, encodeButtonAction, isDismiss } from '../reply/actions.ts'
import type { Block, Piece, Reply, Text } from '../reply/types.ts'
import { stripControls } from '../text.ts'
import { channelUrl, type Entry } from './channel.ts'
import { pageText } from './text.ts'

/** A user's line and the bot's reply, as two messages. */
export function drawEntry(entry: Entry, number: number, reply: Reply | undefined): Html {
  const { began } = entry
  return html`
    <article id="m${number}" tabindex="-1" aria-label="${pageText.bot}, ${number}">
      ${'typed' in began ? drawLine(began.typed) : html`<p class="context">${contextOf(began.pressed)}</p>`}
      ${reply ? drawReply(reply, entry, number) : html`<p class="context quiet">${pageText.quiet}</p>`}
    </article>`
}

function drawLine(line: string): Html {
  return html`
    <div class="message mine">
      <span class="face" aria-hidden="true">${pageText.you.slice(0, 1)}</span>
      <div class="body">
        <h2 class="who">${pageText.you}</h2>
        <p class="said">${line.startsWith('/') ? html`<code>${stripControls(line)}</code>` : stripControls(line)}</p>
      </div>
    </div>`
}

function drawReply(reply: Reply, entry: Entry, number: number): Html {
  const hidden = reply.audience === 'asker'
  const alone = channelUrl({ gone: 0, entries: [entry] })
  return html`
    <div class="message ${hidden ? 'private' : ''}">
      ${FACE}
      <div class="body">
        <div class="who">
          <h2>${pageText.bot}</h2> <span class="tag">${pageText.isBot}</span>
          <a class="permalink" href="${alone}" aria-label="${pageText.linkTo(number)}">${pageText.link}</a>
        </div>
        <div class="reply ${reply.outcome}" lang="${reply.locale}">${drawBlocks(reply)}${drawActions(reply.actions, number)}</div>
        ${hidden && html`<p class="only">${EYE} ${pageText.onlyYou} · ${dismiss(number)}</p>`}
      </div>
    </div>`
}

/** Discord's own client offers this below private messages. */
function dismiss(number: number): Html {
  return button(pageText.dismissPrivate, 'do', `${number}|${encodeButtonAction({ kind: 'dismiss' })}`, 'plain')
}

const contextOf = (code: string): string =>
  decodeButtonAction(code)?.kind === 'share' ? pageText.shared : pageText.opened

/** A sound wave. */
const FACE = html`<span class="face bot" aria-hidden="true"><svg viewBox="0 0 24 24"><path d="M5 14v-4M9.7 18V6M14.3 15.5v-7M19 13.5v-3" /></svg></span>`

const EYE = html`<svg class="eye" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 12s4-6.5 10-6.5S22 12 22 12s-4 6.5-10 6.5S2 12 2 12z" /><circle cx="12" cy="12" r="2.6" /></svg>`

/** A piece of HTML. The library escapes all values that are put into it. */
export type Html = ReturnType<typeof html>

/** A reply as HTML, without its buttons, and without pictures, since the page requests nothing from other hosts. */
export function drawBlocks({ blocks, locale }: Reply): readonly Html[] {
  return blocks.map(block => drawBlock(block, locale))
}

/**
 * The buttons and menus of a reply. They belong to the form at the foot of the page, so that they work without JavaScript.
 *
 * @param message the number of the message that they belong to.
 */
function drawActions(actions: readonly Action[], message: number): Html {
  const draw = (some: readonly Action[]) => {
    const main = some.find(action => action.kind === 'link')
    const drawn = some.map(action => drawAction(action, message, action === main)).filter(each => each !== undefined)
    return drawn.length === 0 ? html`` : html`<div class="actions">${drawn}</div>`
  }
  // As on Discord, the button that deletes the reply has a row of its own.
  return html`<div class="controls">${draw(actions.filter(action => !isDismiss(action)))}${draw(actions.filter(isDismiss))}</div>`
}

/** A button of the page's one form. */
function button(label: string, name: string, value: string, look = 'button', disabled = false): Html {
  return html`<button ${disabled && 'disabled'} class="${look}" form="composer" name="${name}" value="${value}" formnovalidate>${stripControls(label)}</button>`
}

/** A link to another site, in a new tab; only its text if the URL is not http(s). */
export function externalLink(label: string, url: string, look = ''): Html {
  const shown = stripControls(label)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return html`${shown}`
  return html`<a class="${look}" href="${new URL(url).href}" rel="noopener noreferrer nofollow" target="_blank">${shown}</a>`
}

/** A date in the reader's language: `20 January 2023`. */
export function dayOf(iso: string, locale: string): Html {
  return isDate(iso) ? html`<time datetime="${iso}">${dateOf(iso, locale)}</time>` : html`${stripControls(iso)}`
}

/** A date in words; as it is if it is none. */
export function dateOf(iso: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return isDate(iso) ? format.format(new Date(iso)) : stripControls(iso)
}

const isDate = (iso: string): boolean => !Number.isNaN(new Date(iso).valueOf())

function drawBlock(block: Block, locale: string): Html {
  const line = (text: Text) => text.map(piece => drawPiece(piece, locale))
  switch (block.kind) {
    case 'title':
      return html`<h3 class="title">${line(block.text)}</h3>`
    case 'paragraph':
      return html`<p>${line(block.text)}</p>`
    case 'small':
      return html`<p class="small">${line(block.text)}</p>`
    case 'list': {
      const list = html`<ul>${block.items.map(item => html`<li>${line(item)}</li>`)}</ul>`
      return block.heading ? html`<h3>${line(block.heading)}</h3>${list}` : list
    }
    case 'quote':
      return html`
        ${block.lead && html`<p class="lead">${line(block.lead)}</p>`}
        <figure>
          <blockquote>${line(block.text)}</blockquote>
          ${block.from && block.from.length > 0 && html`<figcaption>${line(block.from)}</figcaption>`}
        </figure>
        ${block.link && html`<p>${externalLink(block.link.label, block.link.url, 'button link main')}</p>`}`
  }
}

function drawPiece(piece: Piece, locale: string): Html {
  if (typeof piece === 'string') return html`${stripControls(piece)}`
  switch (piece.kind) {
    case 'strong':
      return html`<strong>${stripControls(piece.text)}</strong>`
    case 'mark':
      return html`<mark>${stripControls(piece.text)}</mark>`
    case 'link':
      return externalLink(piece.text, piece.url)
    case 'command':
      return command(piece.name, piece.rest)
    case 'date':
      return dayOf(piece.iso, locale)
  }
}

/** A command that is put into the text box when it is clicked, as on Discord. `…` is for the reader to fill in. */
function command(name: string, rest = ''): Html {
  const typed = `/${name} ${rest === '…' ? '' : rest}`
  return button(`/${name}${rest && ` ${rest}`}`, 'draft', typed, 'command')
}

/** @param isMain whether it stands out from the others. */
function drawAction(action: Action, message: number, isMain: boolean): Html | undefined {
  if (action.kind === 'link') return externalLink(action.label, action.url, `button link${isMain ? ' main' : ''}`)
  if (action.kind === 'button' && action.action.kind === 'form') {
    const { command, episode } = action.action.view
    return button(action.label, 'draft', `/${command} episode:${episode} question:`)
  }
  if (action.kind === 'button') {
    const code = encodeButtonAction(action.action)
    return code === undefined
      ? undefined
      : button(action.label, 'do', `${message}|${code}`, action.primary ? 'button main' : 'button', action.disabled)
  }
  const offered = action.options.flatMap(({ label, words }) => {
    const code = encodeButtonAction({ kind: 'open', view: { command: action.command, words, page: 0 } })
    return code === undefined ? [] : [html`<li>${button(label, 'do', `${message}|${code}`, 'choice')}</li>`]
  })
  if (offered.length === 0) return undefined
  return html`<details class="menu"><summary class="button">${stripControls(action.label)}</summary><ul>${offered}</ul></details>`
}
