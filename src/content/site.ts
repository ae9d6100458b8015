import { access, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { readAddress } from './links.ts'

/** What the configuration of a site generator says about a show. */
export type SiteConfig = { readonly name?: string; readonly site?: string; readonly language?: string }

/**
 * Where site generators keep the name of a site: Jekyll, Hugo, Pelican, MkDocs, Eleventy, and whatever has a
 * `package.json`, the surest first. Configuration that is a program is not run.
 */
const CONFIGS = [
  '_config.yml',
  '_config.yaml',
  'hugo.toml',
  'hugo.yaml',
  'hugo.json',
  'config.toml',
  'config/_default/hugo.toml',
  'config/_default/config.toml',
  'config.yaml',
  'pelicanconf.py',
  'mkdocs.yml',
  'src/_data/site.json',
  'src/_data/metadata.json',
  '_data/site.json',
  '_data/metadata.json',
  'package.json',
]

/** Files that only the root of a site has. */
const ROOTS =
  /^(_config\.ya?ml|hugo\.(toml|ya?ml|json)|config\.toml|pelicanconf\.py|mkdocs\.yml|(astro\.config|gatsby-config|eleventy\.config|\.eleventy|next\.config|nuxt\.config|svelte\.config)\.\w+|package\.json)$/i

const text = z.string().trim().min(1).optional().catch(undefined)
const config = z.object({
  title: text,
  name: text,
  site_name: text,
  url: text,
  baseURL: text,
  baseurl: text,
  site_url: text,
  homepage: text,
  lang: text,
  language: text,
  languageCode: text,
})

/** How many folders above the content may hold the site's configuration. */
const MAX_LEVELS = 4

/** Reads the configuration of the site that a folder of episodes belongs to: its own, or that of a folder above. */
export async function readSiteConfig(folder: string): Promise<SiteConfig> {
  let at = resolve(folder)
  let isPart = true
  for (let level = 0; level <= MAX_LEVELS; level++) {
    for (const file of CONFIGS) {
      // A package above a folder with a name of its own may be anything; a site is not.
      if (!isPart && file === 'package.json') continue
      const read = await readConfig(join(at, file))
      if (read) return read
    }
    if (dirname(at) === at || (await isRepository(at))) break
    isPart &&= GENERIC.test(basename(at))
    at = dirname(at)
  }
  return {}
}

const isRepository = (folder: string): Promise<boolean> =>
  access(join(folder, '.git')).then(
    () => true,
    () => false,
  )

async function readConfig(file: string): Promise<SiteConfig | undefined> {
  try {
    const { data } = config.safeParse(parseConfig(file, await readFile(file, 'utf8')))
    const name = data?.title ?? data?.site_name ?? data?.name
    if (!data || name === undefined) return undefined
    const site = [data.url, data.baseURL, data.site_url, data.homepage].find(url => url && readAddress(url))
    const language = data.lang ?? data.languageCode ?? data.language
    return {
      name,
      ...(site !== undefined && { site: site.replace(/\/+$/, '') }),
      ...(language !== undefined && { language }),
    }
  } catch {
    // Whatever this file is for, it is not for us.
    return undefined
  }
}

function parseConfig(file: string, source: string): unknown {
  if (file.endsWith('.toml')) return parseToml(source)
  if (file.endsWith('.json')) return JSON.parse(source)
  if (!file.endsWith('.py')) return parseYaml(source)
  const assigned = (name: string) => new RegExp(`^${name}\\s*=\\s*(['"])(.*?)\\1`, 'm').exec(source)?.[2]
  return { title: assigned('SITENAME'), url: assigned('SITEURL'), lang: assigned('DEFAULT_LANG') }
}

/** Folders that are named after what they hold, not after a show. */
const GENERIC =
  /^_?(content|contents|episodes?|podcasts?|shows?|posts?|src|source|notes|shownotes|show-notes|pages|data|site|website|www|docs|markdown|md|blog|collections|articles|feeds?|collection)$/i

/** A show's name if nothing else says it: that of the nearest folder with a name of its own. */
export function nameOfFolder(folder: string): string {
  let at = resolve(folder)
  while (GENERIC.test(basename(at)) && dirname(at) !== at) at = dirname(at)
  return basename(at) || basename(resolve(folder))
}

/** A file that is not read as an episode, and why, as the end of a sentence. */
export type Skipped = { readonly file: string; readonly reason: string }

/** Folders of a site in which episodes are kept, those for episodes alone first. */
const FOLDERS = [
  /(^|\/)_?(episodes?|podcasts?|shows?|show-?notes|folgen|episodios|puntate|eps)\//i,
  /(^|\/)_?posts?\//i,
]

/** A site's folders for anything but content. */
const NO_CONTENT =
  /(^|\/)(_site|_layouts|_includes|_sass|_data|_drafts|_plugins|layouts|themes?|archetypes|public|static|assets|vendor|dist|build|tests?|scripts|components|partials|i18n|locales)\//i

/** Jekyll’s folders of content begin with an underscore, like its other folders. */
const isHidden = (file: string): boolean =>
  file
    .split('/')
    .some(
      (part, i, parts) =>
        part.startsWith('_') && (i === parts.length - 1 || !FOLDERS.some(name => name.test(`${part}/`))),
    )

/**
 * Which markdown files may be episodes. In the root of a site, these are the files in its folder of episodes, if it has one.
 *
 * @param files everything in the folder.
 */
export function findEpisodes(files: readonly string[], markdown: readonly string[]) {
  const skipped: Skipped[] = []
  const open = markdown.filter(file => {
    if (!isHidden(file)) return true
    skipped.push({ file, reason: 'its name, or that of its folder, begins with “_”' })
    return false
  })
  if (!files.some(file => ROOTS.test(file))) return { episodes: open, skipped }
  const content = open.filter(file => !NO_CONTENT.test(file))
  const kept = FOLDERS.map(name => content.filter(file => name.test(file))).find(found => found.length > 0) ?? content
  const isKept = new Set(kept)
  const folder = folderOfAll(kept)
  for (const file of open)
    if (!isKept.has(file))
      skipped.push({ file, reason: folder === '' ? 'its folder holds no episodes' : `the episodes are in “${folder}”` })
  return { episodes: kept, skipped }
}

/** The folder that all of some files are in; empty if that is the root. */
function folderOfAll([first = '', ...others]: readonly string[]): string {
  let folder = first
  do folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
  while (folder !== '' && !others.every(file => file.startsWith(`${folder}/`)))
  return folder
}
