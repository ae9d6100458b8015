/**
 * Loaded into the bot's process by `chaos.ts`: every second it sends the memory in use, in bytes, and how late a timer of
 * ten milliseconds was since the last time, in milliseconds.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()

const late = nanoseconds => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)

setInterval(() => {
  if (!process.connected) return
  const delays = [50, 99].map(share => late(delay.percentile(share)))
  process.send({ rss: process.memoryUsage.rss(), p50: delays[0], p99: delays[1], max: late(delay.max) })
  delay.reset()
}, 1000).unref()
process.channel?.unref()
