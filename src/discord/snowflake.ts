import * as z from 'zod'

/** An id of Discord's, as text: 64 bits in decimal. docs.discord.com/developers/reference, “Snowflakes”. */
export const snowflake = z.string().regex(/^\d{1,20}$/)
