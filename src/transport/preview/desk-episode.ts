import { html } from 'hono/html'
import type { App } from '../../commands/app.ts'
import type { Episode, Problem } from '../../content/episode.ts'
import { listenAt } from '../../content/links.ts'
import { harmless } from '../../discord/markdown.ts'
import { clock } from '../../reply/time.ts'
import type { Library } from '../../search/library.ts'
import { SOURCES, type Source, textsOf } from '../../search/moments.ts'
import { sourceAt } from '../../search/timeline.ts'
import { addressOf } from './channel.ts'
import { drawProblems } from './desk.ts'
import { deskWords as words } from './desk-words.ts'
import { drawBlocks, type Html, outward } from './draw.ts'
import type { Frame } from './frame.ts'

/** One episode as it was read: its problems, what `/episode` shows, and every passage that can be quoted. Nothing for an unknown id. */
export function drawDeskEpisode(
  id: string,
  library: Library,
  problems: readonly Problem[],
  app: App,
): Omit<Frame, 'show'> | undefined {
  const e = library.episodes.findIndex(episode => episode.id === id)
  const episode = library.episodes[e]
  if (!episode) return undefined
  const line = `/episode ${id}`
  const reply = app.reply({ command: 'episode', options: { which: id }, locale: 'en', asker: 'desk', place: 'web' })
  const own = problems.filter(({ file }) => file === episode.file)
  const moments = momentsOf(library, e)
  return {
    title: `${id} · ${episode.title}`,
    room: 'desk',
    main: html`
      <p><a href="/desk">${words.back}</a></p>
      <h1>${harmless(`${id} · ${episode.title}`)}</h1>
      <p class="small">${words.from} <code>${harmless(episode.file)}</code></p>
      ${own.length > 0 && drawProblems(own)}
      <section aria-labelledby="shown">
        <h2 id="shown">${words.shown(id)}</h2>
        <div class="reply card">${drawBlocks(reply)}</div>
        <p><a href="${addressOf({ gone: 0, entries: [{ began: { typed: line } }] })}">${words.askChannel}</a></p>
      </section>
      <section aria-labelledby="passages">
        <h2 id="passages">${words.passages}</h2>
        ${moments.length === 0 ? html`<p>${words.noPassages}</p>` : SOURCES.map(source => drawSource(source, episode, moments))}
      </section>`,
  }
}

/** A stretch of one of an episode's sources; `to` is exclusive. */
type Moment = { readonly source: Source; readonly from: number; readonly to: number }

function momentsOf({ timeline }: Library, episode: number): readonly Moment[] {
  const [first = 0, end = 0] = timeline.first.subarray(episode, episode + 2)
  return Array.from({ length: end - first }, (_, i) => ({
    source: sourceAt(timeline, first + i),
    from: timeline.from[first + i] ?? 0,
    to: timeline.to[first + i] ?? 0,
  }))
}

function drawSource(source: Source, episode: Episode, moments: readonly Moment[]): Html {
  const own = moments.filter(moment => moment.source === source)
  if (own.length === 0) return html``
  const texts = textsOf(episode, source)
  return html`
    <h3>${words.sources[source]}</h3>
    <ol class="passages">
      ${own.map(moment => html`<li>${whenOf(moment, episode)} ${saidIn(moment, episode, texts)}</li>`)}
    </ol>`
}

/** The words, and before each turn who says them, where that is known. */
function saidIn({ source, from, to }: Moment, { segments }: Episode, texts: readonly string[]): readonly Html[] {
  return texts.slice(from, to).map((text, i) => {
    const speakerOf = (place: number) => (source === 'transcript' ? segments[place]?.speaker : undefined)
    const speaker = speakerOf(from + i)
    const speaks = speaker !== undefined && (i === 0 || speaker !== speakerOf(from + i - 1))
    return html`${speaks && html`<strong>${harmless(speaker)}:</strong> `}${harmless(text)} `
  })
}

/** When it is said, where that is known. */
function whenOf({ source, from }: Moment, { chapters, segments, links }: Episode): Html {
  const start =
    source === 'transcript' ? segments[from]?.start : source === 'chapters' ? chapters[from]?.start : undefined
  const url = listenAt(links, start)
  return html`
    ${start !== undefined && (url === undefined ? clock(start) : outward(clock(start), url))}`
}
