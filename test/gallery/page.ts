import { html, raw } from 'hono/html'
import { internalErrorResponse, messageDeletedResponse } from '../../src/discord/handle-interaction.ts'
import { renderMessage } from '../../src/discord/message.ts'
import { languages } from '../../src/reply/languages/phrases.ts'
import type { Library } from '../../src/search/library.ts'
import { callbackFaults } from '../loopback/validate.ts'
import { draw, type Html, notification, type Part } from './draw.ts'
import { type Script, scenes } from './scenes.ts'

const ids = new Map(
  ['ask', 'episode', 'episodes', 'resources', 'related', 'latest', 'help'].map((name, i) => [
    name,
    `90000000000000000${i}`,
  ]),
)

const [FIRST] = Object.keys(languages)

type Card = { readonly id: string; readonly title: string; readonly html: Html }

/**
 * Every kind of reply, in every language, on one page: about as Discord draws it, on a phone or wider, light or dark. What
 * Discord would refuse is marked.
 */
export async function drawGallery(library: Library, script: Script): Promise<string> {
  const sections = Object.keys(languages).map(locale => ({ locale, cards: cardsIn(library, script, locale) }))
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Every reply</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>Every reply</h1>
<form>
${choice('Width', 'width', ['phone', 'desktop'])}
${choice('Colours', 'colours', ['system', 'light', 'dark'])}
</form>
</header>
<nav aria-label="Contents">
<p>${sections.map(({ locale }) => html`<a href="#${locale}">${locale}</a> `)}</p>
<ul>${sections[0]?.cards.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
</nav>
<main>
${sections.map(
  ({ locale, cards }) =>
    html`<section lang="${locale}"><h2 id="${locale}">${locale}</h2><div class="cards">${cards.map(card => card.html)}</div></section>`,
)}
</main>
</body>
</html>
`
  return String(await body)
}

function choice(legend: string, name: string, values: readonly string[]): Html {
  return html`<fieldset><legend>${legend}</legend>${values.map(
    (value, i) =>
      html`<label><input type="radio" name="${name}" id="${value}" ${i === 0 && html`checked`}> ${value}</label>`,
  )}</fieldset>`
}

function cardsIn(library: Library, script: Script, locale: string): readonly Card[] {
  const shown = scenes(library, script, locale).map(({ title, reply }) => {
    const data = JSON.parse(JSON.stringify(renderMessage(reply, ids)))
    return { title, how: `${reply.outcome}, ${reply.audience === 'asker' ? 'private' : 'public'}`, data }
  })
  const ours = [
    ['Our own fault', internalErrorResponse({ locale })],
    ['A button on a message that is gone', messageDeletedResponse({ locale })],
  ] as const
  const faults = ours.map(([title, response]) => ({
    title,
    how: 'rejected, private',
    data: JSON.parse(JSON.stringify(response)).data,
  }))
  return [...shown, ...faults].map(({ title, how, data }, i) => {
    // The contents lead to the first language alone.
    const id = locale === FIRST ? `reply-${i + 1}` : ''
    return { id, title, html: drawCard(id, title, how, data, locale) }
  })
}

function drawCard(
  id: string,
  title: string,
  how: string,
  data: { readonly components: readonly Part[] },
  locale: string,
): Html {
  const faults = callbackFaults({ type: 4, data }, 2)
  return html`<article${id && html` id="${id}"`}><h3>${title}</h3><p>${how} · 🔔 ${notification(data.components, locale)}</p>
${data.components.map(part => draw(part, locale))}${faults.map(({ path, says }) => html`<mark>${path.join('.')} ${says}</mark>`)}</article>`
}

const LIGHT =
  '--page: #fff; --ink: #2e3035; --quiet: #595b63; --card: #f2f3f5; --line: #d4d7dc; --button: #4e5058; --link: #0060b0; ' +
  '--chip: #dfe2ff; --on-chip: #3b45b5; --date: #e6e8eb; --menu: #e3e5e8'
const DARK =
  '--page: #313338; --ink: #dbdee1; --quiet: #b5bac1; --card: #2b2d31; --line: #3f4147; --button: #4e5058; --link: #4db8ff; ' +
  '--chip: #3c4270; --on-chip: #dee0fc; --date: #3a3c42; --menu: #1e1f22'

const STYLE = `
:root { ${LIGHT}; color-scheme: light }
@media (prefers-color-scheme: dark) { :root:has(#system:checked) { ${DARK}; color-scheme: dark } }
:root:has(#dark:checked) { ${DARK}; color-scheme: dark }
body { background: var(--page); color: var(--ink); font: 1rem/1.4 system-ui, sans-serif; margin: 0; padding: 1rem clamp(.75rem, 3vw, 2rem) }
header, form, fieldset { align-items: baseline; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
fieldset { border: 0; margin: 0; padding: 0 }
legend { color: var(--quiet); float: left; padding: 0 }
h1, h2, h3, h4, p { margin: 0 }
h2 { margin-block: 2.5rem 1rem }
nav { columns: 16rem; font-size: .875rem; margin-block: 1rem }
nav ul { margin: 0; padding-inline-start: 1.25rem }
a { color: var(--link) }
.cards { align-items: start; display: grid; gap: 2rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 37rem), 1fr)) }
:root:has(#phone:checked) .cards { grid-template-columns: repeat(auto-fill, min(100%, 22.5rem)) }
article { display: grid; gap: .4rem; overflow-wrap: anywhere; scroll-margin-top: 1rem }
article > p, small { color: var(--quiet); font-size: .85em }
article section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; display: grid; gap: .5rem; max-width: 37rem; padding: .75rem }
.beside, footer { align-items: start; display: flex; flex-wrap: wrap; gap: .5rem }
.beside { flex-wrap: nowrap; justify-content: space-between }
kbd { background: var(--button); border-radius: 6px; color: #fff; font: inherit; padding: .35rem .7rem; white-space: nowrap }
kbd.main { background: #4752c4 }
.off { background: var(--menu); color: var(--quiet) }
.picture { background: var(--menu); border-radius: 8px; flex: none; font-size: .6em; height: 85px; overflow: hidden; width: 85px }
details { background: var(--menu); border-radius: 6px; padding: .35rem .7rem; width: 100% }
samp { background: var(--chip); color: var(--on-chip); font: inherit }
time { background: var(--date) }
blockquote { border-left: 4px solid var(--quiet); margin: 0; padding-left: .75rem }
section a { color: var(--link); text-decoration: none }
mark { background: #c4262b; color: #fff }`
