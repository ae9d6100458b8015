import { html } from 'hono/html'
import type { Episode, Problem } from '../../content/episode.ts'
import { harmless } from '../../discord/markdown.ts'
import type { Library } from '../../search/library.ts'
import { deskWords as words } from './desk-words.ts'
import { dayOf, type Html } from './draw.ts'
import type { Frame } from './frame.ts'
import { knows, lengthOf } from './knows.ts'

/** What a maintainer wants to know: what is wrong with the content, and what was read of each episode. */
export function drawDesk(library: Library, problems: readonly Problem[], questions: number): Omit<Frame, 'show'> {
  const { show, episodes } = library
  const hidden = show.episodes.length - episodes.length
  return {
    title: words.title(show.name),
    room: 'desk',
    main: html`
      <h1>${words.title(show.name)}</h1>
      <ul class="figures">
        ${knows(library).map(({ number, label }) => html`<li><strong>${number}</strong> ${label}</li>`)}
      </ul>
      <p>${questions > 0 ? html`<a href="/desk/questions">${words.questions(questions)}</a>` : words.noQuestions}</p>
      <section aria-labelledby="problems">
        <h2 id="problems">${words.problems}</h2>
        ${problems.length === 0 ? html`<p role="status">${words.noProblems}</p>` : drawProblems(problems)}
      </section>
      <section aria-labelledby="episodes">
        <h2 id="episodes">${words.episodes}</h2>
        ${hidden > 0 && html`<p class="small">${words.hidden(hidden)}</p>`}
        ${table(COLUMNS, episodes.toReversed().map(rowOf))}
      </section>`,
  }
}

/** Errors first; in each group as they come, by file and line. */
export function drawProblems(problems: readonly Problem[]): Html {
  const groups = (['error', 'warning'] as const).map(severity => problems.filter(each => each.severity === severity))
  const counts = words.counts(groups[0]?.length ?? 0, groups[1]?.length ?? 0)
  // A status is read out when it becomes another one: it is the same paragraph then.
  return html`<p role="status">${counts}</p><ul class="problems">${groups.flat().map(problemItem)}</ul>`
}

export const addressOfEpisode = ({ id }: Episode): string =>
  `/desk/episodes/${encodeURIComponent(id.replace(/\p{Cs}/gu, ''))}`

/**
 * A table that stays one for a screen reader when it is laid out as cards at phone width: browsers drop a table's
 * meaning with its layout, unless the roles say it.
 */
export function table(columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
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

function problemItem({ file, line, severity, says, mend }: Problem): Html {
  return html`
    <li class="${severity}">
      <p class="place"><span class="severity">${words[severity]}</span> <code>${harmless(file)}${line > 0 ? `:${line}` : ''}</code></p>
      <p>${harmless(says)} <span class="mend">${harmless(mend)}</span></p>
    </li>`
}

const COLUMNS = Object.values(words.columns)

function rowOf(episode: Episode): readonly Html[] {
  const { id, title, publishedOn, links, resources, chapters, segments } = episode
  const places = Object.entries(words.links).flatMap(([kind, name]) => (kind in links ? [name] : []))
  const minutes = Math.round(lengthOf(episode) / 60)
  return [
    html`${harmless(id)}`,
    html`<a href="${addressOfEpisode(episode)}">${harmless(title)}</a>`,
    publishedOn === undefined ? html`${words.none}` : dayOf(publishedOn, 'en-GB'),
    html`${places.length > 0 ? places.join(', ') : words.none}`,
    html`${resources.length}`,
    html`${chapters.length}`,
    html`${minutes > 0 ? minutes : segments.length > 0 ? words.untimed : words.none}`,
  ]
}
