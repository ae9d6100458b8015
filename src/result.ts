/** An expected failure is a value of this shape. Only our own bugs throw. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  /** What happened, where, and what to do: `“show.index” cannot be read (ENOENT). Check its name.` */
  | { readonly ok: false; readonly error: string }

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (error: string): Result<never> => ({ ok: false, error })
