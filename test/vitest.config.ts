import { defineConfig } from 'vitest/config'

/** Two workers, and time enough on a machine that is busy: no test asserts how long something takes. */
export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
