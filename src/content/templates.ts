/** In characters. A tag that is longer was never closed. */
const MAX_TAG = 2000

/** Code is written as it is meant; in show notes it may well be about templates. */
const code = [String.raw`^(?:\`\`\`|~~~)[\s\S]*?(?:^(?:\`\`\`|~~~)|$(?![\s\S]))`, '(`+)(?!`)[^\\n]*?[^`]\\1(?!`)']

/** What site generators put something else in place of, and what they say about how something is to be shown. */
const tags = [
  // Blocks of code, and comments: nobody should read them, or quote them by themselves.
  String.raw`\{%-?\s*(comment|highlight|codeblock)\b[\s\S]{0,${MAX_TAG}}?\{%-?\s*end\2\s*-?%\}`,
  String.raw`\{\{[<%]-?\s*(highlight|comment)\b[\s\S]{0,${MAX_TAG}}?\{\{[<%]\s*/\s*\3\s*-?[>%]\}\}`,
  // Hugo: {{< youtube x >}}, {{% notice %}}.
  String.raw`\{\{[<%][\s\S]{0,${MAX_TAG}}?[>%]\}\}`,
  // Liquid, Nunjucks and Jinja: {% include x %}, {# … #}, {{ page.title }}.
  String.raw`\{%[\s\S]{0,${MAX_TAG}}?%\}`,
  String.raw`\{#[\s\S]{0,${MAX_TAG}}?#\}`,
  String.raw`\{\{[^{}\n]{0,${MAX_TAG}}\}\}`,
  // kramdown’s table of contents, and the item that it takes the place of.
  String.raw`^[ \t]*(?:[-*+]|1\.)[ \t][^\n]*\n[ \t]*\{:\s*toc[^{}\n]*\}`,
  // kramdown and its relatives: {:target="_blank"}, {:toc}, {: .lead}, {.lead}, {#intro .big}.
  String.raw`\{:[^{}\n]{1,200}\}`,
  String.raw`\{\s*[.#][\w-]+(?:\s+[.#]?[\w-]+(?:="[^"\n]*")?)*\s*\}`,
  // Containers: ::: tip
  '^:{3,}.*$',
  // MDX: import and export at the beginning of a line; components with a capital letter, on a line of their own.
  String.raw`^(?:import\s[^\n]*\bfrom\s*['"][^\n]*|import\s*['"][^\n]*|export\s+(?:const|default|function|let)\b[^\n]*)$`,
  String.raw`^[ \t]*</?[A-Z][\w.]*(?:\s+[\w-]+(?:=(?:"[^"\n]*"|'[^'\n]*'|\{[^{}\n]*\}))?)*\s*/?>[ \t]*$`,
  // WordPress: [caption id="x"].
  String.raw`\[/?(?:caption|embed|audio|video|gallery|playlist|powerpress|podcast_player)\b[^\]\n]*\]`,
]

const all = new RegExp([...code, ...tags, String.raw`(!?)\[\[([^[\]\n|]+)(?:\|([^[\]\n|]+))?\]\]`].join('|'), 'gm')

/**
 * Show notes without the tags of site generators, which members would see as they are: Hugo’s and Liquid’s, kramdown’s
 * attributes, MDX. A wiki link is its words. Lines keep their numbers.
 */
export function withoutTemplates(notes: string): string {
  if (!/[{[<]|^:{3}|^(?:import|export)\s/m.test(notes)) return notes
  return notes.replace(all, (match: string, ...groups: (string | undefined)[]) => {
    if (/^[`~]/.test(match)) return match
    const [embed, page, words] = groups.slice(3, 6)
    if (page !== undefined) return embed === '!' ? '' : (words ?? page).trim()
    return match.replaceAll(/[^\n]+/g, '')
  })
}
