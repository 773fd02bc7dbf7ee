/** `cv-hook replay`: what arrives at the receiver, which deliveries are picked, and what is refused. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { BODY } from '../captures/sample.js'
import { OF_BYTES, OF_TEXT } from '../captures/writers.js'
import { BIN, cli, jsonLines, run } from '../support/cli.js'
import { deliver, listening, stopListening } from './listening.js'
import { cleanUp, expectDecent, expectRefusal, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const env = { S: SECRET, TOKEN: 'static-Token-Value-93' }

interface Line {
  id?: string
  at?: string
  body?: string
  headers?: [string, string][]
  verdict?: string
  [more: string]: unknown
}

/** A capture of our own, line by line. */
const capture = (...lines: Line[]) =>
  lines
    .map(({ at = '2026-03-02T10:00:00.000Z', body = BODY, headers = [], ...more }, index) =>
      JSON.stringify({
        cvHookCapture: 1,
        direction: 'in',
        id: `abc-${index + 1}`,
        receivedAt: at,
        method: 'POST',
        path: '/old/path?token=1',
        httpVersion: '1.1',
        headers,
        ...('bodyBase64' in more ? {} : { body }),
        complete: true,
        ...more,
      }),
    )
    .join('\n')
    .concat('\n')

const event = (name: string) => JSON.stringify(fixture(name))

/** Replays this capture to a receiver of its own. */
async function replay(recording: string | Uint8Array, args: readonly string[] = [], status = 200) {
  const server = await receiver(response => response.writeHead(status).end('{}'))
  const cwd = folder({ capture: recording })
  const result = await cli(['replay', 'capture', '--url', server.url, ...args], { cwd, env })
  expectDecent(result, [SECRET, env.TOKEN])
  return { ...result, requests: server.requests, records: args.includes('--json') ? jsonLines(result.stdout) : [] }
}

const signed = ['--secret-env', 'prod=S']

describe.concurrent('every format', () => {
  it('is sent byte for byte, signed anew', async () => {
    const writers = Object.entries({ ...OF_BYTES, ...OF_TEXT })
    const server = await receiver()
    const cwd = folder(Object.fromEntries(writers.map(([name, write]) => [name, write(Buffer.from(BODY))])))
    const names = writers.map(([name]) => name)
    const { code, stderr } = await cli(['replay', ...names, '--url', server.url, ...signed], { cwd, env })
    expect(stderr).toContain('signed anew with prod (S)')
    expect(code).toBe(0)
    expect(server.requests.map(({ method, path, body }) => ({ method, path, body: body.toString() }))).toEqual(
      names.map(() => ({ method: 'POST', path: '/hook', body: BODY })),
    )
    for (const { headers, body } of server.requests) expect(headers['x-cv-signature']).toBe(hmac(body, SECRET))
  })

  it('a body alone gets the headers that a delivery has', async () => {
    const { requests } = await replay(BODY, [...signed, '--format', 'body'])
    expect(requests[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^cv-hook\//),
    })
  })
})

describe.concurrent('headers', () => {
  const recorded: [string, string][] = [
    ['Host', 'hooks.example.com'],
    ['Connection', 'keep-alive, X-Hop'],
    ['X-Hop', '1'],
    ['Content-Length', '5'],
    ['Transfer-Encoding', 'chunked'],
    ['Via', '1.1 cv-hook'],
    ['X-Kept', 'a'],
    ['X-Kept', 'b'],
    ['User-Agent', 'CareValidate/1.0'],
    ['X-Webhook-Secret', '<masked>'],
    ['X-CV-Signature', 'a'.repeat(64)],
  ]

  it('go as recorded, but for those of the connection and masked ones, which are named', async () => {
    const { requests, stderr, stdout } = await replay(capture({ headers: recorded }, { headers: recorded }))
    const { headers } = requests[0]!
    expect(headers).toMatchObject({
      'x-kept': 'a, b',
      'user-agent': 'CareValidate/1.0',
      'x-cv-signature': 'a'.repeat(64),
      'content-length': String(Buffer.byteLength(BODY)),
    })
    for (const name of ['x-hop', 'via', 'x-webhook-secret', 'transfer-encoding'])
      expect(headers).not.toHaveProperty(name)
    expect(headers.host).toMatch(/^127\.0\.0\.1:/)
    expect(stderr).toContain('with the signatures as recorded')
    expect(stderr.match(/x-webhook-secret is masked in the recording and was left out; --static-header/g)).toHaveLength(
      1,
    )
    expect(stdout).toContain('2 of 2 as expected')
  })

  it('that are masked are filled again from a variable', async () => {
    const args = ['--static-header', 'X-Webhook-Secret=TOKEN', '--header', 'X-Kept: c']
    const { requests, stderr } = await replay(capture({ headers: recorded }), args)
    expect(requests[0]!.headers).toMatchObject({ 'x-webhook-secret': env.TOKEN, 'x-kept': 'c' })
    expect(stderr).not.toContain('masked')
  })
})

describe.concurrent('the signature', () => {
  const headers: [string, string][] = [['X-CV-Signature', 'b'.repeat(64)]]

  it.each([
    ['as recorded, with a secret that is not used', [...signed, '--as-captured'], 'b'.repeat(64), null],
    ['anew where a secret is given', signed, hmac(Buffer.from(BODY), SECRET), 'prod'],
    ['none', ['--unsigned'], undefined, null],
  ])('%s', async (_title, args, signature, label) => {
    const { requests, records } = await replay(capture({ headers }), [...args, '--json'])
    expect(requests[0]!.headers['x-cv-signature']).toBe(signature)
    expect(records[0]).toMatchObject({ type: 'delivery', signature: signature ?? null, secret: label, ok: true })
    expect(records[0]).toMatchObject({ source: 'capture, line 1', replayOf: 'abc-1', event: 'ADD_CASE_COMMENT' })
  })

  it('wrong on purpose is refused as it should be', async () => {
    const { requests, code } = await replay(capture({}), [...signed, '--forge', 'wrong-secret'], 401)
    expect(requests[0]!.headers['x-cv-signature']).toBe(hmac(Buffer.from(BODY), `${SECRET}x`))
    expect(code).toBe(0)
  })
})

describe.concurrent('which are sent', () => {
  const whole = capture(
    { body: event('CREATE_CASE'), verdict: 'valid' },
    { body: event('PAYMENT_ADDED'), verdict: 'valid' },
    { body: event('PAYMENT_COMPLETED'), verdict: 'invalid' },
    { body: '{"event":"CREATE_CASE","payload":{}}', verdict: 'valid' },
    { body: event('ARCHIVE_CASE'), verdict: 'unsigned' },
  )

  it.each([
    ['all', [], [1, 2, 3, 4, 5]],
    ['by event', ['--events', 'PAYMENT_*,archivecase'], [2, 3, 5]],
    ['by recorded verdict', ['--verdict', 'invalid'], [3]],
    ['by findings', ['--findings'], [4]],
    ['by case', ['--case', 'ADA-7K2M4Q'], [1, 2, 3, 5]],
    ['by id', ['--id', 'abc-5,abc-2'], [2, 5]],
    ['the last', ['--last', '2'], [4, 5]],
    ['the last of some', ['--events', 'CREATE_CASE,PAYMENT_ADDED', '--last', '2'], [2, 4]],
  ])('%s', async (_title, args, numbers) => {
    const { records, code } = await replay(whole, [...signed, '--json', ...args])
    expect(records.slice(0, -1).map(one => one.replayOf)).toEqual(numbers.map(number => `abc-${number}`))
    expect(records.at(-1)).toMatchObject({ type: 'summary', command: 'replay', sent: numbers.length, signing: 'anew' })
    expect(code).toBe(0)
  })

  it('by verdict, with the secret where the recording has none', async () => {
    const good: [string, string][] = [['x-cv-signature', hmac(Buffer.from(BODY), SECRET)]]
    const { records } = await replay(capture({}, { headers: good }), [...signed, '--verdict', 'valid', '--json'])
    expect(records.map(one => one.replayOf)).toEqual(['abc-2', undefined])
  })

  it.each([
    ['none that fits', ['--events', 'CREATE_CASE'], /none of 1 recorded deliveries is one that was asked for/],
    ['an id that is not there', ['--id', 'abc-9'], /no delivery has the id abc-9/],
  ])('%s is an error', async (_title, args, message) => {
    const { stderr, code, requests } = await replay(capture({}), [...signed, ...args])
    expect({ code, requests }).toEqual({ code: 2, requests: [] })
    expect(stderr).toMatch(message)
  })
})

describe.concurrent('changes', () => {
  it('are written anew and signed', async () => {
    const args = [
      '--set',
      'payload.payment.amount=9',
      '--set-string',
      'payload.case.title=x',
      '--unset',
      'payload.activity',
    ]
    const { requests, stderr, code } = await replay(capture({ body: event('PAYMENT_ADDED') }, {}), [...signed, ...args])
    const wanted = structuredClone(fixture('PAYMENT_ADDED')) as any
    wanted.payload.payment.amount = 9
    wanted.payload.case.title = 'x'
    delete wanted.payload.activity
    expect(requests[0]!.body.toString()).toBe(JSON.stringify(wanted))
    for (const { body, headers } of requests) expect(headers['x-cv-signature']).toBe(hmac(body, SECRET))
    expect(stderr).toContain('payload.payment.amount was not changed in 1 delivery: no such member')
    expect(code).toBe(0)
  })

  it('--fresh renews ids and keeps them linked', async () => {
    const recording = capture({ body: event('CREATE_CASE') }, { body: event('PAYMENT_ADDED') })
    const { requests } = await replay(recording, [...signed, '--seed', 'a'])
    const [first, second] = requests.map(one => JSON.parse(one.body.toString()).payload.case)
    expect(first.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(first.id).not.toBe((fixture('CREATE_CASE') as any).payload.case.id)
    expect([second.id, second.shortId]).toEqual([first.id, first.shortId])
  })

  it('of a compressed body are sent uncompressed', async () => {
    const { gzipSync } = await import('node:zlib')
    const bodyBase64 = gzipSync(event('CREATE_CASE')).toString('base64')
    const headers: [string, string][] = [['Content-Encoding', 'gzip']]
    const recording = capture({ bodyBase64, headers })
    const { requests } = await replay(recording, [...signed, '--set', 'payload.case.type=x'])
    expect(JSON.parse(requests[0]!.body.toString()).payload.case.type).toBe('x')
    expect(requests[0]!.headers).not.toHaveProperty('content-encoding')
  })

  it.each<[string, string[], RegExp]>([
    ['without a secret', ['--set', 'payload.a=1'], /signed anew, and no secret is given/],
    ['of a member that no event has', [...signed, '--set', 'payload.casse.id=1'], /no member payload\.casse\.id/],
    ['with the old signature', ['--as-captured', '--fresh'], /--as-captured and changes of the body exclude/],
  ])('%s are refused', async (_title, args, message) => {
    const { stderr, code, requests } = await replay(capture({}), args)
    expect({ code, requests }).toEqual({ code: 2, requests: [] })
    expect(stderr).toMatch(message)
  })
})

describe.concurrent('what cannot be had is known before anything is sent', () => {
  const own = (member: string) => JSON.stringify({ event: 'MY_OWN', payload: { [member]: 1 } })

  it.each<[string, Line[], string[], RegExp]>([
    [
      'a member that only events have which are not there',
      [{ body: event('CREATE_CASE') }, { body: event('ADD_CASE_COMMENT') }],
      ['--set', 'payload.payment.amount=9'],
      /none of these deliveries has a member payload\.payment\.amount/,
    ],
    [
      'a member that the second delivery lacks, and no event knows',
      [{ body: own('mine') }, { body: own('other') }],
      ['--set', 'payload.mine=2'],
      /no member payload\.mine/,
    ],
    [
      'a value that does not fit the second delivery',
      [{ body: event('CREATE_CASE') }, { body: event('PAYMENT_ADDED') }],
      ['--set', 'payload.payment.createdBy=x'],
      /payload\.payment\.createdBy: "x" is not JSON, and the member is object/,
    ],
    [
      'a slip of the pen, whichever event was meant',
      [{ body: event('CREATE_CASE') }, { body: event('PAYMENT_ADDED') }],
      ['--set', 'payload.paymnt.amount=9'],
      /no member payload\.paymnt\.amount\n(?:hint: .*\n)*hint: did you mean payload\.payment\.amount\?/,
    ],
    ['one id of two', [{}, {}], ['--id', 'abc-1,abc-9'], /no delivery has the id abc-9/],
    ['a recording that is not there, beside one that is', [{}], ['error'], /cannot read error: there is no such file/],
    [
      'a case by the name that listen made up for it',
      [{}],
      ['--case', 'case#1'],
      /--case: case#1 is a name that stands for an id[\s\S]*give the case's id or short id/,
    ],
    [
      'a member that none of the last ones has',
      [{ body: event('PAYMENT_ADDED') }, { body: event('CREATE_CASE') }],
      ['--last', '1', '--set', 'payload.payment.amount=9'],
      /none of these deliveries has a member/,
    ],
  ])('%s', async (_title, lines, args, message) => {
    const { stdout, stderr, code, requests } = await replay(capture(...lines), [...signed, ...args])
    expect({ code, stdout, requests }).toEqual({ code: 2, stdout: '', requests: [] })
    expect(stderr).toMatch(message)
  })

  it('but for a pipe, which can be read only once: what was sent is told, and that it was', async () => {
    const { url, requests } = await receiver()
    const input = capture({ body: event('CREATE_CASE') }, { body: event('ADD_CASE_COMMENT') })
    const args = ['replay', '-', '--url', url, ...signed, '--set', 'payload.payment.amount=9']
    const { stdout, stderr, code } = await cli(args, { env, input })
    expect(code).toBe(2)
    expect(requests).toHaveLength(2)
    expect(stdout).toMatch(/CREATE_CASE[\s\S]*ADD_CASE_COMMENT/)
    expect(stderr).toMatch(/error: none of these deliveries has a member payload\.payment\.amount/)
    expect(stderr).toMatch(/hint: 2 deliveries were sent before that was known: a pipe cannot be read ahead, a file is/)
  })

  it('a named pipe is not read ahead, and sent whole', async () => {
    const { url, requests } = await receiver()
    const cwd = folder({ capture: capture({ body: event('PAYMENT_ADDED') }) })
    const line = `exec "$0" "$1" replay <(cat capture) --url "$2" --secret-env S --set payload.payment.amount=9`
    const { code } = await run('bash', ['-c', line, process.execPath, BIN, url], { cwd, env })
    expect({ code, sent: requests.length }).toEqual({ code: 0, sent: 1 })
  })
})

describe.concurrent('what cannot be sent', () => {
  it.each<[string, Line, string[], RegExp]>([
    ['a body that broke off', { complete: false }, signed, /only a part of its body/],
    ['a masked signature', { headers: [['x-cv-signature', '<masked>']] }, [], /its signature is masked/],
    [
      'a body without a document that could grow',
      {},
      [...signed, '--pad', '40kb'],
      /--pad needs an event with an inline/,
    ],
    [
      'a body without a document that could grow',
      {},
      [...signed, '--pad', '2mb'],
      /--pad needs an event with an inline/,
    ],
    [
      'a change to what is no JSON',
      { body: 'a=1' },
      [...signed, '--force', '--set', 'a=1'],
      /no JSON that can be read/,
    ],
  ])('%s is told, and the others are sent', async (_title, line, args, why) => {
    const { stdout, code, requests } = await replay(capture(line, { body: event('ADD_CASE_ATTACHMENT') }), args)
    expect({ code, sent: requests.length }).toEqual({ code: 2, sent: 1 })
    expect(stdout.replace(/\s+/g, ' ')).toMatch(why)
    expect(stdout).toContain('recorded as capture, line 1')
  })
})

describe.concurrent('what a recording does not hold', () => {
  it.each<[string, string, string[], RegExp]>([
    [
      'the body',
      `curl -H 'x-cv-signature: ${'a'.repeat(64)}' http://a.example/`,
      ['--unsigned'],
      /does not hold its body/,
    ],
    ['the bytes', 'curl -d "$BODY" http://a.example/', ['--as-captured'], /its bytes are not those that were sent/],
    [
      'a body that can be written anew',
      `curl -d '{"a":1e999}' http://a.example/`,
      ['--unsigned', '--force', '--set', 'b=1'],
      /cannot be written anew/,
    ],
    [
      'a body that is small enough to be changed',
      `{"a":"${'x'.repeat(8 * 1024 ** 2)}"}`,
      ['--unsigned', '--format', 'body', '--force', '--set', 'b=1'],
      /larger than 8 MB/,
    ],
  ])('%s', async (_title, recording, args, why) => {
    const { code, stdout, requests } = await replay(recording, args)
    expect({ code, requests }).toEqual({ code: 2, requests: [] })
    expect(stdout.replace(/\s+/g, ' ')).toMatch(why)
  })

  it('a value in what is null is told by its path', async () => {
    const { code, stderr } = await replay('null', ['--unsigned', '--format', 'body', '--force', '--set', 'a=1'])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^error: a: the body is null$/m) })
  })
})

describe.concurrent('what is not sent, in a report', () => {
  it('is an error of its own, with why and where it stands', async () => {
    const recording = capture({ complete: false, body: event('CREATE_CASE') }, {})
    const server = await receiver()
    const cwd = folder({ capture: recording })
    const args = ['replay', 'capture', '--url', server.url, ...signed, '--json', '--report', 'json=r']
    const { stdout, code } = await cli(args, { cwd, env })
    expect(code).toBe(2)
    const why = 'the recording holds only a part of its body'
    expect(jsonLines(stdout)).toMatchObject([
      { type: 'unsent', event: 'CREATE_CASE', source: 'capture, line 1', why },
      { type: 'delivery', ok: true },
      { type: 'summary', recorded: 2, picked: 2, unsent: 1, sent: 1 },
    ])
    expect(JSON.parse(readFileSync(join(cwd, 'r'), 'utf8'))).toMatchObject({
      passed: false,
      results: [
        {
          title: 'CREATE_CASE',
          outcome: 'error',
          actual: `not sent: ${why}`,
          details: ['recorded as capture, line 1'],
        },
        { title: 'ADD_CASE_COMMENT', outcome: 'pass' },
      ],
    })
  })

  it('is listed up to the first thousand, and the report says how many those are', async () => {
    const cwd = folder({ capture: capture(...Array(1010).fill({ complete: false, body: '' })) })
    const args = ['replay', 'capture', '--url', 'http://127.0.0.1:1/', ...signed, '--report', 'json=r']
    expect((await cli(args, { cwd, env })).code).toBe(2)
    const { results, facts } = JSON.parse(readFileSync(join(cwd, 'r'), 'utf8'))
    expect(results).toHaveLength(1000)
    expect(facts).toContainEqual({ name: 'listed here', value: '0 as expected, 1000 not' })
  })
})

it.concurrent('gaps are waited for as recorded, which is told, and a signal ends the wait', async () => {
  const server = await receiver()
  const cwd = folder({ capture: capture({ at: '2026-03-02T10:00:00.000Z' }, { at: '2026-03-02T12:00:00.000Z' }) })
  const { code, stderr, stdout } = await cli(['replay', 'capture', '--url', server.url, '--speed', '1x'], {
    cwd,
    env,
    mayBeInside: true,
    onOutput: (text, child) => {
      if (text.includes('the next delivery came')) child.kill('SIGINT')
    },
  })
  expect({ code, sent: server.requests.length }).toEqual({ code: 130, sent: 1 })
  expect(stderr).toMatch(/note: the next delivery came 120 m later; --speed max sends at once/)
  expect(stdout).toContain('1 of 1 as expected')
})

it.concurrent.each<[string, string[], RegExp, RegExp?]>([
  ['no endpoint', ['capture'], /no endpoint is given/, /--dry-run --as body/],
  [
    'the last ones of a pipe',
    ['-', '--last', '1', '--url', 'http://h/'],
    /--last reads a recording twice/,
    /name a file/,
  ],
  ['--forge with --unsigned', ['capture', '--unsigned', '--forge', 'tampered'], /--forge needs the right secret/],
  ['--report with --dry-run', ['capture', '--dry-run', '--report', 'json=r'], /--report .* does not go with --dry-run/],
])('a command line that cannot be obeyed: %s', async (_title, args, message, hint) => {
  expectRefusal(await cli(['replay', ...args], { cwd: folder({ capture: capture({}) }), env }), message, hint)
})

it.concurrent('of several secrets the first signs, which is told', async () => {
  const { stderr, requests } = await replay(capture({}), [...signed, '--secret-env', 'old=TOKEN'])
  expect(stderr).toContain('note: of 2 secrets, prod signs\n')
  expect(requests[0]!.headers['x-cv-signature']).toBe(hmac(Buffer.from(BODY), SECRET))
})

describe.concurrent('safety', () => {
  const replayed = (...args: string[]) =>
    cli(['replay', 'capture', ...args], { cwd: folder({ capture: capture({}) }), env })

  it('leaves this machine only when told to, and over plain http only when told so too', async () => {
    expectRefusal(await replayed('--url', 'http://192.0.2.1/'), /192\.0\.2\.1 is not this machine/, /--allow-remote/)
    expectRefusal(
      await replayed('--url', 'http://192.0.2.1/', '--allow-remote'),
      /over plain http, and whoever is on the way could read them/,
      /--allow-plaintext/,
    )
  })

  it.each([
    ['over https', 'https://127.0.0.1:1/'],
    ['to this machine', 'http://127.0.0.1:1/'],
  ])('needs no leave for plain http where it goes %s', async (_title, url) => {
    const { code, stderr } = await replayed('--url', url, '--allow-remote')
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.not.stringContaining('plain http') })
  })

  it('masks what a receiver answers', async () => {
    const server = await receiver(response => response.writeHead(400).end('Jane Roe is not known'))
    const { stdout, code } = await replayed('--url', server.url)
    expect(stdout).not.toContain('Jane')
    expect(code).toBe(1)
  })
})

it('a signature that is none, and may be the secret itself, is sent and not shown', async () => {
  const recording = capture({ headers: [['x-cv-signature', SECRET]] })
  const { stdout, requests } = await replay(recording, ['--as-captured', '--json'])
  expect(requests[0]!.headers['x-cv-signature']).toBe(SECRET)
  expect(stdout).not.toContain(SECRET)
  expect(jsonLines(stdout)[0].signature).toBe('<masked>')
})

it('a capture that is still written is read up to where it was', async () => {
  const cwd = folder()
  const listener = await listening(['--json', '--capture', 'c.ndjson'], { cwd })
  await deliver(listener.url, event('CREATE_CASE'))
  await listener.until('received')
  const { code } = await cli(['replay', 'c.ndjson', '--url', listener.url, '--secret-env', 'S'], { cwd, env })
  expect(code).toBe(0)
  await listener.stop()
  expect(listener.records('received')).toMatchObject([
    { verdict: 'valid' },
    { verdict: 'valid', duplicateOf: expect.any(String) },
  ])
})

it('several recordings, one of which cannot be read: the others are sent, and it counts', async () => {
  const server = await receiver()
  const cwd = folder({ a: capture({}), b: capture({}), none: 'hello' })
  const result = await cli(['replay', 'a', 'none', 'b', '--url', server.url, '--report', 'junit=r.xml'], { cwd, env })
  expect({ code: result.code, sent: server.requests.length }).toEqual({ code: 2, sent: 2 })
  expect(result.stderr).toMatch(/none: /)
  expect(readFileSync(join(cwd, 'r.xml'), 'utf8')).toMatch(/tests="3"[^>]*errors="1"/)
})

it('--dry-run prints the requests and sends nothing', async () => {
  const cwd = folder({
    capture: capture({
      headers: [
        ['Authorization', 'Basic abc'],
        ['X-Kept', '1'],
      ],
    }),
  })
  const args = ['replay', 'capture', '--url', 'http://127.0.0.1:1/new', '--secret-env', 'S', '--dry-run']
  const http = await cli(args, { cwd, env })
  expect(http.stdout).toContain(`POST /new HTTP/1.1\r\nhost: 127.0.0.1:1\r\n`)
  expect(http.stdout).toContain(`x-cv-signature: ${hmac(Buffer.from(BODY), SECRET)}\r\n`)
  expect(http.stdout.endsWith(`\r\n\r\n${BODY}`)).toBe(true)
  expect(http.stdout).not.toContain('abc')
  expect(http.stderr).toContain('nothing was sent')
  const [request] = jsonLines((await cli([...args, '--json'], { cwd, env })).stdout)
  expect(request).toMatchObject({ type: 'request', event: 'ADD_CASE_COMMENT', body: BODY })
})

it('--dry-run tells what would be left out or not be sent, and prints two signatures as they were recorded', async () => {
  const twice: [string, string][] = ['a', 'b'].map(digit => ['X-CV-Signature', digit.repeat(64)])
  const lines = [{ complete: false }, { headers: [...twice, ['X-Key', '<masked>'] as [string, string]] }]
  const cwd = folder({ capture: capture(...lines), none: 'hello' })
  const args = ['replay', 'capture', 'none', '--url', 'http://127.0.0.1:1/', '--dry-run', '--json', '--reveal']
  const { code, stdout, stderr } = await cli(args, { cwd, env })
  const [request] = jsonLines(stdout)
  expect(request.headers.filter(([name]: string[]) => name!.toLowerCase() === 'x-cv-signature')).toEqual(twice)
  expect(stderr).toContain('note: capture, line 1 would not be sent: the recording holds only a part of its body\n')
  expect(stderr).toMatch(/note: x-key is masked in the recording and was left out/)
  expect(stderr).toMatch(/error: none: /)
  expect(code).toBe(2)
})

it('--dry-run with a seed prints the same again', async () => {
  const cwd = folder({ capture: capture({ body: event('CREATE_CASE') }) })
  const args = ['replay', 'capture', '--dry-run', '--as', 'body', '--unsigned', '--fresh']
  const first = await cli(args, { cwd, env })
  const [, seed = ''] = /note: --seed (\S+) makes the same ids and times again/.exec(first.stderr) ?? []
  expect((await cli([...args, '--seed', seed], { cwd, env })).stdout).toBe(first.stdout)
  expect(first.stdout).not.toContain((fixture('CREATE_CASE') as any).payload.case.id)
})

it('an id that is none of ours is not shown', async () => {
  const { records } = await replay(capture({ id: 'Jane-Roe-1' }), ['--json'])
  expect(records[0]).toMatchObject({ ok: true, replayOf: null })
})

it('nobody there: exit code 3', async () => {
  const cwd = folder({ capture: capture({}) })
  expect(await cli(['replay', 'capture', '--url', 'http://127.0.0.1:1/'], { cwd, env })).toMatchObject({ code: 3 })
})
