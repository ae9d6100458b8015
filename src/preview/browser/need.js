/**
 * A part of the page that a script cannot do without.
 *
 * @template {HTMLElement} E
 * @param {string} id
 * @param {{ new (): E, prototype: E }} type
 * @returns {E}
 */
export function need(id, type, inside = document) {
  const found = inside.getElementById(id)
  if (!(found instanceof type)) throw new Error(`The page has no “${id}”`)
  return found
}
