/** `cv-hook test` as a user meets it: exit codes, records, text, reports, captures, baselines, interruption. */
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CliOptions, cli, jsonLines } from '../support/cli.js'
import { unusedUrl } from '../support/servers.js'
import {
  cleanUp,
  expectDecent,
  expectRefusal,
  fits,
  folder,
  hmac,
  type Received,
  receiver,
  right,
  SECRET,
} from './receiver.js'

afterAll(cleanUp)

/** Each of these starts programs, some several. */
const SLOW = { timeout: 120_000 }

const run = (args: string[], { env, ...more }: CliOptions = {}) =>
  cli(['test', '--secret-env', 'CV_SECRET', ...args], { ...more, env: { CV_SECRET: SECRET, ...env } })

const FEW = ['--events', 'CREATE_CASE,ADD_CASE_DECISION']
const BRIEF = ['--skip', 'accepts/10mb,accepts/1mb']

describe.concurrent('a run', SLOW, () => {
  it('passes a right receiver: one record a check, then a summary', async () => {
    const { url } = await right()
    const result = await run(['--url', url, '--json', ...FEW])
    expectDecent(result, [SECRET])
    expect(result.code).toBe(0)
    const records = jsonLines(result.stdout)
    const summary = records.pop()
    expect(records[0]).toEqual({
      type: 'check',
      id: 'control',
      title: 'accepts a valid delivery',
      level: 'must',
      outcome: 'pass',
      expected: '2xx',
      actual: '200',
      status: 200,
      durationMs: expect.any(Number),
      reproduce: expect.stringMatching(/^cv-hook test --url http\S+ .*--only control --seed \S+$/),
    })
    expect(records.every(one => one.type === 'check' && one.outcome === 'pass')).toBe(true)
    expect(summary).toMatchObject({
      type: 'summary',
      command: 'test',
      passed: true,
      checks: records.length,
      pass: records.length,
      fail: 0,
      control: 'CREATE_CASE',
      secret: 'secret 1',
      seed: expect.any(String),
    })
    expect(result.stderr).toMatch(/\d+ checks, about \d+ requests; most of them are valid, and have effects/)
  })

  it('fails with 1 where a must is not met, and says what to do', async () => {
    const { url } = await right(request => (request.headers['x-cv-signature'] ? undefined : 500))
    const result = await run(['--url', url, ...FEW, '--only', 'refuses'])
    expectDecent(result, [SECRET])
    expect(result.code).toBe(1)
    expect(result.stdout).toMatch(/✗ refuses\/no-signature {2}must\n/)
    expect(result.stdout).toContain('expected a refusal (4xx), got 500')
    expect(result.stdout).toMatch(/fix: Answer 401 when x-cv-signature is missing/)
    expect(result.stdout).toMatch(/not passed: \d+ passed, 2 failed/)
  })

  it('prints a command that shows the same again', async () => {
    const { url } = await right(request => (request.body.includes('CV_HOOK_UNKNOWN_EVENT') ? 422 : undefined))
    const first = await run(['--url', url, ...FEW, '--only', 'accepts', ...BRIEF, '--json'])
    const [failed] = jsonLines(first.stdout).filter(one => one.outcome === 'fail')
    const args = failed.reproduce.split(' ').slice(2)
    const second = await cli(['test', ...args, '--json'], { env: { CV_SECRET: SECRET } })
    expect(jsonLines(second.stdout)[1]).toMatchObject({ id: 'accepts/unknown-event', outcome: 'fail', status: 422 })
  })

  it('a should does not fail it, unless it is strict', async () => {
    const { url } = await right(request => (request.body.includes('CV_HOOK_UNKNOWN_EVENT') ? 422 : undefined))
    const args = ['--url', url, ...FEW, '--only', 'accepts', ...BRIEF]
    const lenient = await run(args)
    expect({ code: lenient.code, stdout: lenient.stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /✗ accepts\/unknown-event {2}should[\s\S]*passed: \d+ passed, 1 failed[\s\S]*--strict counts it/,
      ),
    })
    expect((await run([...args, '--strict'])).code).toBe(1)
  })

  it('a receiver that refuses everything: one failed control, nothing else is said of it, and what to do next', async () => {
    const { url, requests } = await right(() => 401)
    const result = await run(['--url', url, ...FEW])
    expect(result.code).toBe(1)
    expect(result.stdout).toMatch(/1 failed, \d+ not run/)
    expect(result.stdout).toMatch(/find out why: cv-hook test --url \S+ .*--diagnose/)
    expect(requests.length).toBe(2)
  })

  it('a diagnosis is offered only where it could find something', async () => {
    const wall = await receiver(response => response.writeHead(302, { location: '/login' }).end())
    const behind = await run(['--url', wall.url, ...FEW])
    expect(behind.stdout).toMatch(/fix: the platform sends callers to a login page/)
    expect(behind.stdout).not.toContain('--diagnose')
    const { url } = await right(() => 401)
    const unsigned = await cli(['test', '--unsigned', '--url', url, ...FEW])
    expect(unsigned.stdout).toMatch(/fix: the receiver wants a signature/)
    expect(unsigned.stdout).not.toContain('--diagnose')
  })

  it('an annotation says what is wrong, and not only the status', async () => {
    const { url } = await right(request => (request.headers['x-cv-signature']?.includes(',') ? 200 : undefined))
    const { stderr } = await run(['--url', url, ...FEW, '--only', 'refuses/two-headers', '--report', 'github'])
    expect(stderr).toMatch(
      /^::error .*::fail: expected a refusal \(4xx\), got 200: the wrong one first, and the right/m,
    )
  })

  it('shows nothing of an answer that a terminal or CI would obey', async () => {
    const hostile = `::error::x\n##[error]y ]]> <script>z</script> \u001b[2J \u202e key ${SECRET}, bypass Bypass-5521`
    const { url } = await right(request => (fits(request) ? 500 : undefined), hostile)
    const reports = folder()
    const files = ['junit', 'html', 'markdown', 'json'].map(kind => [kind, join(reports, kind)] as const)
    const args = ['--url', url, ...FEW, '--report', 'github', '--header-env', 'X-Bypass=BYPASS']
    const result = await run([...args, ...files.flatMap(([kind, file]) => ['--report', `${kind}=${file}`])], {
      env: { BYPASS: 'Bypass-5521' },
    })
    expectDecent(result, [SECRET, 'Bypass-5521'])
    expect(result.stdout).toMatch(/key\s+<secret>,\s+bypass\s+<secret>/)
    expect(result.code).toBe(1)
    for (const line of result.stderr.split('\n')) expect(line).not.toMatch(/^(?:::error::x|##\[error\]y)/)
    for (const [kind, file] of files) {
      const text = readFileSync(file, 'utf8')
      expect(text).not.toMatch(/\u001b|\u202e/)
      if (kind === 'junit' || kind === 'html') expect(text).not.toContain('<script>')
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain('Bypass-5521')
    }
  })
})

describe.concurrent('a receiver that never answers', SLOW, () => {
  it('is code 3, and every report says so', async () => {
    const file = join(folder(), 'report.json')
    const result = await run(['--url', await unusedUrl(), ...FEW, '--report', `json=${file}`])
    expectDecent(result, [SECRET])
    expect(result.code).toBe(3)
    expect(result.stdout).toMatch(/not reached: 1 without an answer/)
    expect(result.stdout).toMatch(/fix: --wait 60s waits for a receiver that is still starting/)
    const report = JSON.parse(readFileSync(file, 'utf8'))
    expect(report).toMatchObject({ passed: false, counts: { error: 1, pass: 0 } })
    expect(report.results[0]).toMatchObject({ id: 'control', outcome: 'error' })
  })
})

describe.concurrent('what could not even be tried is code 2, one line', SLOW, () => {
  it.each([
    ['an unknown check', ['--only', 'refuses/63-digit'], /there is no check "refuses\/63-digit"/, /refuses\/63-digits/],
    ['an unknown event', ['--events', 'CREATE_CASES'], /there is no event "CREATE_CASES"/, /CREATE_CASE/],
    ['an empty entry', ['--only', 'a,,b'], /--only has an empty entry/],
    ['a baseline that is not there', ['--baseline', '/nowhere/b.json'], /--baseline: cannot read \/nowhere\/b.json/],
    ['an update without a file', ['--update-baseline'], /--update-baseline needs --baseline/],
    ['an update without a reason', ['--update-baseline', '--baseline', 'b.json'], /needs --reason/],
    ['a reason for nothing', ['--reason', 'x'], /--reason goes with --update-baseline/],
    ['a bad number', ['--concurrency', '0'], /--concurrency/],
    ['statuses that are none', ['--expect-refusal', 'no'], /--expect-refusal: "no" is not a list of statuses/],
    ['--diagnose with checks', ['--diagnose', '--only', 'refuses'], /--diagnose runs no checks: .* --only/],
    ['--diagnose with --list', ['--diagnose', '--list'], /--diagnose runs no checks/],
    ['--report with --list', ['--list', '--report', 'json=r'], /--report tells of a run: .* --list/],
    ['an empty baseline', ['--baseline', ''], /--baseline is empty/, /is the variable set/],
    ['a header that is computed', ['--header', 'X-CV-Signature: a'], /x-cv-signature is computed/],
  ])('%s', async (_title, args, message, hint?: RegExp) => {
    expectRefusal(await run(['--url', 'http://127.0.0.1:9/x', ...args]), message, hint, [SECRET])
  })

  it('another machine', async () => {
    expectRefusal(await run(['--url', 'http://192.0.2.1/x']), /192\.0\.2\.1 is not this machine/, /--allow-remote/)
  })

  it('a secret whose variable is empty', async () => {
    expectRefusal(
      await run(['--url', 'http://127.0.0.1:9/x'], { env: { CV_SECRET: '' } }),
      /CV_SECRET is set, but empty/,
    )
  })

  it('a diagnosis without a secret', async () => {
    const args = ['test', '--diagnose', '--unsigned', '--url', 'http://127.0.0.1:9/x']
    expectRefusal(await cli(args), /--diagnose finds out why a signature is refused: it needs the secret/)
  })

  it('the computed header where nothing is signed', async () => {
    const args = ['test', '--unsigned', '--header', 'X-CV-Signature: a', '--url', 'http://127.0.0.1:9/x']
    expectRefusal(await cli(args), /x-cv-signature is computed from/)
  })

  it('no endpoint', async () => {
    expectRefusal(await run([]), /no endpoint is given/, /--list/)
  })

  it('a baseline that is none', async () => {
    const at = folder({ 'b.json': '{\n"accepted": [{"id": "control"}]}' })
    expectRefusal(
      await run(['--url', 'http://127.0.0.1:9/x', '--baseline', 'b.json'], { cwd: at }),
      /b\.json:2: accepted\[0\]\.reason is missing/,
    )
  })
})

describe.concurrent('a baseline', SLOW, () => {
  it('accepts what failed when it was made, tells what passes now, and lets nothing new through', async () => {
    const at = folder()
    const broken = await right(request => (request.headers['x-cv-signature'] ? undefined : 200))
    const whole = await right()
    const args = (url: string) => ['--url', url, ...FEW, '--only', 'refuses', '--baseline', 'b.json']
    expect((await run([...args(broken.url), '--update-baseline', '--reason', 'ticket 12'], { cwd: at })).code).toBe(0)
    expect(JSON.parse(readFileSync(join(at, 'b.json'), 'utf8'))).toEqual({
      accepted: [
        { id: 'refuses/empty-signature', reason: 'ticket 12' },
        { id: 'refuses/no-signature', reason: 'ticket 12' },
      ],
    })
    const accepted = await run(args(broken.url), { cwd: at })
    expect(accepted.code).toBe(0)
    expect(accepted.stdout).toMatch(/- refuses\/no-signature[\s\S]*accepted by the baseline: ticket 12/)
    const obsolete = await run(args(whole.url), { cwd: at })
    expect(obsolete.code).toBe(0)
    expect(obsolete.stdout).toMatch(/passes now, its entry in the baseline can go: refuses\/no-signature/)
    const worse = await right(() => 200)
    expect((await run(args(worse.url), { cwd: at })).code).toBe(1)
  })

  it('made anew keeps the reasons that it has, and what was not run; what passes now goes', async () => {
    const { url } = await right(request => (request.headers['x-cv-signature'] ? undefined : 200))
    const old = [
      { id: 'refuses/no-signature', reason: 'ticket 12' },
      { id: 'refuses/sha1', reason: 'passes now' },
      { id: 'refuses/63-digits', reason: 'not run' },
    ]
    const at = folder({ 'b.json': JSON.stringify({ accepted: old }) })
    const args = ['--url', url, ...FEW, '--only', 'refuses/no-signature,refuses/empty-signature,refuses/sha1']
    const update = [...args, '--baseline', 'b.json', '--update-baseline', '--reason', 'ticket 13']
    expect(await run(update, { cwd: at })).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/accepts 3 failures/),
    })
    expect(JSON.parse(readFileSync(join(at, 'b.json'), 'utf8'))).toEqual({
      accepted: [old[2], { id: 'refuses/empty-signature', reason: 'ticket 13' }, old[0]],
    })
  })

  it('that cannot be written is told when the run is over', async () => {
    const { url } = await right()
    const args = ['--url', url, ...FEW, '--only', 'refuses/sha1', '--update-baseline', '--reason', 'r', '--baseline']
    const result = await run([...args, 'no/such/folder/b.json'], { cwd: folder() })
    expect({ code: result.code, stdout: result.stdout }).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/passed/),
    })
    expect(result.stderr).toMatch(/^error: cannot write no\/such\/folder\/b\.json: /m)
  })

  it('an entry counts until its day is over', async () => {
    const { url } = await right(request => (request.headers['x-cv-signature'] ? undefined : 200))
    const entries = (expires: string) =>
      JSON.stringify({
        accepted: ['no', 'empty'].map(id => ({ id: `refuses/${id}-signature`, reason: 'soon', expires })),
      })
    const cwd = folder({ 'old.json': entries('2020-01-31'), 'new.json': entries('2999-12-31') })
    const args = ['--url', url, ...FEW, '--only', 'refuses/no-signature,refuses/empty-signature', '--baseline']
    expect((await run([...args, 'new.json'], { cwd })).code).toBe(0)
    const old = await run([...args, 'old.json'], { cwd })
    expect(old.code).toBe(1)
    expect(old.stdout).toMatch(/refuses\/no-signature expired on 2020-01-31/)
    const ids = ['refuses/no-signature', 'refuses/empty-signature']
    const whole = await right()
    const summaries = await Promise.all(
      [url, whole.url].map(async at =>
        jsonLines((await run(['--url', at, ...args.slice(2), 'old.json', '--json'], { cwd })).stdout).at(-1),
      ),
    )
    expect(summaries).toMatchObject([
      { baseline: { expired: ids, obsolete: [] } },
      { baseline: { expired: [], obsolete: ids } },
    ])
  })
})

describe.concurrent('besides', SLOW, () => {
  it('a profile says it all, and options go before it', async () => {
    const { url } = await right()
    const test = { events: ['CREATE_CASE'], only: ['accepts/event'], level: 'must', baseline: 'b.json' }
    const at = folder({
      'cv-hook.config.json': JSON.stringify({ profiles: { default: { url, secretEnv: 'CV_SECRET', test } } }),
      'b.json': '{"accepted":[]}',
    })
    const env = { CV_SECRET: SECRET }
    const ids = async (...args: string[]) =>
      jsonLines((await cli(['test', '--json', ...args], { cwd: at, env })).stdout).flatMap(one => one.id ?? [])
    expect(await ids()).toEqual(['control', 'accepts/event/CREATE_CASE'])
    expect(await ids('--only', 'refuses/sha1')).toEqual(['control', 'refuses/sha1'])
  })

  it('--capture keeps what was sent and how it was answered', async () => {
    const { url, requests } = await right()
    const file = join(folder(), 'sent.ndjson')
    const result = await run(['--url', url, ...FEW, '--only', 'refuses/sha1', '--capture', file])
    expect(result.code).toBe(0)
    const lines = jsonLines(readFileSync(file, 'utf8'))
    expect(lines.filter(one => one.cvHookCapture).map(one => one.body)).toEqual(
      requests.map(one => one.body.toString()),
    )
    expect(lines.filter(one => one.cvHookAnswer).map(one => one.status)).toEqual([200, 200, 401, 200])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(SECRET)
  })

  it('bodies that lack what is changed are left out, which is said', async () => {
    const { url } = await right()
    const args = ['--url', url, '--events', 'ORDER_CREATED', '--payload', 'full', '--set', 'order.status=SHIPPED']
    const { code, stderr } = await run([...args, '--only', 'accepts/full/ORDER_CREATED'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/\nnote: event bodies are left out, since/),
    })
  })

  it('an event whose payload is not documented may be the control, where there is no other', async () => {
    const { url } = await right()
    const { stdout } = await run(['--url', url, '--events', 'CALENDAR_EVENT_NO_SHOW', '--only', 'control', '--json'])
    expect(jsonLines(stdout).at(-1)).toMatchObject({ passed: true, control: 'CALENDAR_EVENT_NO_SHOW' })
  })

  it('--list needs neither endpoint nor secret', async () => {
    const { code, stdout } = await cli(['test', '--list', '--json', '--events', 'CREATE_CASE'])
    expect(code).toBe(0)
    expect(jsonLines(stdout).find(one => one.id === 'refuses/63-digits')).toEqual({
      type: 'check',
      id: 'refuses/63-digits',
      group: 'refuses',
      title: expect.any(String),
      level: 'must',
      why: expect.any(String),
      fix: expect.any(String),
    })
  })

  it.each([
    ['test --list', ['test', '--list', '--events', 'CREATE_CASE']],
    ['test --list for static headers', ['test', '--list', '--unsigned', '--static-header', 'X-Key=KEY']],
    ['help checks', ['help', 'checks']],
    ['help checks of a group', ['help', 'checks', 'refuses']],
  ])('%s is a list for people: what its --json has, by group, and how many', async (_title, args) => {
    const { stdout } = await cli(args, { env: { COLUMNS: '200' } })
    const records = jsonLines((await cli([...args, '--json'])).stdout)
    // The id of an event's check says what its title would.
    const told = (id: string, title: string) => (/^accepts\/\w+\/[A-Z_]+$/.test(id) ? '' : ` ${title}`)
    const lines = records.map(({ id, level, title }) => ` ${id} ${level}${told(id, title)}`).sort()
    const shown = stdout.split('\n').map(line => line.replace(/ +/g, ' '))
    expect(shown.filter(line => line.startsWith(' ')).sort()).toEqual(lines)
    const groups = shown.filter(line => /^\w+$/.test(line))
    expect(groups).toEqual([...new Set(groups)])
    const musts = records.filter(one => one.level === 'must').length
    expect(stdout).toMatch(new RegExp(`\n\n${records.length} checks, ${musts} of them must; cv-hook help checks <id> `))
  })

  it('of several secrets the first signs, which is told', async () => {
    const { url } = await right()
    const args = ['--url', url, '--secret-env', 'old=OLD', ...FEW, '--only', 'accepts/event/CREATE_CASE']
    const { code, stderr } = await run(args, { env: { OLD: 'another' } })
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('note: of 2 secrets, secret 1 signs\n'),
    })
  })

  it('help checks tells one in full', async () => {
    const { code, stdout } = await cli(['help', 'checks', 'behaviour/twice'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^behaviour\/twice\n.*twice \(should\)/),
    })
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s prints what was done, writes the reports, and ends with %i', async (signal, code) => {
    const file = join(folder(), 'report.xml')
    let child: { kill(signal: NodeJS.Signals): unknown } | undefined
    const { url } = await receiver((response, request) => {
      if (!fits(request)) child!.kill(signal)
      response.writeHead(fits(request) ? 200 : 401).end()
    })
    const result = await run(['--url', url, ...FEW, '--only', 'accepts/event,refuses', '--report', `junit=${file}`], {
      onOutput: (_text, running) => {
        child = running
      },
    })
    expect(result.code).toBe(code)
    expect(result.stdout).toMatch(/3 passed, \d+ not run, stopped early|4 passed, \d+ not run, stopped early/)
    expect(result.stdout).toMatch(/not run: interrupted/)
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toMatch(/interrupted/)
  })

  it('--diagnose names the cause, by id, and never the secret', async () => {
    const { url } = await receiver((response, { headers, body }) => {
      const expected = createHmac('sha256', `${SECRET}\n`).update(body).digest('hex')
      response.writeHead(headers['x-cv-signature'] === expected ? 200 : 401).end()
    })
    const result = await run(['--url', url, '--diagnose', '--json'])
    expectDecent(result, [SECRET])
    expect(result.code).toBe(1)
    expect(jsonLines(result.stdout)).toEqual([
      expect.objectContaining({
        type: 'diagnosis',
        verdict: 'found',
        proof: 'proven',
        causes: ['secret-whitespace'],
        status: 401,
        event: 'CREATE_CASE',
      }),
    ])
  })

  it.each<[string, (request: Received) => boolean, number, RegExp, object]>([
    [
      'another secret',
      request => request.headers['x-cv-signature'] === hmac(request.body, 'another'),
      1,
      /^✗ [^✓]+\n {2}fix: /,
      { outcome: 'fail', actual: 'unknown' },
    ],
    ['nothing', fits, 0, /^✓ [^✗]+\n {2}next: /, { outcome: 'pass', actual: 'sound' }],
  ])(
    '--diagnose of a receiver that has %s wrong, for people and as a report',
    async (_title, ok, code, shown, told) => {
      const { url } = await right(request => (ok(request) ? 200 : 401))
      const at = folder()
      const result = await run(['--url', url, '--diagnose', '--max-requests', '60', '--report', 'json=r'], { cwd: at })
      expectDecent(result, [SECRET])
      expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: expect.stringMatching(shown) })
      const report = JSON.parse(readFileSync(join(at, 'r'), 'utf8'))
      expect(report).toMatchObject({ command: 'test --diagnose', passed: code === 0 })
      expect(report.results).toEqual([expect.objectContaining({ id: 'diagnosis', title: expect.any(String), ...told })])
      expect(report.facts).toContainEqual({ name: 'secret', value: 'secret 1 (CV_SECRET)' })
    },
  )

  it('--diagnose tries first what is odd about the secret itself', async () => {
    const { url, requests } = await right()
    const args = ['test', '--diagnose', '--json', '--secret-env', 'S', '--url', url, '--max-requests', '30']
    const result = await cli(args, { env: { S: ` ${SECRET}` } })
    expect(jsonLines(result.stdout)).toMatchObject([{ verdict: 'found', causes: ['secret-whitespace'] }])
    expect(requests.length).toBeLessThan(15)
    expectDecent(result, [SECRET])
  })

  it.each(['--json', '--report'])('--diagnose that is interrupted ends with 130, and says so: %s', async option => {
    const at = folder()
    let child: { kill(signal: NodeJS.Signals): unknown } | undefined
    const { url } = await receiver((response, _request, index) => {
      if (index === 5) child!.kill('SIGINT')
      response.writeHead(401).end()
    })
    const args = ['--url', url, '--diagnose', ...(option === '--report' ? [option, 'json=r'] : [option])]
    const { code, stdout, stderr } = await run(args, {
      cwd: at,
      mayBeInside: true,
      onOutput: (_text, running) => {
        child = running
      },
    })
    expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.not.stringContaining('error') })
    if (option === '--json') expect(jsonLines(stdout)).toMatchObject([{ verdict: 'interrupted', causes: [] }])
    else
      expect(JSON.parse(readFileSync(join(at, 'r'), 'utf8')).results).toMatchObject([
        { outcome: 'error', actual: 'interrupted' },
      ])
  })

  it('adds members everywhere, also within lists', async () => {
    const { url, requests } = await right()
    await run(['--url', url, '--events', 'ADD_CASE_DECISION', '--only', 'accepts/extra-members'])
    const [changed] = requests.map(one => JSON.parse(String(one.body))).filter(one => one.cvHookExtra)
    expect(changed.payload.decision.medInfo[1].cvHookExtra).toMatchObject({ text: 'unknown', nothing: null })
  })

  it('a refusal that comes too soon proves nothing, and --only takes stars', async () => {
    const { url } = await right(request => (fits(request) ? undefined : 429))
    const result = await run(['--url', url, ...FEW, '--only', 'refuses/*o-sig*ture,r*es*63*s', '--json'])
    expect(
      jsonLines(result.stdout)
        .slice(1, -1)
        .map(({ id, outcome }) => [id, outcome]),
    ).toEqual([
      ['refuses/no-signature', 'inconclusive'],
      ['refuses/63-digits', 'inconclusive'],
    ])
    const none = await run(['--url', url, '--only', 'refuses/*digits*no'])
    expectRefusal(none, /there is no check "refuses\/\*digits\*no"/)
  })

  it('--diagnose of a receiver that is not there is code 3, and the report says so', async () => {
    const at = folder()
    const result = await run(['--url', await unusedUrl(), '--diagnose', '--report', 'json=r'], { cwd: at })
    expect(result.code).toBe(3)
    expect(JSON.parse(readFileSync(join(at, 'r'), 'utf8'))).toMatchObject({
      passed: false,
      results: [{ outcome: 'error', actual: 'unreachable', details: ['1 request, CREATE_CASE'] }],
    })
  })
})
