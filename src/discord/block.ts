import type { Block, Text } from '../reply/reply.ts'
import { type CommandIds, markdown } from './markdown.ts'

/** One block of a reply in Discord's markdown, as one text display; empty when there is nothing to show. */
export function drawBlock(block: Block, ids: CommandIds): string {
  const draw = (text: Text) => markdown(text, ids).trim()
  const line = (text: Text) => draw(text).replace(/\s*\n\s*/g, ' ')
  switch (block.kind) {
    case 'title':
      return headed('### ', line(block.text))
    case 'paragraph':
      return draw(block.text)
    case 'quote':
      return lines(draw(block.text).replace(/^/gm, '> '), block.from && headed('-# ', line(block.from)))
    case 'list': {
      const items = block.items.map(item => headed('- ', line(item)))
      return lines(block.heading && line(strong(block.heading)), ...items)
    }
    case 'small':
      return headed('-# ', line(block.text))
  }
}

function headed(mark: string, text: string): string {
  return text === '' ? '' : mark + text
}

function lines(...all: readonly (string | undefined)[]): string {
  return all.filter(text => text !== undefined && text !== '' && text !== '> ').join('\n')
}

function strong(text: Text): Text {
  return text.map(piece => (typeof piece === 'string' ? { kind: 'strong', text: piece } : piece))
}
