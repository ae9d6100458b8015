/**
 * `npm run build [FOLDER]`: the program in few files, which Node finds and reads in half the time. They need nothing beside
 * them: no node_modules, and on Lambda only content.
 */
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const [, , folder = 'dist'] = process.argv

rmSync(folder, { recursive: true, force: true })
await build({
  entryPoints: ['src/main.ts', 'src/lambda.ts', 'src/operations/index-worker-thread.ts'],
  outbase: 'src',
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // What is imported only where it is needed stays apart, and is read only then.
  splitting: true,
  // All that looks for a file beside itself is in transport/, so this is where it must find itself.
  chunkNames: 'operations/[hash]',
  // Packages that are no ES modules ask for Node's own with `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
  },
  // discord.js takes these where they are installed.
  external: ['bufferutil', 'utf-8-validate', 'zlib-sync'],
  logLevel: 'warning',
})
cpSync('src/transport/preview/browser', join(folder, 'operations/browser'), { recursive: true })
writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n')
