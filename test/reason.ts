import { failureText, type Result } from '../src/result.ts'

/** What a failure says to the user; empty for a success. */
export const reasonOf = (result: Result<unknown>): string => (result.ok ? '' : failureText(result.error))
