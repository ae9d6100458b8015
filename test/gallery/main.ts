import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { html, raw } from 'hono/html'
import { readShow } from '../../src/content/read-show.ts'
import { internalErrorResponse, messageDeletedResponse } from '../../src/discord/handle-interaction.ts'
import { renderMessage } from '../../src/discord/message.ts'
import { languages } from '../../src/reply/languages/phrases.ts'
import { createLibrary } from '../../src/search/library.ts'
import { callbackFaults } from '../loopback/validate.ts'
import { draw, type Html, notification, type Part } from './draw.ts'
import { blink, type Script, scenes } from './scenes.ts'

const ids = new Map(
  ['ask', 'episode', 'resources', 'related', 'latest', 'help'].map((name, i) => [name, `90000000000000000${i}`]),
)

const program = new Command('gallery')
  .description('draws every kind of reply, in every language, on one page')
  .argument('<file>', 'the page to write, such as replies.html')
  .option(
    '--content <dir>',
    'the folder of episodes',
    fileURLToPath(new URL('../fixtures/lighthouse', import.meta.url)),
  )
for (const name of Object.keys(blink)) program.option(`--${name} <words>`)
program.parse()

const { content, ...words } = program.opts<{ content: string } & Partial<Script>>()
const { show } = await readShow(content)
const library = createLibrary(show, new Date().toISOString().slice(0, 10))
const sections = Object.keys(languages).map(locale => {
  const shown = scenes(library, { ...blink, ...words }, locale).map(({ title, reply }) => {
    const data = JSON.parse(JSON.stringify(renderMessage(reply, ids)))
    return card(title, `${reply.outcome}, ${reply.audience === 'asker' ? 'private' : 'public'}`, data, locale)
  })
  const lines = [
    ['Our own fault', internalErrorResponse({ locale })],
    ['A button on a message that is gone', messageDeletedResponse({ locale })],
  ] as const
  const ours = lines.map(([title, response]) =>
    card(title, 'rejected, private', JSON.parse(JSON.stringify(response)).data, locale),
  )
  return html`<h2 id="${locale}">${locale}</h2><div class="cards">${[...shown, ...ours]}</div>`
})
writeFileSync(program.args[0] ?? '', String(await page(sections)))

function card(title: string, how: string, data: { readonly components: readonly Part[] }, locale: string): Html {
  const faults = callbackFaults({ type: 4, data }, 2)
  return html`<article>
  <header><b>${title}</b> <span>${how}</span></header>
  <p class="phone">🔔 ${notification(data.components, locale)}</p>
  ${data.components.map(part => draw(part, locale))}
  ${faults.map(({ path, says }) => html`<mark>${path.join('.')} ${says}</mark>`)}
</article>`
}

function page(sections: readonly Html[]): Html {
  const style = raw(`
    body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; background: #313338; color: #dbdee1 }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(430px, 1fr)); gap: 1.5rem; align-items: start }
    article { border-left: 2px solid #5865f2; padding-left: 1rem; overflow-wrap: anywhere }
    header span, .phone, small { color: #949ba4; font-size: .85em }
    .container { background: #2b2d31; border: 1px solid #3f4147; border-radius: 8px; padding: .75rem; display: grid; gap: .5rem }
    .section, .row { display: flex; gap: .5rem; align-items: start; flex-wrap: wrap }
    .section { flex-wrap: nowrap; justify-content: space-between }
    .button { background: #4e5058; color: #fff; border-radius: 6px; padding: .35rem .7rem; white-space: nowrap }
    .main { background: #5865f2 }
    .picture { width: 85px; height: 85px; background: #404249; font-size: .6em; flex: none; border-radius: 8px }
    .menu { background: #1e1f22; border-radius: 6px; padding: .35rem .7rem; width: 100% }
    .mention { background: #3c4270; color: #c9cdfb } .date { background: #3a3c42 }
    blockquote { border-left: 4px solid #4e5058; margin: 0; padding-left: .75rem } h3 { margin: 0 } a { color: #00a8fc }
    mark { background: #f23f42; color: #fff }`)
  return html`<!doctype html><meta charset="utf-8"><title>Every reply</title><style>${style}</style>${sections}`
}
