import { html } from 'hono/html'
import { harmless } from '../../discord/markdown.ts'
import { type Action, encodePress } from '../../reply/action.ts'
import type { Block, Piece, Reply, Text } from '../../reply/reply.ts'

/** A piece of a page. The library escapes whatever is put into it. */
export type Html = ReturnType<typeof html>

/** A reply as HTML, without its buttons. No picture: the page asks no other host for anything. */
export function drawBlocks({ blocks, locale }: Reply): readonly Html[] {
  return blocks.map(block => drawBlock(block, locale))
}

/**
 * What can be done with a reply. Every button belongs to the form at the foot of the page, so that all of them work
 * without a script.
 *
 * @param message the number of the message that they stand on.
 */
export function drawActions(actions: readonly Action[], message: number): Html {
  const drawn = actions.map(action => drawAction(action, message)).filter(each => each !== undefined)
  return drawn.length === 0 ? html`` : html`<div class="actions">${drawn}</div>`
}

/** A button of the page's one form. */
export function button(label: string, name: string, value: string, look = 'button'): Html {
  return html`<button class="${look}" form="composer" name="${name}" value="${value}" formnovalidate>${harmless(label)}</button>`
}

/** A link to another place, opened beside the page; only its words when it is no address for a person to go to. */
export function outward(label: string, url: string, look = ''): Html {
  const shown = harmless(label)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return html`${shown}`
  return html`<a class="${look}" href="${new URL(url).href}" rel="noopener noreferrer nofollow" target="_blank">${shown}</a>`
}

/** `20 January 2023`, in the language of what stands around it. */
export function dayOf(iso: string, locale: string): Html {
  const date = new Date(iso)
  if (Number.isNaN(date.valueOf())) return html`${harmless(iso)}`
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
  return html`<time datetime="${iso}">${long}</time>`
}

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
        ${block.link && html`<p>${outward(block.link.label, block.link.url, 'button link')}</p>`}`
  }
}

function drawPiece(piece: Piece, locale: string): Html {
  if (typeof piece === 'string') return html`${harmless(piece)}`
  switch (piece.kind) {
    case 'strong':
      return html`<strong>${harmless(piece.text)}</strong>`
    case 'mark':
      return html`<mark>${harmless(piece.text)}</mark>`
    case 'link':
      return outward(piece.text, piece.url)
    case 'command':
      return command(piece.name, piece.rest)
    case 'date':
      return dayOf(piece.iso, locale)
  }
}

/** A command that can be pressed stands in the text box then, as on Discord. `…` is for the reader to fill in. */
function command(name: string, rest = ''): Html {
  const typed = `/${name} ${rest === '…' ? '' : rest}`
  return button(`/${name}${rest && ` ${rest}`}`, 'draft', typed, 'command')
}

function drawAction(action: Action, message: number): Html | undefined {
  if (action.kind === 'link') return outward(action.label, action.url, 'button link')
  if (action.kind === 'press') {
    const code = encodePress(action.press)
    return code === undefined
      ? undefined
      : button(action.label, 'do', `${message}|${code}`, action.main ? 'button main' : 'button')
  }
  const offered = action.options.flatMap(({ label, words }) => {
    const code = encodePress({ does: 'open', view: { command: action.command, words, page: 0 } })
    return code === undefined ? [] : [html`<li>${button(label, 'do', `${message}|${code}`, 'choice')}</li>`]
  })
  if (offered.length === 0) return undefined
  return html`<details class="menu"><summary class="button">${harmless(action.label)}</summary><ul>${offered}</ul></details>`
}
