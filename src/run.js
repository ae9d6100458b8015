/**
 * What `npm start`, `npm run ask` and the like run: the built program, built first if a source is newer, in this process.
 */
import { build, isBuilt } from './build.js'

if (!isBuilt()) await build('dist')
shutDownWithNpm()
process.setSourceMapsEnabled(true)
await import('../dist/main.js')

/**
 * npm passes SIGTERM on to the shell that it runs a script in, and some shells end without passing it on further. So this
 * process shuts down when the shell is gone, unless a signal has reached it as well.
 */
function shutDownWithNpm() {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => clearInterval(watch))
}
