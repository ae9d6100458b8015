import { html } from 'hono/html'
import type { App } from '../../commands/app.ts'
import type { Library } from '../../search/library.ts'
import { type Channel, isDismissed, LONGEST_LINE } from './channel.ts'
import type { Html } from './draw.ts'
import { knows } from './knows.ts'
import { drawEntry } from './message.ts'
import { commandOffer } from './suggest.ts'
import { type Answered, answerEntry } from './talk.ts'
import { words } from './words.ts'

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
