import { defineConfig } from 'vitest/config'

/**
 * Two workers, and time enough on a machine that is busy: no test asserts how long something takes. Each worker loads the
 * program once for all of its test files, so no test may leave anything behind in a module.
 */
export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
