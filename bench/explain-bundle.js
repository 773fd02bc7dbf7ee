/** The explain room as one module, for what runs outside of the tests' own loader: the benchmark, and a child whose memory is measured. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Bundles the room; gives the address of the module, and how to remove it. */
export async function bundleExplain() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-explain-'))
  const build = await rolldown({
    cwd: root,
    input: {
      mismatch: 'src/explain/explain-mismatch.ts',
      computed: 'src/explain/explain-computed.ts',
      fixture: 'src/events/fixture.ts',
    },
    platform: 'node',
    external: id => id.startsWith('node:'),
  })
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' })
  const address = name => pathToFileURL(join(folder, `${name}.mjs`)).href
  return { address, remove: () => rmSync(folder, { recursive: true }) }
}
