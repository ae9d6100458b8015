import {
  type APIButtonComponentWithURL,
  type APISectionComponent,
  type APITextDisplayComponent,
  ComponentType,
} from 'discord-api-types/v10'
import type { Block, Text } from '../reply/reply.ts'
import { shortened } from '../reply/shorten.ts'
import { linkButton } from './buttons.ts'
import { limits } from './limits.ts'
import { address, type CommandIds, harmless, markdown } from './markdown.ts'

export type BlockComponent = APITextDisplayComponent | APISectionComponent

/**
 * One block of a reply in Discord's components; none when there is nothing to show. A quote whose place can be played
 * has the button for it at its side, a title its picture.
 */
export function drawBlock(block: Block, ids: CommandIds): readonly BlockComponent[] {
  const text = (text: Text) => markdown(text, ids).trim()
  const line = (some: Text) => text(some).replace(/\s+/g, blanks => (blanks.includes('\n') ? ' ' : blanks))
  switch (block.kind) {
    case 'title':
      return beside(headed('### ', line(block.text)), pictureOf(block))
    case 'paragraph':
      return display(text(block.text))
    case 'quote': {
      const quote = lines(block.lead && line(strong(block.lead)), text(block.text).replace(/^/gm, '> '))
      const from = line(block.from ?? [])
      const button = block.link && linkButton(block.link)
      if (from === '' || button === undefined) return display(lines(quote, headed('-# ', from)))
      return [...display(quote), ...beside(from, button)]
    }
    case 'list': {
      const items = block.items.map(item => headed('- ', line(item)))
      return display(lines(block.heading && line(strong(block.heading)), ...items))
    }
    case 'small':
      return display(headed('-# ', line(block.text)))
  }
}

function display(content: string): readonly APITextDisplayComponent[] {
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }]
}

function beside(
  content: string,
  accessory: APIButtonComponentWithURL | APISectionComponent['accessory'] | undefined,
): readonly BlockComponent[] {
  if (accessory === undefined || content === '') return display(content)
  return [{ type: ComponentType.Section, components: [{ type: ComponentType.TextDisplay, content }], accessory }]
}

function pictureOf({ picture }: Extract<Block, { kind: 'title' }>): APISectionComponent['accessory'] | undefined {
  const url = picture && address(picture.url)
  if (!picture || url === undefined) return undefined
  const description = shortened(harmless(picture.alt).trim(), limits.thumbnail.description)
  return { type: ComponentType.Thumbnail, media: { url }, ...(description !== '' && { description }) }
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
