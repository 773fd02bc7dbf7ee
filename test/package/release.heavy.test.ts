/** The package as it would be published, by everything that `npm run release:check` looks at. Alone, since it builds anew and measures. */
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { run } from '../support/cli.js'

it('is ready to be published: manifest, size, entries and types, installation offline, every Node that it claims', async () => {
  const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'release:check'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  })
  expect(stderr.replace(/^npm .*\n/gm, '')).toBe('')
  expect(stdout).toMatch(/^publint: clean\nattw: clean\n/m)
  expect(stdout.match(/^v(20|22|24)\.\d+\.\d+: as expected$/gm)?.length).toBeGreaterThanOrEqual(4)
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('ready')
  expect(code).toBe(0)
})
