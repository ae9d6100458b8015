/*
 * What makes the page quick: replies come in without a reload, and choices appear while one types. Without it everything
 * but the choices works all the same, a page at a time.
 */

const composer = need('composer', HTMLFormElement)
const say = need('say', HTMLInputElement)
const list = need('choices', HTMLElement)
const note = need('note', HTMLElement)

/** @typedef {{ label: string, detail: string, line: string }} Suggestion */

/** What is offered now, and which of it is chosen; -1 for none. @type {{ offers: readonly Suggestion[], chosen: number }} */
let menu = { offers: [], chosen: -1 }

/** One thing after the other: each needs the state that the one before it left. */
let going = Promise.resolve()

let shown = location.pathname + location.search

composer.addEventListener('submit', event => {
  event.preventDefault()
  const { submitter } = event
  if (submitter instanceof HTMLButtonElement && submitter.name === 'draft') return write(submitter.value, true)
  closeMenu()
  if (!(submitter instanceof HTMLButtonElement && submitter.name === 'do') && say.value.trim() === '') return
  queue(async () => {
    // The fields are read only now: a reply that came in meanwhile has changed them.
    const fields = [...new FormData(composer, submitter)].map(([name, value]) => [name, String(value)])
    if ((await go(`/?${new URLSearchParams(fields)}`, submitter)) && !isOfMessage(submitter)) say.value = ''
  })
})

document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a[data-stay]') : null
  if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  queue(async () => {
    await go(link.href, null)
    say.focus({ preventScroll: true })
  })
})

addEventListener('popstate', () => {
  if (location.pathname + location.search !== shown) queue(() => go(location.href, null, false))
})

say.addEventListener('input', () => offer())
say.addEventListener('blur', closeMenu)
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
    closeMenu()
  } else if (open && (event.key === 'Enter' ? chosen >= 0 : event.key === 'Tab' && !event.shiftKey)) {
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
if (say.value !== '') write(say.value, true)
else if (matchMedia('(pointer: fine)').matches) say.focus({ preventScroll: true })

/**
 * Brings the page to another address, and keeps every message that is the same there: what is read out, selected or
 * scrolled to stays as it is.
 *
 * @param {string} address
 * @param {HTMLElement | null} submitter the button that was pressed
 * @returns {Promise<boolean>} whether it could be reached
 */
async function go(address, submitter, push = true) {
  const response = await fetch(address).catch(() => undefined)
  if (!response?.ok) {
    note.textContent = response ? await response.text() : (note.dataset.unreachable ?? '')
    return false
  }
  note.textContent = ''
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const menu of document.querySelectorAll('details[open]')) menu.removeAttribute('open')
  const at = submitter?.closest('article')?.id
  const last = redraw(next)
  if (push) history.pushState(null, '', response.url)
  shown = location.pathname + location.search
  last?.scrollIntoView({ block: last.offsetHeight > innerHeight / 2 ? 'start' : 'nearest' })
  if (submitter && at !== undefined && !submitter.isConnected) refocus(submitter, at)
  return true
}

/**
 * @param {Document} next
 * @returns {HTMLElement | undefined} the last message that is new or has changed
 */
function redraw(next) {
  const [log, newLog] = [need('log', HTMLElement), need('log', HTMLElement, next)]
  const [state, newState] = [need('state', HTMLElement), need('state', HTMLElement, next)]
  state.replaceChildren(...newState.children)
  for (const other of [...(log.parentElement?.children ?? [])]) if (other !== log) other.remove()
  let before = true
  for (const other of [...(newLog.parentElement?.children ?? [])]) {
    if (other === newLog) before = false
    else if (before) log.before(other)
    else log.after(other)
  }
  /** @type {HTMLElement | undefined} */
  let last
  const messages = [...newLog.children].map(fresh => {
    const old = document.getElementById(fresh.id)
    if (old?.isEqualNode(fresh)) return old
    if (fresh instanceof HTMLElement) last = fresh
    if (old) old.replaceWith(fresh)
    else log.append(fresh)
    return fresh
  })
  for (const old of [...log.children]) if (!messages.includes(old)) old.remove()
  return last
}

/**
 * The button that was pressed is gone with its message: the same one on the new message takes its place, or that message
 * itself, or the text box when it was dismissed.
 *
 * @param {HTMLElement} pressed
 * @param {string} id
 */
function refocus(pressed, id) {
  const message = document.getElementById(id)
  const buttons = [...(message?.querySelectorAll('.actions > button') ?? [])]
  const same = buttons.find(button => button.textContent === pressed.textContent)
  const target = same ?? message ?? say
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}

/** @type {AbortController | undefined} */
let asking

/** Asks what can be chosen for the line as it stands. */
async function offer() {
  asking?.abort()
  asking = new AbortController()
  const line = say.value
  if (!/^\s*[/@]/.test(line)) return closeMenu()
  try {
    const { signal } = asking
    const response = await fetch(`/suggest?${new URLSearchParams({ line })}`, { signal })
    if (!response.ok) return closeMenu()
    const { first, offers } = await response.json()
    if (say.value === line && document.activeElement === say) openMenu(offers, first ? 0 : -1)
  } catch (error) {
    // Somebody typed on, or the page is gone: then there is nothing to choose from.
    if (!(error instanceof DOMException && error.name === 'AbortError')) closeMenu()
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
  menu = { offers, chosen: -1 }
  list.hidden = offers.length === 0
  say.setAttribute('aria-expanded', String(offers.length > 0))
  choose(offers.length > 0 ? chosen : -1)
}

function closeMenu() {
  asking?.abort()
  openMenu([], -1)
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

/**
 * @param {string} line
 * @param {boolean} more whether there may be something to choose behind it
 */
function write(line, more) {
  closeMenu()
  say.value = line
  say.focus({ preventScroll: true })
  say.setSelectionRange(line.length, line.length)
  if (more) offer()
}

/** @param {() => Promise<unknown>} step */
function queue(step) {
  going = going.then(step).then(() => {})
}

/** @param {HTMLElement | null} submitter */
function isOfMessage(submitter) {
  return submitter instanceof HTMLButtonElement && submitter.name === 'do'
}

/**
 * @template {HTMLElement} E
 * @param {string} id
 * @param {{ new (): E, prototype: E }} type
 * @returns {E}
 */
function need(id, type, inside = document) {
  const found = inside.getElementById(id)
  if (!(found instanceof type)) throw new Error(`The page has no “${id}”`)
  return found
}
