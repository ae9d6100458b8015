/** `npm run docs`: writes the parts of the documents that come from definitions. `documents.test.ts` checks them. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createApp } from '../src/commands/app.ts'
import { settings } from '../src/config.ts'
import { definitions } from '../src/discord/definitions.ts'
import { createLibrary } from '../src/search/library.ts'
import { file } from './documents.ts'
import { showOf } from './lighthouse.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

/** @param program how to start the program, such as `dist/main.js` */
export function generatedFiles(program: string): Readonly<Record<string, string>> {
  const commands = withBlock(file('docs/commands.md'), 'slash-commands', slashCommands())
  return {
    '.env.example': environmentExample(),
    'docs/configuration.md': configuration(),
    'docs/commands.md': withBlock(commands, 'command-line', commandLine(program)),
  }
}

const variables = Object.entries(settings.shape).map(([name, schema]) => ({
  name,
  description: schema.description ?? '',
  fallback: schema.safeParse(undefined).data,
}))

function configuration(): string {
  return `# Configuration

Settings come from environment variables, or from a file \`.env\` in the folder where the program is started; a variable in the environment wins. An empty one counts as unset. The bot checks its settings before it starts, and an error names each variable that is wrong, and what to do.

| variable | default | what it is for |
| --- | --- | --- |
${variables.map(({ name, description, fallback }) => `| \`${name}\` | ${fallback === undefined ? '' : `\`${fallback}\``} | ${linked(description)} |`).join('\n')}

\`.env.example\` lists the same variables, to copy and fill in. Both are written by \`npm run docs\` from the definitions in [src/config.ts](../src/config.ts).
`
}

const linked = (text: string): string => text.replace(/https:\/\/discord\.com\/developers\/applications/g, '<$&>')

function environmentExample(): string {
  const head = wrapped(
    'Copy this file to `.env` and fill in what you need. Variables in the environment win over this file. Without any of them, `npm run ask` and the preview page work all the same.',
  )
  const each = variables.map(({ name, description, fallback }) => {
    return `${wrapped(description + (fallback === undefined ? '' : ` Default: ${fallback}`))}\n${name}=`
  })
  return `${[head, ...each].join('\n\n')}\n`
}

function wrapped(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 118) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`# ${word}`)
  }
  return lines.join('\n')
}

function slashCommands(): string {
  const library = createLibrary(showOf(), '2026-01-01')
  const rows = definitions(createApp(() => library).commands).map(definition => {
    if (!('description' in definition))
      return `| *Apps → ${definition.name}* | on any message: looks for what it says, and shows only you the answer |`
    const options = (definition.options ?? []).filter(({ name }) => name !== 'hide' && name !== 'mention')
    const words = options.map(option => ('required' in option && option.required ? option.name : `[${option.name}]`))
    return `| \`${[`/${definition.name}`, ...words].join(' ')}\` | ${definition.description} |`
  })
  return ['| command | what it does |', '| --- | --- |', ...rows].join('\n')
}

function commandLine(program: string): string {
  const help = (...words: string[]) =>
    execFileSync(process.execPath, [program, 'help', ...words], { cwd: root, encoding: 'utf8' }).trim()
  const names = [...help().matchAll(/^ {2}([\w:]+) .*$/gm)].map(([, name = '']) => name)
  const shown = names.filter(name => name !== 'help')
  return shown.map(name => `### ${name}\n\n\`\`\`text\n${help(name)}\n\`\`\``).join('\n\n')
}

/** The page with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
function withBlock(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  if (!page.includes(start) || !page.includes(end)) throw new Error(`docs/commands.md has no block ${start} … ${end}`)
  return `${page.slice(0, page.indexOf(start) + start.length)}\n\n${text}\n\n${page.slice(page.indexOf(end))}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(generatedFiles('src/run.js'))) {
    writeFileSync(new URL(path, new URL('../', import.meta.url)), text)
  }
}
