import { setTimeout } from 'node:timers/promises'

/**
 * Bytes that the process holds on to, in the heap and in typed arrays beside it. What a first collection lets go of the
 * next one sweeps, and what lay outside the heap goes a while later.
 */
export async function bytesInUse(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    await setTimeout(50)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
