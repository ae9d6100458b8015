const plural = new Intl.PluralRules('en')

/** `1 episode`, `2 episodes` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${plural.select(number) === 'one' ? '' : 's'}`
}
