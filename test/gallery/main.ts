import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { readShow } from '../../src/content/read-show.ts'
import { createLibrary } from '../../src/search/library.ts'
import { drawGallery } from './page.ts'
import { blink, type Script } from './scenes.ts'

const program = new Command('gallery')
  .description('draws every kind of reply, in every language, on one page')
  .argument('<file>', 'the page to write, such as replies.html')
  .option(
    '--content <dir>',
    'the folder of episodes',
    fileURLToPath(new URL('../fixtures/lighthouse', import.meta.url)),
  )
for (const name of Object.keys(blink)) program.option(`--${name} <words>`)
program.parse()

const { content, ...words } = program.opts<{ content: string } & Partial<Script>>()
const { show } = await readShow(content)
const library = createLibrary(show, new Date().toISOString().slice(0, 10))
writeFileSync(program.args[0] ?? '', await drawGallery(library, { ...blink, ...words }))
