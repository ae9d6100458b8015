import { expect, test } from 'vitest'
import { renderFullReply, renderReply } from '../../src/reply/render.ts'
import type { ReplyDraft } from '../../src/reply/types.ts'

const locales = { locale: 'it', placeLocale: 'de' }

/** A draft that says in which languages it was rendered. */
function draft(outcome: ReplyDraft['outcome']) {
  const rendered: string[] = []
  const reply: ReplyDraft = {
    outcome,
    audience: 'everyone',
    question: 'why?',
    render: ({ locale }) => {
      rendered.push(locale)
      return { blocks: [{ kind: 'paragraph', text: ['Because.'] }] }
    },
  }
  return { reply, rendered }
}

test.each([
  ['sure', undefined, 'everyone', 'de'],
  ['sure', 'asker', 'asker', 'it'],
  ['nothing', undefined, 'asker', 'it'],
  ['rejected', 'everyone', 'asker', 'it'],
] as const)('renders a reply once: %s, for %s', (outcome, audience, readers, locale) => {
  const { reply, rendered } = draft(outcome)
  expect(renderReply(reply, locales, audience)).toMatchObject({ outcome, audience: readers, locale })
  expect(renderFullReply(reply, { ...locales, place: 'server' }, audience)).toMatchObject({ audience: readers, locale })
  expect(rendered).toEqual([locale, locale])
})

test('leaves out empty blocks', () => {
  const { reply } = draft('found')
  const empty: ReplyDraft = {
    ...reply,
    render: () => ({
      blocks: [
        { kind: 'small', text: [] },
        { kind: 'list', heading: ['Resources'], items: [] },
        { kind: 'paragraph', text: ['Because.'] },
      ],
    }),
  }
  expect(renderReply(empty, locales).blocks).toEqual([{ kind: 'paragraph', text: ['Because.'] }])
})
