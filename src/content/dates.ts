import { isValid, parse } from 'date-fns'
import { de } from 'date-fns/locale/de'
import { enUS } from 'date-fns/locale/en-US'
import { es } from 'date-fns/locale/es'
import { fr } from 'date-fns/locale/fr'
import { it } from 'date-fns/locale/it'
import { ptBR } from 'date-fns/locale/pt-BR'

const NUMERIC = ['yyyy-M-d', 'yyyy/M/d', 'yyyy.M.d', 'yyyyMMdd', 'd.M.yyyy', 'd. M. yyyy']

/** Months by their names; a weekday before them is left out. */
const ENGLISH = [
  'MMMM do, yyyy',
  'MMMM do yyyy',
  'MMMM d, yyyy',
  'MMMM d yyyy',
  'do MMMM yyyy',
  'd MMMM yyyy',
  'd-MMM-yyyy',
]
const SHORT = ENGLISH.map(format => format.replace('MMMM', 'MMM'))
const OTHERS = ['d MMMM yyyy', 'd. MMMM yyyy', 'd MMM yyyy', "d 'de' MMMM 'de' yyyy"]

const FORMATS = [
  ...[...NUMERIC, ...ENGLISH, ...SHORT].map(format => ({ format, locale: enUS })),
  ...[de, fr, es, it, ptBR].flatMap(locale => OTHERS.map(format => ({ format, locale }))),
]

/** No podcast is older, and none is planned further ahead. */
const [FIRST_YEAR, LAST_YEAR] = [1980, 2200]

/**
 * The calendar day (`2023-01-20`) of a date as people and programs write it, `20 January 2023`, `2023-1-20`, `20.01.2023`
 * or `Fri, 20 Jan 2023 23:30:00 -0700`: the day as it is written, whatever the time zone. Seconds or milliseconds since 1970
 * are taken as UTC. Undefined for anything else, such as a month without a day or `03/05/2024`, which means two days.
 */
export function calendarDay(written: string): string | undefined {
  const text = written.trim()
  if (/^\d{10}(\d{3})?$/.test(text)) return isoDay(new Date(Number(text) * (text.length === 10 ? 1000 : 1)), 'utc')
  const day = text
    .replace(/\bSept\b/i, 'Sep')
    .replace(/[T\s,]+(?:at\s+)?\d{1,2}:\d{2}.*$/i, '')
    .replace(/^\p{L}+\.?,?\s+(?=\d|\p{L})/u, whole => (isWeekday(whole) ? '' : whole))
    .replaceAll(/\s+/g, ' ')
    .trim()
  for (const { format, locale } of FORMATS) {
    const date = parse(day, format, new Date(0), { locale })
    if (isValid(date) && isInRange(date)) return isoDay(date, 'local')
  }
  return undefined
}

const isInRange = (date: Date): boolean => date.getFullYear() >= FIRST_YEAR && date.getFullYear() <= LAST_YEAR

/** In any of the languages. */
function isWeekday(text: string): boolean {
  const word = text.trim().replace(/[.,]+$/, '')
  return [enUS, de, fr, es, it, ptBR].some(locale =>
    ['EEEE', 'EEE'].some(format => isValid(parse(word, format, new Date(0), { locale }))),
  )
}

function isoDay(date: Date, zone: 'utc' | 'local'): string | undefined {
  if (!isValid(date)) return undefined
  if (zone === 'utc') return date.toISOString().slice(0, 10)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}

/** A number below this, in seconds, would be too short for an episode, so it is in minutes. */
const SHORTEST_EPISODE = 300

/**
 * The seconds of a duration: `1:02:03`, `62:03`, `PT1H2M3S`, `1 h 2 min`, `62 minutes`, `3723` (seconds) or `62` (minutes, for no
 * episode is that short). Undefined for anything else.
 */
export function secondsOfDuration(written: string): number | undefined {
  const text = written.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text)
    return inDay(number < SHORTEST_EPISODE ? number * 60 : number)
  }
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:\.\d+)?$/.exec(text)
  if (clock) return inDay(Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]))
  const parts = [...text.replace(/^pt(?=\d)/, '').matchAll(/(\d+)(?:\.\d+)?\s*(\p{L}+)\.?/gu)]
  const rest = text.replace(/^pt(?=\d)/, '').replaceAll(/\d+(?:\.\d+)?\s*\p{L}+\.?|[\s,]/gu, '')
  if (parts.length === 0 || rest !== '') return undefined
  let sum = 0
  for (const [, number = '', word = ''] of parts) {
    const unit = UNITS.find(([names]) => names.test(word))
    if (!unit) return undefined
    sum += Number(number) * unit[1]
  }
  return inDay(sum)
}

const UNITS = [
  [/^(h|hrs?|hours?|std|stunden?|or[ae]|horas?|heures?)$/, 3600],
  [/^(m|mins?|minut(es?|en|os?|i)?)$/, 60],
  [/^(s|secs?|seconds?|sekunden?|segundos?|secondi|secondes?)$/, 1],
] as const

const inDay = (seconds: number): number | undefined =>
  seconds > 0 && seconds < 86_400 ? Math.round(seconds) : undefined
