import { html } from 'hono/html'
import type { Html } from './draw.ts'
import { words } from './words.ts'

/** @param room which of the two pages it is; `none` for a page that only says what went wrong. */
export type Frame = {
  readonly title: string
  readonly show: string
  readonly room: 'channel' | 'desk' | 'none'
  readonly main: Html
  /** What stands below, always in sight. */
  readonly foot?: Html
}

const STYLES = ['page', 'welcome', 'message', 'composer', 'desk']

const SCRIPTS: Readonly<Record<Frame['room'], string>> = { channel: '/page.js', desk: '/desk.js', none: '' }

/** A whole page. Everything it loads comes from ourselves. */
export function frame({ title, show, room, main, foot }: Frame): Html {
  const here = (name: Frame['room']) => (name === room ? html`aria-current="page"` : '')
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    ${STYLES.map(name => html`<link rel="stylesheet" href="/${name}.css">`)}
    ${SCRIPTS[room] && html`<script src="${SCRIPTS[room]}" type="module"></script>`}
  </head>
  <body class="${room}">
    ${foot && html`<a class="skip" href="#say">${words.skip}</a>`}
    <header>
      <a class="name" href="/">${show}</a>
      <nav aria-label="${words.bot}">
        <a href="/" ${here('channel')}>${words.channel}</a>
        <a href="/desk" ${here('desk')}>${words.desk}</a>
      </nav>
    </header>
    <main>${main}</main>
    ${foot}
  </body>
</html>`
}
