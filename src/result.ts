/** What went wrong, in words for the user: what happened and where, and what to do about it. */
export type Failure = { readonly message: string; readonly fix: string }

/** Every expected failure is a value of this shape. Only bugs throw. */
export type Result<T = undefined> = { readonly ok: true; readonly value: T } | Failed

export type Failed = { readonly ok: false; readonly error: Failure }

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value })

export const DONE: Result = { ok: true, value: undefined }

/**
 * @param message what happened and where: `“shows.index” cannot be read (ENOENT).`
 * @param fix what to do about it: `Check its name.`
 */
export const fail = (message: string, fix: string): Failed => ({ ok: false, error: { message, fix } })

/** A failure in one line, or in several if its message has several. */
export const failureText = ({ message, fix }: Failure): string =>
  `${message}${message.includes('\n') ? '\n' : ' '}${fix}`
