/** Runs in the program's process before it does, and plants faults there that only its own care can keep harmless. */

/** Text over which the program stumbles wherever it first looks at it. */
const STUMBLE = 'a planted fault'

const { trim } = String.prototype
String.prototype.trim = function (this: string) {
  if (String(this) === STUMBLE) throw new Error('planted in a handler')
  return trim.call(this)
}

process.on('SIGUSR2', () => {
  throw new Error('planted outside of any handler')
})
