import { html } from 'hono/html'
import type { App } from '../commands/app.ts'
import { examplesOf } from '../commands/examples.ts'
import type { Library } from '../search/library.ts'
import { type Answered, type Channel, isDismissed, MAX_LINE_LENGTH } from './channel.ts'
import { libraryCounts } from './dashboard.ts'
import { drawEntry, type Html } from './message.ts'
import { commandOffer } from './suggest.ts'
import { pageText } from './text.ts'

export type ChannelPage = {
  readonly main: Html
  readonly foot: Html
  /** The reply to the last entry, for the log. */
  readonly last: Answered | undefined
}

/**
 * The channel as a page: its messages, or the first screen if there are none.
 *
 * @param answers to the entries of the channel, as `answerChannel` returns them.
 * @param service the host that questions are sent to for their vectors, if any.
 * @param draft the initial content of the text box.
 */
export function drawChannel(
  channel: Channel,
  {
    answers,
    library,
    app,
    service,
    draft,
  }: {
    readonly answers: readonly (Answered | undefined)[]
    readonly library: Library
    readonly app: App
    readonly service: string | undefined
    readonly draft: string
  },
): ChannelPage {
  const messages = channel.entries.map((entry, i) => {
    const answer = answers[i]
    return answer ? drawEntry(entry, channel.gone + i + 1, answer.reply) : ''
  })
  const empty = channel.entries.every(isDismissed)
  // The Enter key presses the first button of a form, wherever it is, so that must be a plain submit button.
  const main = html`
    <button type="submit" form="composer" class="unseen" tabindex="-1" aria-hidden="true">${pageText.send}</button>
    ${empty ? welcome(library, app, service) : html`<h1 class="unseen">${pageText.title(library.show.name)}</h1>`}
    ${!empty && channel.gone > 0 && html`<p class="context">${pageText.gone}</p>`}
    <div id="log" role="log" aria-label="${pageText.conversation}">${messages}</div>`
  return { main, foot: composer(channel, draft), last: answers.findLast(answer => answer !== undefined) }
}

/** The first screen: the show, what the bot knows about it, and what to try. */
function welcome(library: Library, app: App, service: string | undefined): Html {
  const slash = app.commands.filter(({ kind }) => kind === 'slash').map(command => commandOffer(command, 'en'))
  return html`
    <section class="welcome">
      <h1>${pageText.welcome(library.show.name)}</h1>
      <p class="intro">${pageText.intro(service)}</p>
      ${library.episodes.every(({ segments }) => segments.length === 0) && html`<p class="small">${pageText.demo} <code>${pageText.demoCommand}</code></p>`}
      <ul class="counts" aria-label="${pageText.knows}">
        ${libraryCounts(library).map(({ number, label }) => html`<li><strong>${number}</strong> ${label}</li>`)}
      </ul>
      <h2>${pageText.tryThis}</h2>
      <ul class="examples">
        ${linesToTry(library).map(line => html`<li><a href="/?${new URLSearchParams({ q: line }).toString()}" data-stay>${line}</a></li>`)}
      </ul>
      <h2>${pageText.commands}</h2>
      <dl class="commands">
        ${slash.map(
          ({ label, detail, line }) =>
            html`<div><dt><button class="command" form="composer" name="draft" value="${line}" formnovalidate>${label}</button></dt><dd>${detail}</dd></div>`,
        )}
      </dl>
      <p class="small">${pageText.mention} <button class="command" form="composer" name="draft" value="@${pageText.bot} " formnovalidate>@${pageText.bot}</button></p>
    </section>`
}

/** Two questions, a subject with links and an episode; for a small show, commands instead. */
function linesToTry(library: Library): readonly string[] {
  const { questions, subject, episode } = examplesOf(library)
  const lines = [
    ...questions.slice(0, 2),
    ...(subject === undefined ? [] : [`/resources ${subject}`]),
    ...(episode === undefined ? [] : [`/episode ${episode}`]),
  ]
  const commands = episode === undefined ? ['/help'] : ['/latest', '/help']
  return [...lines, ...commands.slice(0, Math.max(0, 3 - lines.length))]
}

/** The only form of the page. Its hidden fields are the channel so far, and the buttons of all messages belong to it. */
function composer({ gone, entries }: Channel, draft: string): Html {
  const state = entries.flatMap(({ began, turned }) => [
    'typed' in began ? hidden('q', began.typed) : hidden('p', began.pressed),
    ...(turned === undefined ? [] : [hidden('p', turned)]),
  ])
  return html`
    <footer>
      <form id="composer" action="/" method="get" autocomplete="off">
        <div id="state">${gone > 0 && hidden('from', String(gone))}${state}</div>
        <div id="menu" hidden>
          <div id="choices" role="listbox" aria-label="${pageText.choices}"></div>
          <p class="keys" aria-hidden="true">${pageText.keys.map(([key, effect]) => html`<span><kbd>${key}</kbd> ${effect}</span>`)}</p>
        </div>
        <div class="line">
          <label class="unseen" for="say">${pageText.composer}</label>
          <input id="say" name="say" type="text" maxlength="${MAX_LINE_LENGTH}" value="${draft}" placeholder="${pageText.placeholder}"
            autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="send" ${draft !== '' && html`autofocus`}>
          <button class="send" type="submit">${pageText.send}</button>
        </div>
        <p id="note" role="status" data-unreachable="${pageText.unreachable}"></p>
      </form>
    </footer>`
}

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

/** @param room which of the two pages it is; `none` for an error page. */
export type Frame = {
  readonly title: string
  readonly show: string
  readonly room: 'channel' | 'dashboard' | 'none'
  readonly main: Html
  /** The footer, which is always visible. */
  readonly foot?: Html
}

const STYLES = ['page', 'welcome', 'message', 'composer', 'dashboard']

const SCRIPTS: Readonly<Record<Frame['room'], string>> = { channel: '/page.js', dashboard: '/dashboard.js', none: '' }

/** A whole page. Everything that it loads comes from this server. */
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
    ${foot && html`<a class="skip" href="#say">${pageText.skip}</a>`}
    <header>
      <a class="name" href="/">${show}</a>
      <nav aria-label="${pageText.bot}">
        <a href="/" ${here('channel')}>${pageText.channel}</a>
        <a href="/dashboard" ${here('dashboard')}>${pageText.dashboard}</a>
      </nav>
    </header>
    <main>${main}</main>
    ${foot}
  </body>
</html>`
}
