/** The files for CI systems: what they run is run here, with the built binary in place of the published package. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { BIN, run } from '../support/cli.js'
import { cleanUp, expectDecent, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const text = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')

/** The lines of a block scalar, folded (`>-`) or literal (`|`), without their indentation. */
function block(yaml: string, start: RegExp): string {
  const lines = yaml.split('\n')
  const at = lines.findIndex(line => start.test(line))
  const folded = lines[at]!.trimEnd().endsWith('>-')
  const own = lines.slice(at + 1)
  const indent = own[0]!.length - own[0]!.trimStart().length
  const end = own.findIndex(line => line.trim() !== '' && line.length - line.trimStart().length < indent)
  const inner = own.slice(0, end < 0 ? undefined : end).map(line => line.slice(indent))
  return inner.join(folded ? ' ' : '\n')
}

/** A folder in which `npx --yes cv-hook@VERSION` is the built binary. */
function withNpx(): string {
  const path = folder()
  writeFileSync(
    join(path, 'npx'),
    `#!/bin/sh\n[ "$1" = --yes ] || exit 99\necho "$2" >> "$PWD/versions"\nshift 2\nexec "${process.execPath}" "${BIN}" "$@"\n`,
  )
  chmodSync(join(path, 'npx'), 0o755)
  return path
}

async function runScript(script: string, env: (url: string) => Record<string, string>) {
  const { url } = await receiver((response, { method, headers, body }) => {
    const right = headers['x-cv-signature'] === hmac(body, SECRET)
    let status = method === 'POST' ? (right ? 200 : 401) : 405
    try {
      if (status === 200 && JSON.parse(body.toString()) === null) status = 400
    } catch {
      status = 400
    }
    response.writeHead(status).end()
  })
  const cwd = folder()
  const npx = withNpx()
  const result = await run('bash', ['-e', '-c', script], {
    cwd,
    env: { ...env(url), PATH: `${npx}:${process.env['PATH']}`, GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') },
  })
  expectDecent(result, [SECRET])
  expect({ code: result.code, stderr: result.stderr }).toEqual({ code: 0, stderr: expect.any(String) })
  expect(readFileSync(join(cwd, 'reports/webhook-contract.xml'), 'utf8')).toContain('failures="0" errors="0"')
  expect(existsSync(join(cwd, 'reports/webhook-contract.html'))).toBe(true)
  return { ...result, cwd, version: readFileSync(join(cwd, 'versions'), 'utf8').trim() }
}

const [major, minor] = JSON.parse(text('package.json')).version.split('.')
const PACKAGE = `cv-hook@${major}.${minor}`

describe.concurrent('the files for CI systems run what they say', () => {
  it('docs/github-actions.yml', async () => {
    const { cwd, version } = await runScript(block(text('docs/github-actions.yml'), /^ {8}run: >-$/), url => ({
      CV_HOOK_URL: url,
      CV_SECRET: SECRET,
    }))
    expect(version).toBe(PACKAGE)
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toMatch(/Contract of a receiver/)
  }, 60_000)

  it('docs/gitlab-ci.yml', async () => {
    const { version } = await runScript(block(text('docs/gitlab-ci.yml'), /^ {4}- >-$/), url => ({
      CV_HOOK_URL: url,
      STAGING_WEBHOOK_SECRET: SECRET,
    }))
    expect(version).toBe(PACKAGE)
  }, 60_000)

  it('action.yml, with its defaults; no input becomes a part of the script', async () => {
    const action = text('action.yml')
    const script = block(action, /^ {6}run: \|$/)
    expect(script).not.toContain('${{')
    const given = /^ {2}version:[\s\S]*?default: "(.+)"$/m.exec(action)![1]!
    const { version } = await runScript(script, url => ({
      CV_HOOK_URL: url,
      CV_HOOK_SECRET: SECRET,
      CV_HOOK_ARGS: /default: (--wait .+)$/m.exec(action)![1]!,
      CV_HOOK_REPORTS: 'reports',
      CV_HOOK_VERSION: given,
    }))
    expect(version).toBe(PACKAGE)
  }, 60_000)

  it.each([
    ['on several lines, with quotes', '--wait 5s\n--only accepts\n--set "payload.case.title=two words"\n', 0],
    ['none', '', 0],
    ['with a quote that nothing closes', '--only "refuses', 1],
  ])('action.yml, with arguments %s', async (_title, args, code) => {
    const { url } = await receiver()
    const cwd = folder()
    const npx = folder()
    writeFileSync(join(npx, 'npx'), '#!/bin/sh\nprintf "%s\\n" "$@" > "$PWD/given"\n')
    chmodSync(join(npx, 'npx'), 0o755)
    const result = await run('bash', ['-e', '-c', block(text('action.yml'), /^ {6}run: \|$/)], {
      cwd,
      env: { CV_HOOK_URL: url, CV_HOOK_ARGS: args, CV_HOOK_REPORTS: 'reports', PATH: `${npx}:${process.env['PATH']}` },
    })
    expect(result.code, result.stderr).toBe(code)
    if (code !== 0) return
    const given = readFileSync(join(cwd, 'given'), 'utf8').split('\n')
    const wanted = args === '' ? [] : ['--wait', '5s', '--only', 'accepts', '--set', 'payload.case.title=two words']
    expect(given.slice(given.indexOf('--allow-remote') + 1, given.indexOf('--report'))).toEqual(wanted)
  })
})
