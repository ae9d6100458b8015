import type { Measured } from './measure.ts'

/** `success`: the share of questions whose first episode was the right one. */
export type Row = Pick<Measured, 'name' | 'build' | 'bytes' | 'median' | 'p99'> & { readonly success: number }

const HEAD = ['', 'build', 'memory', 'median', '99th percentile', 'S@1']

/** A markdown table in which every row is compared with the first. */
export function table(rows: readonly Row[]): string {
  const [first] = rows
  const cells = [HEAD, HEAD.map(() => '---'), ...rows.map(row => cellsOf(row, row === first ? undefined : first))]
  const widths = HEAD.map((_, column) => Math.max(...cells.map(line => line[column]?.length ?? 0)))
  return cells.map(line => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`).join('\n')
}

function cellsOf(row: Row, first: Row | undefined): readonly string[] {
  const cell = (figure: 'build' | 'bytes' | 'median' | 'p99', written: string, more: string, less: string) =>
    first ? `${written} (${compared(row[figure] / first[figure], more, less)})` : written
  return [
    row.name,
    cell('build', milliseconds(row.build), 'slower', 'faster'),
    cell('bytes', `${figures(row.bytes / 1e6)} MB`, 'more', 'less'),
    cell('median', milliseconds(row.median), 'slower', 'faster'),
    cell('p99', milliseconds(row.p99), 'slower', 'faster'),
    row.success.toFixed(3),
  ]
}

/** Two runs of the same thing may differ by this factor. */
const SAME = 1.1

function compared(ratio: number, more: string, less: string): string {
  if (ratio > SAME) return `${figures(ratio)}× ${more}`
  if (ratio < 1 / SAME) return `${figures(1 / ratio)}× ${less}`
  return 'same'
}

const milliseconds = (value: number): string => `${figures(value)} ms`

/** Two significant figures, or all that stand before the point: 0.046, 1.0, 14, 1830. */
const figures = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toPrecision(2))
