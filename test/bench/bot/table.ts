import { AT_ONCE, type OnGateway } from './gateway.ts'
import type { Level, OverHttp } from './http.ts'
import type { Carried } from './load.ts'
import type { Starts } from './starts.ts'

export function startsTable({ index, content, lambda, node }: Starts): string {
  const row = (name: string, ms: number): string => `| ${name} | ${seconds(ms)} s |`
  return [
    '| from process start to first answer | time |',
    '| --- | --- |',
    row('over HTTP, from an index', index),
    row('over HTTP, from the episodes', content),
    row('on AWS Lambda, from an index', lambda),
    row('Node.js alone, to print a word', node),
  ].join('\n')
}

export function httpTable({ levels }: OverHttp): string {
  const carried = ({ perSecond, p99 }: Carried): string =>
    `${Math.round(perSecond).toLocaleString('en')} per second, ${p99} ms`
  const row = ({ connections, distinct, repeated, pong }: Level): string =>
    `| ${connections} | ${[distinct, repeated, pong].map(carried).join(' | ')} |`
  return [
    '| connections | new questions | one question repeated | a server that does nothing else |',
    '| --- | --- | --- | --- |',
    ...levels.map(row),
  ].join('\n')
}

export function gatewayTable({ shownotes, pong }: OnGateway): string {
  const row = (name: string, { perSecond, median, p99 }: OnGateway['pong']): string =>
    `| ${name} | ${Math.round(perSecond)} | ${Math.round(median)} ms | ${Math.round(p99)} ms |`
  return [
    `| ${AT_ONCE} people at once | answers per second | median | 99th percentile |`,
    '| --- | --- | --- | --- |',
    row('Shownotes, new questions', shownotes),
    row('a discord.js handler that replies with one word', pong),
  ].join('\n')
}

export function memoryLine({ memory: { first, last } }: OverHttp): string {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
  const at = ({ questions, heap, resident }: typeof first): string =>
    `${megabytes(heap)} of heap and ${megabytes(resident)} in total after ${questions.toLocaleString('en')} questions`
  return `Over HTTP, the process uses ${at(first)}, and ${at(last)}.`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2)
