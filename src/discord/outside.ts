import * as z from 'zod'
import { limits } from './limits.ts'

/** Text that somebody else wrote, as much as Discord lets through of it and one character more: so it still shows as too long. */
export const outside = z.string().transform(text => text.slice(0, limits.command.maxLength + 1))
