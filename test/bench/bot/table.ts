import { AT_ONCE, type OnGateway } from './gateway.ts'
import type { Level, OverHttp } from './http.ts'
import type { Carried } from './load.ts'
import type { Starts } from './starts.ts'

export function startsTable({ index, content, lambda, node }: Starts): string {
  const row = (name: string, ms: number): string => `| ${name} | ${seconds(ms)} s |`
  return [
    '| from the start of a process to its first answer | |',
    '| --- | --- |',
    row('over HTTP, from an index', index),
    row('over HTTP, from the episodes', content),
    row('on AWS Lambda, from an index', lambda),
    row('Node.js alone, to say a word', node),
  ].join('\n')
}

export function httpTable({ levels }: OverHttp): string {
  const carried = ({ perSecond, nearlyAll }: Carried): string =>
    `${Math.round(perSecond).toLocaleString('en')} a second, ${nearlyAll} ms`
  const row = ({ connections, distinct, repeated, pong }: Level): string =>
    `| ${connections} | ${[distinct, repeated, pong].map(carried).join(' | ')} |`
  return [
    '| connections | every question new | one question repeated | the least a server can do |',
    '| --- | --- | --- | --- |',
    ...levels.map(row),
  ].join('\n')
}

export function gatewayTable({ shownotes, pong }: OnGateway): string {
  const row = (name: string, { perSecond, half, nearlyAll }: OnGateway['pong']): string =>
    `| ${name} | ${Math.round(perSecond)} | ${Math.round(half)} ms | ${Math.round(nearlyAll)} ms |`
  return [
    `| ${AT_ONCE} people at once | answers a second | half within | 99 of 100 within |`,
    '| --- | --- | --- | --- |',
    row('Shownotes, every question new', shownotes),
    row('a discord.js handler that says one word', pong),
  ].join('\n')
}

export function memoryLine({ memory: { first, last } }: OverHttp): string {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
  const at = ({ questions, heap, resident }: typeof first): string =>
    `after ${questions.toLocaleString('en')} questions ${megabytes(heap)} of heap and ${megabytes(resident)} in all`
  return `The process over HTTP has ${at(first)}, and ${at(last)}.`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2)
