/** What a person reads when something could not be done: what happened and where, and what to do about it. */
export type Failure = { readonly message: string; readonly fix: string }

/** An expected failure is a value of this shape. Only our own bugs throw. */
export type Result<T = undefined> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure }

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value })

export const DONE: Result = { ok: true, value: undefined }

/**
 * @param message what happened, and where: `“shows.index” cannot be read (ENOENT).`
 * @param fix what to do about it: `Check its name.`
 */
export const fail = (message: string, fix: string): Result<never> => ({ ok: false, error: { message, fix } })

/** A failure in one line. */
export const failureText = ({ message, fix }: Failure): string => `${message} ${fix}`
