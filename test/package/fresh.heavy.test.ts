/** A fresh clone, as README says: installed, which builds it, and run. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { run } from '../support/cli.js'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const clone = mkdtempSync(join(tmpdir(), 'cv-hook-clone-'))

afterAll(() => rmSync(clone, { recursive: true }))

it('npm ci && npm run demo', async () => {
  const made = /(?:^|\/)(?:node_modules|dist|build|coverage|\.git|src\/generated|bench\/results)$/
  cpSync(REPOSITORY, clone, { recursive: true, filter: path => !made.test(path.replaceAll('\\', '/')) })
  // The packages are those of the repository: the registry and its settings are the user's.
  const env = { HOME: homedir(), npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' }
  const installed = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone, env })
  expect(installed, installed.stderr).toMatchObject({ code: 0 })
  expect(existsSync(join(clone, 'dist/main.cjs'))).toBe(true)
  const demo = await run('npm', ['run', 'demo'], { cwd: clone, env })
  expect(demo, demo.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('17 of 17 as expected') })
})
