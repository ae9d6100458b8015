import { html } from 'hono/html'
import type { App } from '../commands/app.ts'
import type { Library } from '../search/library.ts'
import { type Answered, answerEntry, type Channel, isDismissed, LONGEST_LINE } from './channel.ts'
import { knows } from './dashboard.ts'
import { drawEntry, type Html } from './message.ts'
import { commandOffer } from './suggest.ts'

export type ChannelPage = {
  readonly main: Html
  readonly foot: Html
  /** What the last entry was answered, for the log. */
  readonly last: Answered | undefined
}

/**
 * The channel as a page: what happened in it, or what one can do there when nothing has.
 *
 * @param tries lines worth typing.
 * @param draft what already stands in the text box.
 */
export function drawChannel(
  channel: Channel,
  {
    library,
    app,
    locale,
    tries,
    draft,
  }: {
    readonly library: Library
    readonly app: App
    readonly locale: string
    readonly tries: readonly string[]
    readonly draft: string
  },
): ChannelPage {
  let last: Answered | undefined
  const messages = channel.entries.map((entry, i) => {
    if (isDismissed(entry)) return ''
    last = answerEntry(entry, app, locale)
    return drawEntry(entry, channel.gone + i + 1, last.reply)
  })
  const empty = channel.entries.every(isDismissed)
  // The Enter key presses the first button of a form, wherever it stands: it must be one that only sends.
  const main = html`
    <button type="submit" form="composer" class="unseen" tabindex="-1" aria-hidden="true">${words.send}</button>
    ${empty ? welcome(library, app, tries) : html`<h1 class="unseen">${words.title(library.show.name)}</h1>`}
    ${!empty && channel.gone > 0 && html`<p class="context">${words.gone}</p>`}
    <div id="log" role="log" aria-label="${words.conversation}">${messages}</div>`
  return { main, foot: composer(channel, draft), last }
}

/** The first screen: whose show, what is known of it, and what to try. */
function welcome(library: Library, app: App, tries: readonly string[]): Html {
  const slash = app.commands.filter(({ kind }) => kind === 'slash').map(command => commandOffer(command, 'en'))
  return html`
    <section class="welcome">
      <h1>${words.welcome(library.show.name)}</h1>
      <p class="intro">${words.intro}</p>
      <ul class="figures" aria-label="${words.knows}">
        ${knows(library).map(({ number, label }) => html`<li><strong>${number}</strong> ${label}</li>`)}
      </ul>
      <h2>${words.tryThis}</h2>
      <ul class="tries">
        ${tries.map(line => html`<li><a href="/?${new URLSearchParams({ q: line }).toString()}" data-stay>${line}</a></li>`)}
      </ul>
      <h2>${words.commands}</h2>
      <dl class="commands">
        ${slash.map(
          ({ label, detail, line }) =>
            html`<div><dt><button class="command" form="composer" name="draft" value="${line}" formnovalidate>${label}</button></dt><dd>${detail}</dd></div>`,
        )}
      </dl>
      <p class="small">${words.mention} <button class="command" form="composer" name="draft" value="@${words.bot} " formnovalidate>@${words.bot}</button></p>
    </section>`
}

/** The one form of the page. The hidden fields are the channel so far; every button on a message belongs to it too. */
function composer({ gone, entries }: Channel, draft: string): Html {
  const state = entries.flatMap(({ began, turned }) => [
    'typed' in began ? hidden('q', began.typed) : hidden('p', began.pressed),
    ...(turned === undefined ? [] : [hidden('p', turned)]),
  ])
  return html`
    <footer>
      <form id="composer" action="/" method="get" autocomplete="off">
        <div id="state">${gone > 0 && hidden('from', String(gone))}${state}</div>
        <div id="choices" role="listbox" aria-label="${words.choices}" hidden></div>
        <div class="line">
          <label class="unseen" for="say">${words.composer}</label>
          <input id="say" name="say" type="text" maxlength="${LONGEST_LINE}" value="${draft}" placeholder="${words.placeholder}"
            autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="send" ${draft !== '' && html`autofocus`}>
          <button class="send" type="submit">${words.send}</button>
        </div>
        <p id="note" role="status" data-unreachable="${words.unreachable}"></p>
      </form>
    </footer>`
}

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

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

/** Every sentence of the page itself. What the bot says is in `reply/`, in the reader's language. */
export const words = {
  bot: 'Shownotes',
  you: 'You',
  title: (show: string): string => `Ask ${show}`,
  isBot: 'Bot',
  channel: 'Channel',
  conversation: 'Conversation',
  desk: 'Desk',
  skip: 'Skip to what you can type',
  composer: 'Ask a question, or type / for the commands',
  placeholder: 'Ask, or type / for commands',
  send: 'Send',
  choices: 'Choices',
  onlyYou: 'Only you can see this',
  shared: 'You shared this',
  opened: 'You opened this from an answer',
  link: 'Link',
  linkTo: (message: number): string => `Link to message ${message} alone`,
  dismissPrivate: 'Dismiss',
  quiet: 'The bot leaves this alone: it is not a question to it.',
  gone: 'Earlier messages have left the page, for its address holds no more.',
  welcome: (show: string): string => `Ask ${show}`,
  intro:
    'This is a channel as your community would have it on Discord, with the same bot and the same answers. Nothing that ' +
    'you type is kept, and nothing is sent anywhere else.',
  knows: 'What it knows',
  tryThis: 'Try one of these',
  commands: 'Commands',
  mention: 'Plain words are a question, and so is a mention of the bot:',
  optional: 'optional',
  tooFast: 'That was a lot at once. Take a breath, and try again in a few seconds.',
  notFound: 'There is no such page here.',
  notFoundNext: 'Go to the channel',
  wrongMethod: 'This page only answers GET and HEAD: nothing on it can be changed from outside.',
  wrongHost: 'This page answers to its own address alone. Open it under the one that the log shows.',
  tooLong: 'This address is longer than the page reads. Ask with the one or two sentences that matter.',
  unreachable: 'The page does not answer. Is it still running?',
  fault: 'Something went wrong on our side, and it is noted in the log. Please try again.',
} as const
