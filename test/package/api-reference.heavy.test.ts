/** The API reference is what the comments of the source say now. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const COMMITTED = join(ROOT, 'docs/api')

test('docs/api is what npm run docs writes', { timeout: 120_000 }, () => {
  const written = mkdtempSync(join(tmpdir(), 'cv-hook-api-'))
  execFileSync('npm', ['run', '--silent', 'docs', '--', '--out', written, '--logLevel', 'Error'], { cwd: ROOT })
  expect(pagesOf(written)).toEqual(pagesOf(COMMITTED))
})

test('every function of the library has an example', () => {
  const functions = pagesOf(COMMITTED)
    ['cv-hook.md']!.split(/^## /m)
    .find(part => part.startsWith('Functions'))!
  const parts = functions.split(/^### /m).slice(1)
  expect(parts.length).toBeGreaterThan(7)
  expect(parts.filter(part => !part.includes('#### Example'))).toEqual([])
})

/** Pages by their path. */
function pagesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}
