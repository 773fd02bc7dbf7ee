/** `cv-hook listen` in a pipeline: it says when it is ready, ends by itself, and its exit code tells the truth. */
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { BIN, cli, jsonLines } from '../support/cli.js'
import { unusedUrl } from '../support/servers.js'
import { breakOff, deliver, listening, type Running, stopListening } from './listening.js'
import { cleanUp, expectRefusal, folder, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const body = (event = 'ADD_CASE_DECISION') => JSON.stringify(fixture(event))
const send = async (listener: Running, ...events: string[]) => {
  for (const event of events) await deliver(listener.url, body(event))
}
const QUICK = ['--json', '--explanations', '0']

describe.concurrent('expected events', () => {
  it('end the run as soon as all came, in any order, however they are written', async () => {
    const listener = await listening([
      ...QUICK,
      '--expect-event',
      'createcase,ADD_CASE_DECISION',
      '--expect-event',
      'CREATE_CASE',
    ])
    await send(listener, 'ADD_CASE_DECISION', 'PAYMENT_ADDED', 'CREATE_CASE', 'CREATE_CASE')
    const { code, stdout } = await listener.ended
    expect({ code, missing: jsonLines(stdout).at(-1).missing }).toEqual({ code: 0, missing: [] })
  })

  it('must come in their order with --in-order', async () => {
    const args = [...QUICK, '--expect-event', 'CREATE_CASE,ADD_CASE_DECISION', '--in-order']
    const wrong = await listening([...args, '--for', '10m'])
    await send(wrong, 'ADD_CASE_DECISION', 'CREATE_CASE')
    const result = await wrong.stop()
    expect({ code: result.code, missing: jsonLines(result.stdout).at(-1).missing }).toEqual({
      code: 1,
      missing: ['ADD_CASE_DECISION'],
    })
    const right = await listening(args)
    await send(right, 'CREATE_CASE', 'PAYMENT_ADDED', 'ADD_CASE_DECISION')
    expect((await right.ended).code).toBe(0)
  })

  it('are not met by what does not verify', async () => {
    const listener = await listening([...QUICK, '--expect-event', 'CREATE_CASE'])
    await deliver(listener.url, body('CREATE_CASE'), { secret: 'wrong' })
    await deliver(listener.url, body('CREATE_CASE'), { signature: null })
    expect((await listener.stop()).code).toBe(1)
  })

  it('are met by what is unsigned, with --unsigned', async () => {
    const env = { CV_HOOK_SECRET: undefined as unknown as string }
    const listener = await listening([...QUICK, '--unsigned', '--expect-event', 'CREATE_CASE'], { env })
    await deliver(listener.url, body('CREATE_CASE'), { signature: null })
    expect((await listener.ended).code).toBe(0)
  })

  it('that did not come make an interrupted run a failed one', async () => {
    const listener = await listening(['--expect-event', 'CREATE_CASE'], { mayBeInside: false })
    const { code, stdout } = await listener.stop('SIGTERM')
    expect(code).toBe(1)
    expect(stdout).toMatch(/did not come {2}CREATE_CASE/)
  })
})

describe.concurrent('what is still waited for', () => {
  it('is told when the command has ended, and how long', async () => {
    const listener = await listening(['--expect-event', 'CREATE_CASE', '--for', '10m', '--', 'true'])
    await listener.said(/note: the command has ended; waiting for CREATE_CASE for (?:10 m|9 m \d+ s) more \(--for\)/)
    await send(listener, 'CREATE_CASE')
    expect((await listener.ended).code).toBe(0)
  })

  it('is not said not to have come where it came out of its turn', async () => {
    const listener = await listening(['--expect-event', 'CREATE_CASE,PAYMENT_ADDED', '--in-order', '--for', '10m'])
    await send(listener, 'PAYMENT_ADDED', 'CREATE_CASE')
    const { code, stdout } = await listener.stop()
    expect(code).toBe(1)
    expect(stdout).toMatch(/did not come in order {2}PAYMENT_ADDED/)
  })
})

describe.concurrent('other ends', () => {
  it('--exit-after: so many deliveries, all of which verified', async () => {
    const listener = await listening([...QUICK, '--exit-after', '2'])
    await send(listener, 'CREATE_CASE', 'CREATE_CASE')
    expect((await listener.ended).code).toBe(0)
  })

  it('--exit-after with one that did not verify: 1', async () => {
    const listener = await listening([...QUICK, '--exit-after', '1'])
    await deliver(listener.url, body(), { secret: 'wrong' })
    expect((await listener.ended).code).toBe(1)
  })

  it('--for: after this time, whatever came', async () => {
    const listener = await listening([...QUICK, '--for', '300ms'])
    expect((await listener.ended).code).toBe(0)
  })

  it.each<[string, string, Parameters<typeof deliver>[2]]>([
    ['does not verify', body(), { secret: 'wrong' }],
    ['is no JSON', 'x', {}],
    ['contradicts all that is known', '{"payload":[]}', {}],
  ])('--fail-fast: at the first delivery that %s', async (_title, bytes, how) => {
    const listener = await listening([...QUICK, '--fail-fast'])
    await send(listener, 'CREATE_CASE')
    await deliver(listener.url, bytes, how)
    const { code, stdout } = await listener.ended
    expect({ code, received: jsonLines(stdout).at(-1).received }).toEqual({ code: 1, received: 2 })
  })

  it('a signal finishes what is under way, and tells of it', async () => {
    const behind = await receiver(response => setTimeout(() => response.end('late'), 400))
    const listener = await listening([...QUICK, '--forward-to', behind.url], { mayBeInside: false })
    const answer = deliver(listener.url, body())
    while (behind.requests.length === 0) await new Promise(setImmediate)
    const { code, stdout } = await listener.stop()
    expect(await answer).toMatchObject({ status: 200, text: 'late' })
    expect(jsonLines(stdout).map(one => one.type)).toEqual(['ready', 'received', 'summary'])
    expect(code).toBe(0)
  })

  it('a reader that goes away ends the run quietly', async () => {
    const { code, stderr } = await cli(['listen', '--port', '0', '--json', '--unsigned'], {
      onOutput: async (text, child) => {
        const url = /"url":"([^"]+)"/.exec(text)?.[1]
        if (!url) return
        child.stdout!.destroy()
        for (let count = 0; count < 50; count++) {
          await deliver(url, body(), { signature: null }).catch(() => {})
          if (child.exitCode !== null) break
        }
      },
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe.concurrent('a command behind --', () => {
  const node = (script: string) => ['--', process.execPath, '-e', script]

  it('is told the URL and the secret, and both must do well', async () => {
    const dir = folder()
    const send = ['--', process.execPath, BIN, 'send', 'CREATE_CASE', 'ADD_CASE_DECISION', '--json']
    const listener = await listening(['--json', '--expect-event', 'ADD_CASE_DECISION', ...send], { cwd: dir })
    const { code, stdout, stderr } = await listener.ended
    expect(jsonLines(stdout).map(one => one.type)).toEqual(['ready', 'received', 'received', 'summary'])
    expect(jsonLines(stderr.slice(stderr.indexOf('{'))).at(-1)).toMatchObject({ command: 'send', ok: 2 })
    expect(code).toBe(0)
    expect(stdout + stderr).not.toContain(SECRET)
  })

  it.each<[string, string[], number]>([
    ['its code is the code', node('process.exitCode = 5'), 5],
    ['its end is the end', node('0'), 0],
    ['a signal counts as in a shell', node('process.kill(process.pid, "SIGTERM")'), 143],
    ['what it did not bring about is missing', ['--expect-event', 'CREATE_CASE', '--for', '500ms', ...node('0')], 1],
    ['it is ended with the time', ['--for', '300ms', ...node('setInterval(() => {}, 1000)')], 1],
  ])('%s', async (_title, args, code) => {
    expect((await (await listening([...QUICK, ...args])).ended).code).toBe(code)
  })

  it('is waited for, however early all came', async () => {
    const dir = folder()
    const script = `fetch(process.env.CV_HOOK_URL, { method: 'POST', body: '{}' }).then(() => setTimeout(() => require('fs').writeFileSync('done', ''), 300))`
    const env = { CV_HOOK_SECRET: undefined as unknown as string }
    const listener = await listening(['--unsigned', '--exit-after', '1', ...node(script)], { cwd: dir, env })
    expect((await listener.ended).code).toBe(0)
    expect(existsSync(join(dir, 'done'))).toBe(true)
  })

  it('that does not exist is one clear line', async () => {
    const result = await cli(['listen', '--port', '0', '--unsigned', '--quiet', '--', '/no/such/program'])
    expect(result.code).toBe(2)
    expect(result.stderr).toMatch(/^error: cannot run \/no\/such\/program: there is no such program$/m)
  })

  it('is never taken from what stands before --', async () => {
    expectRefusal(await cli(['listen', '--unsigned', 'npm', 'test']), /takes no argument "npm"/, /behind --/)
    expectRefusal(await cli(['listen', '--unsigned', '--']), /no command behind --/)
  })
})

describe.concurrent('the ready file', () => {
  it('holds the URL while it listens, and is gone afterwards', async () => {
    const dir = folder()
    const listener = await listening(['--json', '--ready-file', 'ready'], { cwd: dir })
    expect(readFileSync(join(dir, 'ready'), 'utf8')).toBe(`${listener.url}\n`)
    expect(statSync(join(dir, 'ready')).mode & 0o777).toBe(0o600)
    await listener.stop()
    expect(existsSync(join(dir, 'ready'))).toBe(false)
  })
})

describe.concurrent('faults on purpose', () => {
  it('--respond: these statuses in turn, for what would be accepted', async () => {
    const listener = await listening([...QUICK, '--respond', '500,503,200'])
    const statuses: number[] = []
    for (let count = 0; count < 4; count++) statuses.push((await deliver(listener.url, body())).status)
    statuses.push((await deliver(listener.url, body(), { secret: 'wrong' })).status)
    await listener.stop()
    expect(statuses).toEqual([500, 503, 200, 500, 401])
    const onPurpose = listener.records('received').map(({ response }) => response.onPurpose ?? false)
    expect(onPurpose).toEqual([true, true, true, true, false])
  })

  it('a status that is one on purpose says so, lest somebody looks for its reason', async () => {
    const listener = await listening(['--respond', '500'])
    await deliver(listener.url, body())
    const { stdout } = await listener.stop()
    expect(stdout.replace(/\s+/g, ' ')).toContain('500 on purpose, valid by secret 1')
  })

  it('--delay: late, and at once when the run ends', async () => {
    const listener = await listening([...QUICK, '--delay', '50ms..60ms'])
    await deliver(listener.url, body())
    await listener.stop()
    expect(listener.records('received')[0].response.durationMs).toBeGreaterThan(45)
    const capture = join(folder(), 'capture.ndjson')
    const slow = await listening([...QUICK, '--delay', '10m', '--capture', capture])
    const answer = deliver(slow.url, body())
    while (statSync(capture).size === 0) await new Promise(setImmediate)
    await slow.stop()
    expect((await answer).status).toBe(200)
  })

  it.each<[string[], RegExp]>([
    [['--json'], /"response":\{"status":200,"durationMs":[\d.]+,"sent":false\}/],
    [[], /✗ ADD_CASE_DECISION[\s\S]*the sender had gone before the answer/],
  ])('a sender that does not wait is told of: %j', async (args, told) => {
    const gone = new AbortController()
    const behind = await receiver(response => {
      response.end()
      gone.abort()
    })
    const listener = await listening([...args, '--delay', '10m', '--forward-to', behind.url])
    await expect(deliver(listener.url, body(), { signal: gone.signal })).rejects.toThrow()
    // By then the listener knows.
    expect((await deliver(listener.url, '', { method: 'GET', path: '/healthz', signature: null })).status).toBe(200)
    expect((await listener.stop()).stdout).toMatch(told)
  })
})

describe.concurrent('what cannot be', () => {
  it('a port that is taken', async () => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const result = await cli(['listen', '--port', String(port), '--unsigned'])
    server.close()
    expectRefusal(result, /port \d+ of 127\.0\.0\.1 is taken/, /--port 0/)
  })

  it.each<[string, string[], RegExp, RegExp?]>([
    ['an address of another machine', ['--host', '192.0.2.7'], /192\.0\.2\.7 is no address of this machine/],
    ['a host that nobody knows', ['--host', 'no-such-host.invalid'], /no-such-host\.invalid is no address/],
    ['a port beyond all ports', ['--port', '65536'], /--port: "65536" is not a whole number/],
    ['an expected event that nobody knows', ['--expect-event', 'CREATE_CSE'], /no event "CREATE_CSE"/, /CREATE_CASE/],
    ['--in-order of one', ['--expect-event', 'CREATE_CASE', '--in-order'], /--in-order goes with/],
    ['statuses that are none', ['--respond', '500,abc'], /--respond: "500,abc" is not a list/],
    ['a status that would be no answer', ['--respond', '101'], /from 200 to 599/],
    ['a delay the wrong way round', ['--delay', '2s..1s'], /the shorter one first|is not a range/],
    ['--for nothing', ['--for', '0'], /--for must be at least/],
    ['--exit-after nothing', ['--exit-after', '0'], /--exit-after/],
    ['a verdict that is none', ['--verdict', 'good'], /--verdict: "good" is none of/],
    ['events to see that nobody knows', ['--events', 'NOPE_*'], /no event fits the pattern/],
    ['a static header whose name is none', ['--static-header', 'X Key=TOKEN'], /"X Key" is not a header name/],
    ['--show with --quiet', ['--show', 'payload', '--quiet'], /exclude each other/],
  ])('%s', async (_title, args, message, hint) => {
    const env = { TOKEN: 'a-Token-Value-7' }
    expectRefusal(await cli(['listen', '--port', '0', '--unsigned', ...args], { env }), message, hint)
  })

  it.each<[string, (dir: string) => void, RegExp]>([
    ['a link', dir => symlinkSync('/etc/hostname', join(dir, 'x')), /symbolic link/],
    ['a folder', dir => mkdirSync(join(dir, 'x')), /is a directory/],
    [
      'a file of somebody else',
      dir => writeFileSync(join(dir, 'x'), '{"name":"a package"}'),
      /something else than a capture/,
    ],
    ['in a folder that is not there', () => {}, /folder does not exist/],
  ])('a capture file that is %s', async (title, make, message) => {
    const dir = folder()
    make(dir)
    const path = title.startsWith('in') ? join(dir, 'no', 'x') : join(dir, 'x')
    expectRefusal(await cli(['listen', '--port', '0', '--unsigned', '--capture', path]), message)
  })

  it('a ready file that cannot be written', async () => {
    const result = await cli(['listen', '--port', '0', '--unsigned', '--quiet', '--ready-file', '/no/such/folder/x'])
    expectRefusal(result, /--ready-file: cannot write/)
  })
})

describe.concurrent('a report', () => {
  const report = async (args: readonly string[], senders: (listener: Running) => Promise<unknown>) => {
    const cwd = folder()
    const listener = await listening([...QUICK, '--report', 'junit=r/all.xml', ...args], { cwd })
    await senders(listener)
    const { code } = await listener.ended
    return { code, xml: readFileSync(join(cwd, 'r/all.xml'), 'utf8') }
  }

  it('holds what was expected, and every delivery', async () => {
    const { code, xml } = await report(['--expect-event', 'CREATE_CASE,PAYMENT_ADDED'], async listener => {
      await deliver(listener.url, body('PAYMENT_ADDED'), { secret: 'wrong' })
      await send(listener, 'PAYMENT_ADDED', 'CREATE_CASE')
    })
    expect(code).toBe(0)
    expect(xml).toMatch(/<testsuites [^>]*tests="5" failures="0"/)
    for (const told of ['CREATE_CASE', 'PAYMENT_ADDED', 'the signature does not fit the body; answered 401'])
      expect(xml).toContain(told)
  })

  it('fails with what did not come, also when the run is ended from outside', async () => {
    const { code, xml } = await report(['--expect-event', 'CREATE_CASE', '--for', '10m'], async listener => {
      await send(listener, 'PAYMENT_ADDED')
      await listener.stop()
    })
    expect(code).toBe(1)
    expect(xml).toMatch(/failures="1"/)
    expect(xml).toContain('it did not come')
  })

  it('tells of what broke off, what is missing of a number, what came of passing on, and of findings', async () => {
    const behind = await receiver(response => response.writeHead(202).end())
    const forward = ['--forward-to', behind.url, '--forward-to', await unusedUrl()]
    const { code, xml } = await report(['--exit-after', '3', '--for', '10m', ...forward], async listener => {
      await breakOff(listener.url, body(), 9)
      await listener.until('received')
      await deliver(listener.url, '{"event":"CREATE_CASE","payload":{}}')
      await listener.stop()
    })
    expect(code).toBe(1)
    expect(xml).toMatch(/<testsuites [^>]*tests="3" failures="2" errors="1"/)
    for (const told of [
      '2 did not come',
      'its body broke off',
      /passed on to \S+: 202 after/,
      /passed on to \S+: .*refused/,
    ])
      expect(xml).toMatch(told)
    expect(xml).toContain('error: payload.case is missing')
  })

  it('fails with a delivery that fails the run, and with the command', async () => {
    const first = await report(['--fail-fast'], listener => deliver(listener.url, body(), { secret: 'wrong' }))
    expect([first.code, first.xml]).toEqual([1, expect.stringMatching(/failures="1"/)])
    const command = ['--', process.execPath, '-e', 'process.exit(4)']
    const second = await report(command, async () => {})
    expect([second.code, second.xml]).toEqual([4, expect.stringMatching(/exit code 4/)])
  })
})
