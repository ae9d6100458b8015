import { html } from 'hono/html'
import type { App } from '../commands/app.ts'
import { listenAt } from '../content/links.ts'
import type { Episode, Problem } from '../content/types.ts'
import type { EmbeddingProgress } from '../embeddings/embeddings.ts'
import { formatTimestamp } from '../reply/format.ts'
import type { Library } from '../search/library.ts'
import { SOURCES, type Source, textsOf } from '../search/passages.ts'
import type { Moment } from '../search/positional-index.ts'
import { wordsOf } from '../search/tokenizer.ts'
import { stripControls } from '../text.ts'
import { channelUrl } from './channel.ts'
import { dayOf, drawBlocks, externalLink, type Html } from './message.ts'
import type { Frame } from './page.ts'
import { dashboardText } from './text.ts'

/** What a maintainer looks for on the dashboard. It is in the page's URL. */
export type DashboardView = {
  /** Words of an episode's id, title or file. */
  readonly words: string
  readonly only?: Filter
  /** How many episodes, and how many problems, to draw at most. */
  readonly episodes: number
  readonly problems: number
}

type Filter = keyof typeof dashboardText.filters

/** So many are drawn at once, and so many more each time. */
const ROWS = 100
const MAX_ROWS = 100_000

/** Reads a view from a URL. What it does not understand is left out. */
export function readDashboardView(parameters: URLSearchParams): DashboardView {
  const count = (name: string): number => Math.min(MAX_ROWS, Math.max(ROWS, Number(parameters.get(name)) || 0))
  const only = Object.keys(dashboardText.filters).find((name): name is Filter => name === parameters.get('only'))
  return {
    words: (parameters.get('words') ?? '').slice(0, MAX_WORDS_LENGTH),
    episodes: count('episodes'),
    problems: count('problems'),
    ...(only && { only }),
  }
}

const MAX_WORDS_LENGTH = 200

function urlOfView({ words, only, episodes, problems }: DashboardView): string {
  const parameters = {
    ...(words !== '' && { words }),
    ...(only && { only }),
    ...(episodes > ROWS && { episodes: String(episodes) }),
    ...(problems > ROWS && { problems: String(problems) }),
  }
  return `/dashboard?${new URLSearchParams(parameters)}`
}

/** For the maintainer: what was read of each episode, and the problems with the content. */
export function drawDashboard(
  library: Library,
  problems: readonly Problem[],
  questions: number,
  view: DashboardView,
  embedding?: EmbeddingProgress,
): Omit<Frame, 'show'> {
  const { show } = library
  return {
    title: dashboardText.title(show.name),
    room: 'dashboard',
    main: html`
      <h1>${dashboardText.title(show.name)}</h1>
      <ul class="counts">
        ${libraryCounts(library).map(({ number, label }) => html`<li><strong>${number}</strong> ${label}</li>`)}
      </ul>
      ${embedding && html`<p class="small">${dashboardText.embedding(embedding)}</p>`}
      <p class="small">${questions > 0 ? html`<a href="/dashboard/questions">${dashboardText.questions(questions)}</a>` : dashboardText.noQuestions}
        <a href="#problems">${problems.length > 0 ? dashboardText.toProblems(problems.length) : ''}</a></p>
      ${drawEpisodes(library, problems, view)}
      <section aria-labelledby="problems">
        <h2 id="problems">${dashboardText.problems}</h2>
        ${problems.length === 0 ? html`<p role="status">${dashboardText.noProblems}</p>` : drawProblems(problems, view)}
      </section>`,
  }
}

/** The episodes that the view shows, latest first. */
function drawEpisodes({ show, episodes }: Library, problems: readonly Problem[], view: DashboardView): Html {
  const counts = new Map<string, number>()
  for (const { file } of problems) counts.set(file, (counts.get(file) ?? 0) + 1)
  const passes: Readonly<Record<Filter, (episode: Episode) => boolean>> = {
    'no-transcript': ({ segments }) => segments.length === 0,
    'with-problems': ({ file }) => counts.has(file),
  }
  const words = wordsOf(view.words).map(({ plain }) => plain)
  const isNamed = ({ id, title, file }: Episode): boolean => {
    const names = words.length === 0 ? [] : wordsOf(`${id} ${title} ${file}`).map(({ plain }) => plain)
    return words.every(word => names.some(name => name.startsWith(word)))
  }
  const found = episodes.filter(episode => (!view.only || passes[view.only](episode)) && isNamed(episode)).toReversed()
  const hidden = show.episodes.length - episodes.length
  const filters = Object.entries(dashboardText.filters).map(([name, label]) => ({
    name: name as Filter,
    label: `${label} (${episodes.filter(passes[name as Filter]).length})`,
  }))
  return html`
    <section aria-labelledby="episodes">
      <h2 id="episodes">${dashboardText.episodes}</h2>
      ${hidden > 0 && html`<p class="small">${dashboardText.hidden(hidden)}</p>`}
      <form id="find" action="/dashboard" method="get" role="search">
        <label class="unseen" for="words">${dashboardText.find}</label>
        <input id="words" name="words" type="search" value="${view.words}" placeholder="${dashboardText.find}" autocomplete="off" spellcheck="false">
        <fieldset>
          <legend class="unseen">${dashboardText.show}</legend>
          ${[{ name: undefined, label: dashboardText.all }, ...filters].map(
            ({ name, label }) => html`
              <label><input type="radio" name="only" id="only-${name ?? 'all'}" value="${name ?? ''}" ${name === view.only && html`checked`}> ${label}</label>`,
          )}
        </fieldset>
        <button type="submit">${dashboardText.apply}</button>
      </form>
      <p class="small" role="status">${dashboardText.shownOf(Math.min(found.length, view.episodes), found.length, episodes.length)}</p>
      ${
        found.length > 0 &&
        table(
          COLUMNS,
          found.slice(0, view.episodes).map(episode => rowOf(episode, counts)),
        )
      }
      ${found.length > view.episodes && moreLink({ ...view, episodes: view.episodes + ROWS }, dashboardText.moreEpisodes)}
    </section>`
}

/** With JavaScript, it is followed as soon as it comes into view. */
const moreLink = (view: DashboardView, label: string): Html =>
  html`<p><a class="more" href="${urlOfView(view)}">${label}</a></p>`

/** Errors first, then by file and line. */
function drawProblems(problems: readonly Problem[], view?: DashboardView): Html {
  const groups = (['error', 'warning'] as const).map(severity => problems.filter(each => each.severity === severity))
  const counts = dashboardText.counts(groups[0]?.length ?? 0, groups[1]?.length ?? 0)
  const most = view?.problems ?? problems.length
  // The element stays the same when the counts change, so that screen readers read out its new text.
  return html`<p role="status">${counts}</p><ul class="problems">${groups.flat().slice(0, most).map(problemItem)}</ul>
    ${view && problems.length > most && moreLink({ ...view, problems: most + ROWS }, dashboardText.moreProblems)}`
}

const urlOfEpisode = ({ id }: Episode): string =>
  `/dashboard/episodes/${encodeURIComponent(id.replace(/\p{Cs}/gu, ''))}`

/**
 * A table that remains one for screen readers when it is laid out as cards on a phone: without these roles, browsers drop a
 * table's semantics with its layout.
 */
function table(columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`
    <table role="table">
      <thead role="rowgroup"><tr role="row">${columns.map(name => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
      <tbody role="rowgroup">
        ${rows.map(
          cells =>
            html`<tr role="row">${cells.map((cell, i) => html`<td role="cell" data-column="${columns[i]}">${cell}</td>`)}</tr>`,
        )}
      </tbody>
    </table>`
}

function problemItem({ file, line, severity, message, fix }: Problem): Html {
  return html`
    <li class="${severity}">
      <p class="place"><span class="severity">${dashboardText[severity]}</span> <code>${stripControls(file)}${line > 0 ? `:${line}` : ''}</code></p>
      <p>${stripControls(message)} <span class="fix">${stripControls(fix)}</span></p>
    </li>`
}

const COLUMNS = Object.values(dashboardText.columns)

function rowOf(episode: Episode, problems: ReadonlyMap<string, number>): readonly Html[] {
  const { id, file, title, publishedOn, links, resources, chapters, segments } = episode
  const places = Object.entries(dashboardText.links).flatMap(([kind, name]) => (kind in links ? [name] : []))
  const minutes = Math.round(lengthOf(episode) / 60)
  return [
    html`${stripControls(id)}`,
    html`<a href="${urlOfEpisode(episode)}">${stripControls(title)}</a>`,
    publishedOn === undefined ? html`${dashboardText.none}` : dayOf(publishedOn, 'en-GB'),
    html`${places.length > 0 ? places.join(', ') : dashboardText.none}`,
    html`${resources.length}`,
    html`${chapters.length}`,
    html`${minutes > 0 ? minutes : segments.length > 0 ? dashboardText.untimed : dashboardText.none}`,
    html`${problems.get(file) ?? 0}`,
  ]
}

/** One episode: its problems, what `/episode` shows, and every passage that can be quoted. Undefined for an unknown id. */
export function drawDashboardEpisode(
  id: string,
  library: Library,
  problems: readonly Problem[],
  app: App,
): Omit<Frame, 'show'> | undefined {
  const episode = library.episodesById.get(id)
  if (!episode) return undefined
  const line = `/episode ${id}`
  const reply = app.reply({
    command: 'episode',
    options: { which: id },
    locale: 'en',
    userId: 'dashboard',
    place: 'web',
  })
  const own = problems.filter(({ file }) => file === episode.file)
  const moments = library.positionalIndex.episode(id)?.moments ?? []
  return {
    title: `${id} · ${episode.title}`,
    room: 'dashboard',
    main: html`
      <p><a href="/dashboard">${dashboardText.back}</a></p>
      <h1>${stripControls(`${id} · ${episode.title}`)}</h1>
      <p class="small">${dashboardText.from} <code>${stripControls(episode.file)}</code></p>
      ${own.length > 0 && drawProblems(own)}
      <section aria-labelledby="shown">
        <h2 id="shown">${dashboardText.shown(id)}</h2>
        <div class="reply card">${drawBlocks(reply)}</div>
        <p><a href="${channelUrl({ gone: 0, entries: [{ began: { typed: line } }] })}">${dashboardText.askChannel}</a></p>
      </section>
      <section aria-labelledby="passages">
        <h2 id="passages">${dashboardText.passages}</h2>
        ${moments.length === 0 ? html`<p>${dashboardText.noPassages}</p>` : SOURCES.map(source => drawSource(source, episode, moments))}
      </section>`,
  }
}

function drawSource(source: Source, episode: Episode, moments: readonly Moment[]): Html {
  const own = moments.filter(moment => moment.source === source)
  if (own.length === 0) return html``
  const texts = textsOf(episode, source)
  return html`
    <h3>${dashboardText.sources[source]}</h3>
    <ol class="passages">
      ${own.map(moment => html`<li>${drawTime(moment, episode)} ${drawPassage(moment, episode, texts)}</li>`)}
    </ol>`
}

/** The text of a passage, with the speaker before each turn if it is known. */
function drawPassage({ source, from, to }: Moment, { segments }: Episode, texts: readonly string[]): readonly Html[] {
  return texts.slice(from, to).map((text, i) => {
    const speakerOf = (place: number) => (source === 'transcript' ? segments[place]?.speaker : undefined)
    const speaker = speakerOf(from + i)
    const speaks = speaker !== undefined && (i === 0 || speaker !== speakerOf(from + i - 1))
    return html`${speaks && html`<strong>${stripControls(speaker)}:</strong> `}${stripControls(text)} `
  })
}

/** The time of a passage, if it is known. */
function drawTime({ source, from }: Moment, { chapters, segments, links }: Episode): Html {
  const start =
    source === 'transcript' ? segments[from]?.start : source === 'chapters' ? chapters[from]?.start : undefined
  const url = listenAt(links, start)
  return html`
    ${start !== undefined && (url === undefined ? formatTimestamp(start) : externalLink(formatTimestamp(start), url))}`
}

/** `label`: what the number counts, in the singular or plural. */
export type Figure = { readonly number: string; readonly label: string }

/** What the library holds, in a few numbers, without zeros. */
export function libraryCounts({ episodes, resourceIndex }: Library): readonly Figure[] {
  const transcripts = episodes.filter(({ segments }) => segments.length > 0)
  return [
    figure(episodes.length, 'episode', 'episodes'),
    transcriptFigure(transcripts),
    figure(resourceIndex.size, 'link', 'links'),
  ].filter(({ number }) => number !== '0')
}

/** The length of a transcript in seconds; 0 if it has no times. */
function lengthOf({ segments }: Episode): number {
  return segments.reduce((latest, { start = 0, end = start }) => Math.max(latest, end), 0)
}

/** In hours; or the number of transcripts, if they have no times or are shorter than half an hour. */
function transcriptFigure(episodes: readonly Episode[]): Figure {
  const hours = Math.round(episodes.reduce((sum, episode) => sum + lengthOf(episode), 0) / 3600)
  return hours > 0
    ? figure(hours, 'hour of transcript', 'hours of transcript')
    : figure(episodes.length, 'transcript', 'transcripts')
}

function figure(count: number, one: string, other: string): Figure {
  return { number: count.toLocaleString('en'), label: count === 1 ? one : other }
}
