/*
 * Choices while one types: an editable combobox with a list, as in the WAI-ARIA Authoring Practices
 * (w3.org/WAI/ARIA/apg/patterns/combobox). What can be chosen, and the line it makes, is for the page to say.
 */
import { need } from './need.js'

const say = need('say', HTMLInputElement)
const list = need('choices', HTMLElement)

/** @typedef {{ label: string, detail: string, line: string }} Suggestion */

/**
 * What is offered, for which line, and which of it is chosen; -1 for none.
 *
 * @type {{ offers: readonly Suggestion[], line: string, chosen: number }}
 */
let menu = { offers: [], line: '', chosen: -1 }

/** @type {AbortController | undefined} */
let asking

// Who types on and presses Enter before the next choices are there means what they typed.
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
    if (!open) return offer()
    const step = event.key === 'ArrowDown' ? 1 : -1
    choose(chosen < 0 && step < 0 ? offers.length - 1 : (chosen + step + offers.length) % offers.length)
  } else if (open && event.key === 'Escape') {
    event.preventDefault()
    closeChoices()
  } else if (
    open &&
    menu.line === say.value &&
    (event.key === 'Enter' ? chosen >= 0 : event.key === 'Tab' && !event.shiftKey)
  ) {
    event.preventDefault()
    pick(Math.max(0, chosen))
  }
})

list.addEventListener('mousedown', event => event.preventDefault())
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
 * @param {boolean} more whether there may be something to choose behind it
 */
export function write(line, more) {
  closeChoices()
  say.value = line
  say.focus({ preventScroll: true })
  say.setSelectionRange(line.length, line.length)
  if (more) offer()
}

export function closeChoices() {
  asking?.abort()
  openMenu([], -1)
}

/** Asks what can be chosen for the line as it stands. */
async function offer() {
  asking?.abort()
  asking = new AbortController()
  const line = say.value
  if (!/^\s*[/@]/.test(line)) return closeChoices()
  try {
    const { signal } = asking
    const response = await fetch(`/suggest?${new URLSearchParams({ line })}`, { signal })
    if (!response.ok) return closeChoices()
    const { first, offers } = await response.json()
    if (say.value === line && document.activeElement === say) openMenu(offers, first ? 0 : -1)
  } catch (error) {
    // Somebody typed on, or the page is gone: then there is nothing to choose from.
    if (!(error instanceof DOMException && error.name === 'AbortError')) closeChoices()
  }
}

/**
 * @param {readonly Suggestion[]} offers
 * @param {number} chosen
 */
function openMenu(offers, chosen) {
  list.replaceChildren(
    ...offers.map(({ label, detail }, i) => {
      const option = document.createElement('div')
      option.id = `choice-${i}`
      option.role = 'option'
      const [name, what] = [document.createElement('span'), document.createElement('span')]
      name.textContent = label
      what.textContent = detail
      what.className = 'detail'
      option.append(name, ' ', what)
      return option
    }),
  )
  menu = { offers, line: say.value, chosen: -1 }
  list.hidden = offers.length === 0
  say.setAttribute('aria-expanded', String(offers.length > 0))
  choose(offers.length > 0 ? chosen : -1)
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
