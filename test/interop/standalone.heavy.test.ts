/** The standalone executable of this machine, made and then used without any Node beside it. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, run } from '../support/cli.js'
import { startServer, stopServers } from '../support/server-process.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BUILD = join(ROOT, 'build')
const FILE = join(BUILD, 'cv-hook-linux-x64')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('cv-hook-linux-x64', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-standalone-'))
  /** Nothing of Node in reach. */
  const alone = { PATH: folder }
  const start = (args: string[], env: Record<string, string> = {}) =>
    run(FILE, args, { cwd: folder, env: { ...alone, ...env } })

  beforeAll(async () => {
    rmSync(FILE, { force: true })
    const { code, stderr } = await run('npm', ['run', 'build:standalone'], {
      cwd: ROOT,
      env: { HOME: process.env['HOME'] ?? folder },
    })
    expect(code, stderr).toBe(0)
  }, 300_000)

  afterAll(async () => {
    await stopServers()
    rmSync(folder, { recursive: true })
  })

  it('has the digest that stands beside it', () => {
    const sum = createHash('sha256').update(readFileSync(FILE)).digest('hex')
    expect(readFileSync(join(BUILD, 'SHA256SUMS'), 'utf8')).toContain(`${sum}  cv-hook-linux-x64\n`)
  })

  it('says its version, whatever Node is told by the environment', async () => {
    for (const NODE_OPTIONS of ['', '--require /nowhere/at-all.js', '--no-such-option']) {
      expect(await start(['--version'], { NODE_OPTIONS })).toMatchObject({ code: 0, stdout: `${version}\n` })
    }
  })

  it('signs as openssl does', async () => {
    writeFileSync(join(folder, 'body.json'), '{"event":"CREATE_CASE"}')
    // printf '{"event":"CREATE_CASE"}' | openssl dgst -sha256 -hmac standalone
    expect(await start(['sign', 'body.json'], { CV_HOOK_SECRET: 'standalone' })).toMatchObject({
      code: 0,
      stdout: '0a8c448bb4635d0ff2536c352d79ebf68ab1d001cfbffd17fdfec45c83beb126\n',
    })
  })

  it('sends to another that listens, and verifies what that one kept', async () => {
    const args = ['listen', '--port', '0', '--exit-after', '3', '--capture', join(folder, 'kept.ndjson'), '--json']
    const url = await startServer(FILE, args, /"url":"([^"]+)"/, { ...alone, CV_HOOK_SECRET: 'standalone' })
    const env = { CV_HOOK_SECRET: 'standalone' }
    const sent = await start(['send', 'CREATE_CASE', 'ADD_CASE_DECISION', 'ARCHIVE_CASE', '--url', url!, '--json'], env)
    expect({ code: sent.code, ...jsonLines(sent.stdout).at(-1) }).toMatchObject({ code: 0, sent: 3, ok: 3 })
    const verified = await start(['verify', 'kept.ndjson', '--json'], env)
    expect({ code: verified.code, ...jsonLines(verified.stdout).at(-1) }).toMatchObject({ code: 0, valid: 3 })
  })

  it('has every command', async () => {
    const { stdout } = await start(['--help'])
    const commands = [...stdout.split('More help')[0]!.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(match => match[1]!)
    expect(commands.length).toBeGreaterThan(8)
    for (const command of commands) {
      expect(await start([command, '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:') })
    }
  })

  it('tells of bad input in a line, and keeps nothing of what it was made of', async () => {
    const { code, stderr } = await start(['verify', 'no-such-file'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error: cannot read no-such-file: there is no such file$/m),
    ])
    expect(existsSync(join(folder, '.pkg-cache'))).toBe(false)
  })
})
