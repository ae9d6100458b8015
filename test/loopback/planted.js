/** Runs in the program's process before the program, and plants bugs there: one for this text, and one on SIGUSR2. */
const STUMBLE = 'a planted fault'

const { trim } = String.prototype
String.prototype.trim = function () {
  if (String(this) === STUMBLE) throw new Error('planted in a handler')
  return trim.call(this)
}

process.on('SIGUSR2', () => {
  throw new Error('planted outside of any handler')
})
