/*
 * Keeps the dashboard as it is in the folder: whenever the page is told that something has changed, it fetches itself anew, and
 * puts in what is different. Everything else stays the very same: what has the focus, what is selected, where one reads.
 */

/** @type {EventSource | undefined} */
let changes

/** One thing after the other, so that an older page never comes in after a newer one. */
let going = Promise.resolve()

/** What happens before the next look is seen by it. */
let isDue = false

/** Milliseconds from one look to the next, at least: in a folder that is never still, other pages want to be answered too. */
const PAUSE = 500

/** Milliseconds until the next look, when there were too many. */
const LATER = 5000

follow()
document.addEventListener('visibilitychange', follow)

/** A page that nobody sees is told of nothing: a browser has few connections to one host, for all of its pages. */
function follow() {
  changes?.close()
  if (document.hidden) return
  changes = new EventSource('/dashboard/changes')
  // What happened before it was open, or while the connection was broken, is told by nobody.
  changes.addEventListener('open', refresh)
  changes.addEventListener('message', refresh)
}

function refresh() {
  if (isDue) return
  isDue = true
  going = going.then(look).catch(() => {})
}

async function look() {
  isDue = false
  const response = await fetch(location.href)
  if (response.status === 429) setTimeout(refresh, LATER)
  // A page that is not there any more is shown too, such as that of an episode that was deleted.
  if (response.ok || response.status === 404) show(new DOMParser().parseFromString(await response.text(), 'text/html'))
  await new Promise(next => setTimeout(next, PAUSE))
}

/** @param {Document} next */
function show(next) {
  document.title = next.title
  document.body.className = next.body.className
  bring(document.body, next.body)
}

/**
 * Makes the children of one node those of another. Those that are the same stay; those of which only the inside differs
 * get another inside.
 *
 * @param {Node} old
 * @param {Node} fresh
 */
function bring(old, fresh) {
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
      bring(at, wanted)
      at = at.nextSibling
    } else old.insertBefore(wanted, at)
    wanted = nextSibling
  }
  while (at) at = removed(at)
}

/**
 * The first of these siblings that is the same; of words only this very one, for blanks between elements are all alike.
 *
 * @param {ChildNode | null} from
 * @param {Node} wanted
 */
function nextLike(from, wanted) {
  let node = from
  if (!(wanted instanceof Element)) return node?.isEqualNode(wanted) ? node : null
  while (node && !node.isEqualNode(wanted)) node = node.nextSibling
  return node
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
