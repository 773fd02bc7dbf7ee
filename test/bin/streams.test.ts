/** Pipes, disks and homes as they are in real life: closed early, shut, full, read-only. */
import { spawn } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { BIN, cli, run } from '../support/cli.js'
import { cleanUp, expectDecent, folder, receiver } from './receiver.js'

afterAll(cleanUp)

/** Runs a line of bash in which `hook` is the binary; its own exit code is printed last on standard error. */
async function shell(line: string, env: Record<string, string> = {}) {
  const hook = `hook() { "${process.execPath}" "${BIN}" "$@"; code=$?; echo "code $code" >&2; return $code; }`
  return run('bash', ['--norc', '-c', `${hook}\n${line}`], { env, cwd: folder({ body: '{"a":1}' }) })
}

describe.concurrent('standard output that is closed early', () => {
  it.each([
    ['hook events | head -1', /^Documented by the vendor/],
    ['hook fixture --all --payload full 2>/dev/null | head -c 10', /^\{"event":"$/],
    ['hook events ADD_CASE_DECISION --json-schema | head -1', /^\{\n$/],
    ['hook send --help | head -1', /^Usage:/],
    ['hook --version | true', /^$/],
    ['hook fixture ADD_CASE_ATTACHMENT --pad 5mb 2>/dev/null | head -c 3', /^\{"e$/],
  ])('%s', async (line, stdout) => {
    const result = await shell(line)
    expect(result.stdout).toMatch(stdout)
    if (!line.includes('2>/dev/null')) expect(result.stderr).toBe('code 0\n')
    expectDecent(result)
  })

  it('stops sending, too', async () => {
    const server = await receiver()
    const result = await shell('hook send --all --json --unsigned --url "$URL" --count 100 --fresh | head -1', {
      URL: server.url,
    })
    expect(JSON.parse(result.stdout)).toMatchObject({ type: 'delivery' })
    expect(result.stderr).toMatch(/code 0\n$/)
    expect(server.requests.length).toBeLessThan(4700)
    expectDecent(result)
  })
})

describe.concurrent('streams that are shut or full', () => {
  it('standard error that nobody reads changes neither the work nor the code', async () => {
    const server = await receiver(response => response.writeHead(401).end())
    const child = spawn(process.execPath, [BIN, 'send', '--all', '--unsigned', '--url', server.url])
    child.stderr.destroy()
    child.stdout.resume()
    const code = await new Promise(resolve => child.on('close', resolve))
    expect({ code, arrived: server.requests.length }).toEqual({ code: 1, arrived: 47 })
  })

  it.each([
    'hook events payment <&-',
    'hook events payment >&-',
    'hook events payment 2>&-',
    'hook sign body --secret x <&-',
  ])('%s', async line => {
    const result = await shell(`${line}; [ $? = 0 ] && echo fine >&2`)
    expect(result.stderr).toMatch(/fine\n$/)
    expect(result.code).toBe(0)
    expectDecent(result)
  })

  it.each(['fixture CREATE_CASE', 'fixture --all', '--version', 'send --help'])(
    'a full disk is an error, not a crash: %s',
    async args => {
      const result = await shell(`hook ${args} > /dev/full`)
      expect(result.stderr).toMatch(/^error: .*(?:full|no space)/m)
      expect(result.stderr).toMatch(/^code 2$/m)
      expectDecent(result)
    },
  )
})

describe.concurrent('the surroundings', () => {
  it.each([['/nonexistent'], ['/proc']])('a home that cannot be written: %s', async HOME => {
    const server = await receiver()
    const env = { HOME, CV_HOOK_URL: server.url, CV_HOOK_SECRET: 'x' }
    expect(await cli(['send', 'ADD_CASE_DECISION'], { env, cwd: '/' })).toMatchObject({ code: 0 })
  })
})
