/*
 * Keeps the dashboard up to date: when the server reports a change, the page is fetched again and only the differences are
 * inserted, so that focus, selection and scroll position stay.
 */

/** @type {EventSource | undefined} */
let changes

/** Updates run one after the other, so that an older page never replaces a newer one. */
let going = Promise.resolve()

/** Whether an update is due that will include everything up to now. */
let isDue = false

/** The least time between two updates, in milliseconds, for a folder that changes all the time. */
const PAUSE = 500

/** The time until the next update after a 429, in milliseconds. */
const LATER = 5000

/** How long to wait for the next key before searching, in milliseconds. */
const TYPING = 150

follow()
document.addEventListener('visibilitychange', follow)

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing
document.addEventListener('input', () => {
  clearTimeout(typing)
  typing = setTimeout(find, TYPING)
})
document.addEventListener('submit', event => {
  event.preventDefault()
  find()
})

// More rows are fetched as soon as the link to them comes into view.
const more = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting && target instanceof HTMLAnchorElement) change(target.href)
  }
})
watchMore()

function watchMore() {
  more.disconnect()
  for (const link of document.querySelectorAll('a.more')) more.observe(link)
}

/** Shows what the search form asks for. */
function find() {
  const form = document.getElementById('find')
  if (!(form instanceof HTMLFormElement)) return
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
  change(`/dashboard?${new URLSearchParams(fields.filter(([, value]) => value !== ''))}`)
}

/** @param {string} address */
function change(address) {
  history.replaceState(null, '', address)
  refresh()
}

/** A hidden page closes its stream, since a browser allows few connections to a host. */
function follow() {
  changes?.close()
  if (document.hidden) return
  changes = new EventSource('/dashboard/changes')
  // Changes before the stream was open, or while it was broken, are not reported.
  changes.addEventListener('open', refresh)
  changes.addEventListener('message', refresh)
}

function refresh() {
  if (isDue) return
  isDue = true
  going = going.then(update).catch(() => {})
}

async function update() {
  isDue = false
  const response = await fetch(location.href)
  if (response.status === 429) setTimeout(refresh, LATER)
  // A 404 is shown too, for example if an episode was deleted.
  if (response.ok || response.status === 404) show(new DOMParser().parseFromString(await response.text(), 'text/html'))
  await new Promise(next => setTimeout(next, PAUSE))
}

/** @param {Document} next */
function show(next) {
  document.title = next.title
  document.body.className = next.body.className
  // An attribute differs from what the user has typed or chosen since, which must stay.
  for (const fresh of next.querySelectorAll('#find input')) {
    const old = document.getElementById(fresh.id)
    for (const name of ['value', 'checked']) {
      const value = fresh.getAttribute(name)
      if (value === null) old?.removeAttribute(name)
      else old?.setAttribute(name, value)
    }
  }
  morph(document.body, next.body)
  watchMore()
}

/**
 * Makes the children of a node equal to those of another. Equal children stay, and those that differ only inside are
 * changed inside.
 *
 * @param {Node} old
 * @param {Node} fresh
 */
function morph(old, fresh) {
  /** @type {ChildNode | null} */
  let at = old.firstChild
  let wanted = fresh.firstChild
  while (wanted) {
    const { nextSibling } = wanted
    const same = nextLike(at, wanted)
    if (same) {
      while (at && at !== same) at = removed(at)
      at = same.nextSibling
    } else if (at && isAlike(at, wanted) && !nextLike(nextSibling, at)) {
      morph(at, wanted)
      at = at.nextSibling
    } else old.insertBefore(wanted, at)
    wanted = nextSibling
  }
  while (at) at = removed(at)
}

/** So many siblings are searched for an equal one: with thousands, that would take seconds. */
const NEAR = 100

/**
 * The first of the next siblings that is equal; for text only this very one, since white space between elements is all
 * alike.
 *
 * @param {ChildNode | null} from
 * @param {Node} wanted
 */
function nextLike(from, wanted) {
  let node = from
  if (!(wanted instanceof Element)) return node?.isEqualNode(wanted) ? node : null
  for (let i = 0; node && i < NEAR; i++) {
    if (node.isEqualNode(wanted)) return node
    node = node.nextSibling
  }
  return null
}

/**
 * @param {Node} one
 * @param {Node} other
 */
function isAlike(one, other) {
  return one instanceof Element && one.cloneNode(false).isEqualNode(other.cloneNode(false))
}

/** @param {ChildNode} node */
function removed(node) {
  const next = node.nextSibling
  node.remove()
  return next
}
