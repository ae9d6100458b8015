/*
 * Suggestions while typing: an editable combobox with a list, as in the WAI-ARIA Authoring Practices
 * (w3.org/WAI/ARIA/apg/patterns/combobox). The server decides what is suggested.
 */
import { need } from './need.js'

const say = need('say', HTMLInputElement)
const list = need('choices', HTMLElement)
const frame = need('menu', HTMLElement)

/** @typedef {{ label: string, detail: string, line: string }} Suggestion */

/**
 * The suggestions, the line that they belong to, and the chosen one; -1 for none.
 *
 * @type {{ offers: readonly Suggestion[], line: string, chosen: number }}
 */
let menu = { offers: [], line: '', chosen: -1 }

/** @type {AbortController | undefined} */
let request

// If the user types on and presses Enter before new suggestions arrive, the typed line counts.
say.addEventListener('input', () => {
  choose(-1)
  offer()
})
say.addEventListener('blur', closeChoices)
say.addEventListener('keydown', event => {
  if (event.isComposing) return
  const { offers, chosen } = menu
  const open = offers.length > 0
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    if (!open) return event.key === 'ArrowUp' && recall() ? undefined : offer()
    const step = event.key === 'ArrowDown' ? 1 : -1
    choose(chosen < 0 && step < 0 ? offers.length - 1 : (chosen + step + offers.length) % offers.length)
  } else if (open && event.key === 'Escape') {
    event.preventDefault()
    closeChoices()
  } else if (
    open &&
    menu.line === say.value &&
    (event.key === 'Enter' ? chosen >= 0 && !isTyped(chosen) : event.key === 'Tab' && !event.shiftKey)
  ) {
    event.preventDefault()
    pick(Math.max(0, chosen))
  }
})

frame.addEventListener('mousedown', event => event.preventDefault())
list.addEventListener('click', event => {
  const option = event.target instanceof Element ? event.target.closest('[role=option]') : null
  if (option) pick([...list.children].indexOf(option))
})

for (const [name, value] of Object.entries({
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-controls': 'choices',
  'aria-expanded': 'false',
})) {
  say.setAttribute(name, value)
}

/**
 * Puts a line into the text box.
 *
 * @param {string} line
 * @param {boolean} more whether there may be suggestions for it
 */
export function write(line, more) {
  closeChoices()
  say.value = line
  say.focus({ preventScroll: true })
  say.setSelectionRange(line.length, line.length)
  if (more) offer()
}

export function closeChoices() {
  request?.abort()
  openMenu([], -1, '')
}

/** Requests suggestions for the current line. */
async function offer() {
  request?.abort()
  request = new AbortController()
  const line = say.value
  if (line.trim() === '') return closeChoices()
  try {
    const { signal } = request
    const response = await fetch(`/suggest?${new URLSearchParams({ line })}`, { signal })
    if (!response.ok) return closeChoices()
    const { first, typed, offers } = await response.json()
    if (say.value === line && document.activeElement === say) openMenu(offers, first ? 0 : -1, typed)
  } catch (error) {
    // If the user typed on, or the server is gone, there is nothing to suggest.
    if (!(error instanceof DOMException && error.name === 'AbortError')) closeChoices()
  }
}

/**
 * @param {readonly Suggestion[]} offers
 * @param {number} chosen
 * @param {string} typed the words to show in bold
 */
function openMenu(offers, chosen, typed) {
  list.replaceChildren(
    ...offers.map(({ label, detail }, i) => {
      const option = document.createElement('div')
      option.id = `choice-${i}`
      option.role = 'option'
      const [name, what] = [document.createElement('span'), document.createElement('span')]
      name.append(...withBold(label, typed))
      what.textContent = detail
      what.className = 'detail'
      option.append(name, ' ', what)
      return option
    }),
  )
  menu = { offers, line: say.value, chosen: -1 }
  frame.hidden = offers.length === 0
  say.setAttribute('aria-expanded', String(offers.length > 0))
  choose(offers.length > 0 ? chosen : -1)
}

/**
 * A label with the words that were typed in bold, wherever one of its words begins with one.
 *
 * @param {string} label
 * @param {string} typed
 * @returns {(string | HTMLElement)[]}
 */
function withBold(label, typed) {
  const words = typed.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '')
  if (words.length === 0) return [label]
  const starts = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})`, 'giu')
  return label.split(starts).map((part, i) => {
    if (i % 2 === 0) return part
    const bold = document.createElement('b')
    bold.textContent = part
    return bold
  })
}

/**
 * Puts the line that was sent before this one into the text box, like a shell. The lines are in the form, since they are
 * the page's state.
 *
 * @returns {boolean} whether there was one
 */
function recall() {
  const sent = [...document.querySelectorAll('#state [name=q]')].flatMap(field =>
    field instanceof HTMLInputElement ? field.value : [],
  )
  const at = say.value === '' ? sent.length : sent.lastIndexOf(say.value)
  const line = sent[at - 1]
  if (line === undefined) return false
  write(line, false)
  return true
}

/**
 * Whether a suggestion is what has been typed, so that Enter sends the line.
 *
 * @param {number} place
 */
function isTyped(place) {
  return menu.offers[place]?.line.trim() === say.value.trim()
}

/** @param {number} place */
function choose(place) {
  menu = { ...menu, chosen: place }
  const options = [...list.children]
  for (const [i, option] of options.entries()) option.setAttribute('aria-selected', String(i === place))
  const option = options[place]
  option?.scrollIntoView({ block: 'nearest' })
  if (option) say.setAttribute('aria-activedescendant', option.id)
  else say.removeAttribute('aria-activedescendant')
}

/** @param {number} place */
function pick(place) {
  const line = menu.offers[place]?.line
  if (line !== undefined) write(line, /[ :]$/.test(line))
}
