/** What a person sees of `cv-hook listen`: lines that fit, safe words, and nothing that a stranger wrote. */
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { deliver, listening, stopListening } from './listening.js'
import { cleanUp, expectDecent, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const body = (event = 'ADD_CASE_DECISION') => JSON.stringify(fixture(event))
const timeless = (text: string) => text.replace(/\d\d:\d\d:\d\d/g, '12:00:00').replace(/\b[\d.]+ m?s\b/g, '1 ms')

const AT_80 = `\
12:00:00 ✓ CREATE_CASE  case#1, 200, valid by secret 1, 1.3 kB, 1 ms
    case created, OPEN
12:00:00 ✓ ADD_CASE_DECISION  case#1, 200, valid by secret 1, 3.8 kB, 1 ms
    decision approved, 2 medicines, visit SYNC_PHONE
12:00:00 ✓ ADD_CASE_DECISION  case#1, 200, valid by secret 1, 3.8 kB, 1 ms
    decision approved, 2 medicines, visit SYNC_PHONE
    the same event came before, at 12:00:00
12:00:00 ✗ PAYMENT_COMPLETED  case#1, 401, invalid, 1.9 kB, 1 ms
    payment PAID 199.5
    invalid: the signature does not fit the body
    proven: the signature was made with another known secret (the signer's key
    is suspect staging)
    fix: Configure the secret of this very webhook.
    more: cv-hook help causes secret-of-another-environment
12:00:00 ✓ CREATE_CASE  200, valid by secret 1, 51 bytes, 1 ms
    case created
    warning: payload.case.id is a number: expected a UUID (inferred)
    warning: payload.case.type is missing: a string (inferred)
    warning: payload.case.title is missing: a string (inferred)
    warning: payload.case.status is missing: a string (inferred)
    warning: payload.case.shortId is missing: a string (inferred)
    and 15 more findings; --json has them all
12:00:00 - GET /: 405, deliveries come by POST

5 deliveries in 1 ms
  valid              4
  invalid            1
  CREATE_CASE        2
  ADD_CASE_DECISION  2
  findings           0 errors, 20 warnings
  came before        1
  no deliveries      1 method
`

describe.concurrent('the text', () => {
  it.each([40, 80, 160])('fits %i columns, and says what is what', async columns => {
    const listener = await listening(['--also-try-env', 'staging=OLD'], {
      env: { COLUMNS: String(columns), OLD: 'another-1' },
    })
    await deliver(listener.url, body('CREATE_CASE'))
    await deliver(listener.url, body())
    await deliver(listener.url, body())
    await deliver(listener.url, body('PAYMENT_COMPLETED'), { secret: 'another-1' })
    // One that has to be explained is shown when it is.
    await listener.until(/secret-of-another-environment/)
    await deliver(listener.url, '{"event":"CREATE_CASE","payload":{"case":{"id":7}}}')
    await deliver(listener.url, '', { method: 'GET', signature: null })
    const { stdout, stderr, code } = await listener.stop('SIGTERM')
    expect(code).toBe(0)
    const tooLong = (stdout + stderr)
      .split('\n')
      .filter(
        line =>
          [...line].length > columns && line.trim().includes(' ') && !/^ {2}(?:cv-hook|cloudflared|ngrok) /.test(line),
      )
    expect(tooLong).toEqual([])
    if (columns === 80) expect(timeless(stdout)).toBe(AT_80)
    expect(
      stderr
        .replaceAll(/:\d+/g, ':4400')
        .split('\n')
        .filter(line => line.startsWith('  ')),
    ).toEqual([
      '  cv-hook send ADD_CASE_DECISION --url http://127.0.0.1:4400',
      '  cloudflared tunnel --url http://127.0.0.1:4400',
      expect.stringMatching(/^ {2}ngrok http \d+$/),
    ])
  })

  it('differs in colour alone where there is colour', async () => {
    const texts = await Promise.all(
      [undefined, '1'].map(async colour => {
        const env: Record<string, string> = colour ? { FORCE_COLOR: colour } : {}
        const listener = await listening(['--show', 'payload', '--explanations', '0'], { env })
        await deliver(listener.url, body('ADD_CASE_ATTACHMENT'))
        await deliver(listener.url, body(), { secret: 'wrong' })
        return timeless((await listener.stop()).stdout)
      }),
    )
    expect(texts[1]).toContain('\x1b[')
    expect(stripVTControlCharacters(texts[1]!)).toBe(texts[0])
  })

  it.each<[string, string[], Record<string, string>, RegExp, string]>([
    ['the usual variable', [], {}, /verifying with secret 1 \(CV_HOOK_SECRET\)$/m, ''],
    [
      'another variable',
      ['--secret-env', 'OTHER'],
      { OTHER: SECRET },
      /with secret 1 \(OTHER\)$/m,
      ' --secret-env OTHER',
    ],
    ['a file', ['--secret-file', 'secret.txt'], {}, /with secret 1 \(secret\.txt\)$/m, ' --secret-file secret.txt'],
    ['the secret itself', ['--secret', SECRET], {}, /with secret 1/, ' --secret-prompt'],
    ['no secret', ['--unsigned'], {}, /nothing is verified$/m, ' --unsigned'],
    [
      'a static header beside',
      ['--secret-env', 'OTHER', '--static-header', 'X-Key=OTHER'],
      { OTHER: SECRET },
      /\(OTHER\), a static header$/m,
      ' --static-header X-Key=OTHER --secret-env OTHER',
    ],
  ])('says how deliveries are verified, and how to send one: %s', async (_title, args, env, how, option) => {
    const own = args.length === 0 ? { CV_HOOK_SECRET: SECRET } : { CV_HOOK_SECRET: undefined as unknown as string }
    const cwd = args.includes('--secret-file') ? { cwd: folder({ 'secret.txt': SECRET }) } : {}
    const listener = await listening(args, { env: { ...own, ...env, COLUMNS: '200' }, ...cwd })
    const { stderr } = await listener.stop()
    expect(stderr).toMatch(how)
    expect(stderr).toContain(`\n  cv-hook send ADD_CASE_DECISION --url ${listener.url}${option}\n`)
    expect(stderr).not.toContain(SECRET)
  })

  it('is the summary alone with --quiet', async () => {
    const listener = await listening(['--quiet'])
    await deliver(listener.url, body())
    const { stdout } = await listener.stop()
    expect(timeless(stdout)).toBe('\n1 delivery in 1 ms\n  valid              1\n  ADD_CASE_DECISION  1\n')
  })
})

describe.concurrent('a body', () => {
  it('is shown masked, folded and with its documents as kind and size', async () => {
    const listener = await listening(['--show', 'payload'])
    await deliver(listener.url, body('ADD_CASE_ATTACHMENT'))
    const { stdout } = await listener.stop()
    expect(stdout).toMatch(/"content": "<PDF document, \d+ bytes>"/)
    expect(stdout).not.toMatch(/JVBERi|Núñez|example\.com/)
    expect(stdout).toContain('"event": "ADD_CASE_ATTACHMENT"')
  })

  it('fits 40 columns, texts below their names where they must', async () => {
    const listener = await listening(['--show', 'payload'], { env: { COLUMNS: '40' } })
    await deliver(listener.url, body())
    const { stdout } = await listener.stop()
    expect(stdout.split('\n').filter(line => [...line].length > 40)).toEqual([])
    expect(stdout).toMatch(/"decisionText":\n +"<text, 101-200/)
  })

  it('is shown as it is with --reveal, its documents still as kind and size', async () => {
    const listener = await listening(['--show', 'payload', '--reveal'])
    await deliver(listener.url, body('ADD_CASE_ATTACHMENT'))
    const { stdout } = await listener.stop()
    expect(stdout).toMatch(/"content": <PDF document, \d+ bytes>/)
    expect(stdout).toContain('"lastName": "Núñez-Brückner"')
  })

  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const HOSTILE: Array<[string, string]> = [
    ['escape sequences', JSON.stringify({ event: '\x1b[2J\x1b]0;owned\x07', payload: { '\x1b[31m': '\x1b[1A' } })],
    [
      'bidi and zero-width characters',
      JSON.stringify({ event: '\u202eESAC', payload: { '\u200bname\u2066': '\u202dx\ufeff' } }),
    ],
    [
      'a line of its own',
      JSON.stringify({ event: 'CREATE_CASE\n::error::x', payload: { 'a\n::warning::': '\n::error::x' } }),
    ],
    ['great depth', nested(5000)],
    ['depth that is allowed', `{"event":"CREATE_CASE","payload":${nested(400)}}`],
    ['a million names', `{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":0`).join(',')}}`],
    [
      'names that reach prototypes',
      '{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}},"event":"CREATE_CASE","payload":{"__proto__":{}}}',
    ],
    [
      'numbers beyond a double',
      '{"event":"CREATE_CASE","payload":{"n":1e999,"m":-1e999,"big":123456789012345678901234567890}}',
    ],
    ['a very long text', JSON.stringify({ event: 'CREATE_CASE', payload: { t: 'x'.repeat(2_000_000) } })],
    ['a very long list', JSON.stringify({ event: 'CREATE_CASE', payload: { t: Array(200_000).fill([1]) } })],
    ['half a surrogate pair', '{"event":"CREATE_CASE","payload":{"t":"\\ud800"}}'],
  ]
  it.each(['masked', 'revealed'])('that is hostile is never printed raw: %s', { timeout: 60_000 }, async how => {
    const listener = await listening(['--show', 'payload', ...(how === 'revealed' ? ['--reveal'] : [])])
    for (const [title, text] of HOSTILE) {
      const bytes = Buffer.from(text)
      const { status } = await deliver(listener.url, bytes, { signature: hmac(bytes, SECRET), path: '/%1b[2J' })
      expect([title, status]).toEqual([title, title === 'great depth' ? 400 : 200])
    }
    const result = await listener.stop()
    expectDecent(result)
    expect(result.code).toBe(0)
    expect(result.stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/)
    expect(result.stdout).not.toMatch(/^\s*::/m)
    expect(result.stdout.length).toBeLessThan(200_000)
  })
})

describe.concurrent('filters', () => {
  const CASE = fixture('CREATE_CASE').payload['case'] as { id: string; shortId: string }
  it.each<[string, string[], string[]]>([
    ['--events', ['--events', 'createcase,PAYMENT_*'], ['CREATE_CASE', 'PAYMENT_ADDED']],
    [
      '--case by its id',
      ['--case', CASE.id],
      ['CREATE_CASE', 'ADD_CASE_DECISION', 'ADD_CASE_DECISION', 'PAYMENT_ADDED'],
    ],
    ['--case by its short id', ['--case', CASE.shortId, '--events', 'CREATE_CASE'], ['CREATE_CASE']],
    ['--case of nobody', ['--case', 'nobody'], []],
    ['--verdict', ['--verdict', 'invalid,unsigned'], ['ADD_CASE_DECISION']],
    ['--findings', ['--findings'], ['ORDER_CREATED']],
  ])('%s', async (_title, args, events) => {
    const listener = await listening(['--json', '--explanations', '0', ...args])
    await deliver(listener.url, body('CREATE_CASE'))
    await deliver(listener.url, body())
    await deliver(listener.url, body(), { secret: 'wrong' })
    await deliver(listener.url, body('PAYMENT_ADDED'))
    await deliver(listener.url, '{"event":"ORDER_CREATED","payload":{"order":7}}')
    await listener.stop()
    expect(
      listener
        .records('received')
        .map(one => one.event)
        .toSorted(),
    ).toEqual(events.toSorted())
    expect(listener.records('summary')[0].received).toBe(5)
  })
})
