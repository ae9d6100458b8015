/**
 * Text with nothing in it that plays tricks on a terminal or a log: names of files can hold line breaks, the codes that
 * colour a terminal, and marks that turn the writing around.
 */
export const printable = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    sign => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  )
