/*
 * Makes the page fast: replies appear without a reload, and suggestions while typing. Without it everything except the
 * suggestions still works, with page loads.
 */
import { closeChoices, write } from './choices.js'
import { need } from './need.js'

const composer = need('composer', HTMLFormElement)
const say = need('say', HTMLInputElement)
const note = need('note', HTMLElement)

/** Steps run one after the other, since each depends on the state that the one before left. */
let going = Promise.resolve()

/** The URL of the page that is shown; it lags behind the browser's URL while a step waits for its response. */
let shown = withoutHash(location.href)

composer.addEventListener('submit', event => {
  event.preventDefault()
  const { submitter } = event
  if (submitter instanceof HTMLButtonElement && submitter.name === 'draft') return write(submitter.value, true)
  closeChoices()
  if (!(submitter instanceof HTMLButtonElement && submitter.name === 'do') && say.value.trim() === '') return
  queue(async () => {
    // The fields are read only now, because a reply may have changed them meanwhile.
    const fields = [...new FormData(composer, submitter)].map(([name, value]) => [name, String(value)])
    const line = say.value
    const arrived = await go(`/?${new URLSearchParams(fields)}`, submitter)
    if (arrived && !isOfMessage(submitter) && say.value === line) say.value = ''
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
  queue(async () => {
    if (withoutHash(location.href) !== shown) await go(location.href, null, false)
  })
})

if (say.value !== '') write(say.value, true)
else if (matchMedia('(pointer: fine)').matches) say.focus({ preventScroll: true })

/**
 * Loads another URL and keeps every message that is the same there, so that screen readers, selections and the scroll
 * position are not disturbed.
 *
 * @param {string} address
 * @param {HTMLElement | null} submitter the button that was pressed
 * @returns {Promise<boolean>} whether it was loaded
 */
async function go(address, submitter, push = true) {
  const response = await fetch(address).catch(() => undefined)
  if (!response?.ok) {
    const text = response?.headers.get('Content-Type')?.startsWith('text/plain') ? await response.text() : undefined
    note.textContent = text ?? note.dataset.unreachable ?? ''
    return false
  }
  note.textContent = ''
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const menu of document.querySelectorAll('details[open]')) menu.removeAttribute('open')
  const at = submitter?.closest('article')?.id
  const place = submitter && placeOf(submitter)
  const last = redraw(next)
  if (push) history.pushState(null, '', response.url)
  shown = withoutHash(response.url)
  const same = submitter && at !== undefined && !submitter.isConnected ? refocus(submitter, at) : undefined
  if (same && place) keepInPlace(same, place)
  else last?.scrollIntoView({ block: last.offsetHeight > innerHeight / 2 ? 'start' : 'nearest' })
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
 * Moves the focus after the pressed button was replaced with its message: to the same button of the new message, to that
 * message, or to the text box if the message was dismissed.
 *
 * @param {HTMLElement} pressed
 * @param {string} id
 * @returns {HTMLElement | undefined} the same button of the new message
 */
function refocus(pressed, id) {
  const message = document.getElementById(id)
  const buttons = [...(message?.querySelectorAll('.actions > button') ?? [])]
  const same = buttons.find(button => button.textContent === pressed.textContent)
  const target = same instanceof HTMLButtonElement && !same.disabled ? same : (message ?? say)
  target.focus({ preventScroll: true })
  return same instanceof HTMLElement ? same : undefined
}

/**
 * @typedef {{ top: number, height: number }} Place where a button is in the window, and the height of its reply, in pixels
 */

/**
 * @param {HTMLElement} button
 * @returns {Place | undefined}
 */
function placeOf(button) {
  const reply = button.closest('.reply')
  return reply ? { top: button.getBoundingClientRect().top, height: reply.getBoundingClientRect().height } : undefined
}

/**
 * Keeps a button under the finger when its reply changes height: a shorter reply stays as high as it was, and the page
 * scrolls by what a longer one has grown.
 *
 * @param {HTMLElement} button
 * @param {Place} place where it was
 */
function keepInPlace(button, { top, height }) {
  const reply = button.closest('.reply')
  if (!(reply instanceof HTMLElement)) return
  const moved = () => button.getBoundingClientRect().top - top
  reply.style.minHeight = `${height}px`
  if (moved() < 0) reply.style.minHeight = `${reply.getBoundingClientRect().height - moved()}px`
  scrollBy({ top: moved(), behavior: 'instant' })
}

/** @param {() => Promise<unknown>} step */
function queue(step) {
  going = going.then(step).then(
    () => {},
    () => {
      note.textContent = note.dataset.unreachable ?? ''
    },
  )
}

/** @param {string} address */
function withoutHash(address) {
  const { pathname, search } = new URL(address)
  return pathname + search
}

/** @param {HTMLElement | null} submitter */
function isOfMessage(submitter) {
  return submitter instanceof HTMLButtonElement && submitter.name === 'do'
}
