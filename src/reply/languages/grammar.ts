/** What a language's own rules decide, so that a phrase only has to bring its words. */
export function grammarOf(locale: string) {
  const and = new Intl.ListFormat(locale)
  const numbers = new Intl.NumberFormat(locale)
  const plural = new Intl.PluralRules(locale)
  return {
    listed: (parts: readonly string[]): string => and.format(parts),
    /** `12 episodes`: the number as it is written there, with the form that goes with it. */
    counted: (number: number, one: string, other: string): string =>
      `${numbers.format(number)} ${plural.select(number) === 'one' ? one : other}`,
    /** A list of no more than five words, each between the language's quotation marks. */
    quoted: (words: readonly string[], [open, close]: readonly [string, string]): string =>
      and.format(words.slice(0, 5).map(word => `${open}${word}${close}`)),
  }
}
