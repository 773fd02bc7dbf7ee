/** What goes over the wire: which events, in which order, with which changes, signed over the very bytes that arrive. */
import { afterAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { cleanUp, expectDecent, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

/** Sends to a receiver of its own; what arrived, as it was and as JSON, and whether each signature is right. */
async function send(args: string[], { cwd = folder(), code = 0 } = {}) {
  const { url, requests } = await receiver()
  const result = await cli(['send', ...args], { cwd, env: { CV_HOOK_URL: url, CV_HOOK_SECRET: SECRET } })
  expect({ code: result.code, stderr: result.stderr }).toMatchObject({ code })
  expectDecent(result)
  return {
    ...result,
    requests,
    bodies: requests.map(({ body }) => JSON.parse(String(body))),
    signed: requests.map(({ headers, body }) => headers['x-cv-signature'] === hmac(body, SECRET)),
  }
}

describe.concurrent('events', () => {
  it('several go in the order in which they are named', async () => {
    const names = ['PAYMENT_ADDED', 'CREATE_CASE', 'ADD_CASE_DECISION', 'CREATE_CASE']
    const { bodies, signed } = await send(names)
    expect(bodies.map(body => body.event)).toEqual(names)
    expect(signed).toEqual([true, true, true, true])
  })

  it.each([
    ['event', 47],
    ['full', 47],
    ['legacy', 19],
  ])('--all in shape %s are %i, each with the headers that CareValidate sends', async (shape, count) => {
    const { bodies, signed, requests } = await send(['--all', '--payload', shape])
    expect(new Set(bodies.map(body => body.event)).size).toBe(count)
    expect(signed.every(Boolean)).toBe(true)
    for (const { method, path, headers } of requests) {
      expect([method, path, headers['content-type']]).toEqual(['POST', '/hook', 'application/json'])
    }
  })

  it('are what fixture prints, byte for byte', async () => {
    const args = ['ORDER_CREATED', '--payload', 'full', '--set', 'order.status=SHIPPED']
    const { requests } = await send(args)
    expect((await cli(['fixture', ...args])).bytes).toEqual(requests[0]!.body)
  })
})

describe.concurrent('changes', () => {
  it.each<[string, string[], string, unknown]>([
    ['a number', ['--set', 'payload.payment.amount=49.5'], 'payment.amount', 49.5],
    ['a text without quotes', ['--set', 'payload.payment.status=PAID'], 'payment.status', 'PAID'],
    ['a text with an equals sign', ['--set', 'payload.payment.description=a=b'], 'payment.description', 'a=b'],
    [
      'the digits of a phone number',
      ['--set', 'payload.case.submitter.phoneNumber=155'],
      'case.submitter.phoneNumber',
      '155',
    ],
    ['null', ['--set', 'payload.payment.dueDate=null'], 'payment.dueDate', null],
    ['text that looks like JSON', ['--set-string', 'payload.payment.description=true'], 'payment.description', 'true'],
    ['an object', ['--set', 'payload.payment.createdBy={"id":1}'], 'payment.createdBy', { id: 1 }],
    ['removal', ['--unset', 'payload.payment.createdBy'], 'payment.createdBy', undefined],
    ['a new member by force', ['--force', '--set', 'payload.payment.odd[0].x=1'], 'payment.odd', [{ x: 1 }]],
    [
      'the last of two',
      ['--set', 'payload.payment.amount=1', '--set', 'payload.payment.amount=2'],
      'payment.amount',
      2,
    ],
  ])('%s', async (_title, args, path, value) => {
    const { payload } = JSON.parse((await cli(['fixture', 'PAYMENT_ADDED', ...args])).stdout)
    expect(path.split('.').reduce((node, name) => node?.[name], payload)).toEqual(value)
  })

  it('a number that JSON cannot carry is refused, not turned into null', async () => {
    expect(await cli(['fixture', 'PAYMENT_ADDED', '--set', 'payload.payment.amount=1e400'])).toMatchObject({ code: 2 })
  })

  it('removing what is not there is said', async () => {
    const { stderr, code } = await cli(['fixture', 'ADD_CASE_DECISION', '--unset', 'payload.decision.medInfo[9]'])
    expect(stderr).toBe('note: payload.decision.medInfo[9] was not changed in ADD_CASE_DECISION: no such member\n')
    expect(code).toBe(0)
  })

  it('a merge: objects are merged, null removes', async () => {
    const cwd = folder({ 'patch.json': '{"payload":{"case":{"title":null,"status":"DENIED"},"payment":{"amount":1}}}' })
    const { bodies, signed } = await send(['PAYMENT_ADDED', '--merge', 'patch.json'], { cwd })
    const [{ payload }] = bodies
    expect(payload.case).not.toHaveProperty('title')
    expect(payload.case).toMatchObject({ status: 'DENIED', type: 'GLP-1' })
    expect(payload.payment).toMatchObject({ amount: 1, status: 'UNPAID' })
    expect(signed).toEqual([true])
  })

  it('what some events lack is changed in the others, and said', async () => {
    const { bodies, stderr } = await send(['CREATE_CASE', 'PAYMENT_ADDED', '--set', 'payload.payment.amount=1'])
    expect(stderr).toMatch(/^note: payload\.payment\.amount was not changed in CREATE_CASE: no such member$/m)
    expect(bodies[1].payload.payment.amount).toBe(1)
  })

  it('documents by URL, and one of your own', async () => {
    const url = 'https://files.example.com/a.pdf?sig=%2B'
    const { bodies } = await send(['ADD_CASE_ATTACHMENT', '--documents', 'url', '--document-url', url])
    expect(bodies[0].payload.attachment).toMatchObject({ url })
    expect(bodies[0].payload.attachment).not.toHaveProperty('content')
    const { stderr } = await send(['ADD_CASE_ATTACHMENT', '--documents', 'url'])
    expect(stderr).toContain('note: the document URL is fictional; --document-url sets one that can be fetched\n')
  })

  it('a member whose name has a quote and an equals sign', async () => {
    const { bodies } = await send(['PAYMENT_ADDED', '--force', '--set', String.raw`payload["a\"=b"]=1`])
    expect(bodies[0].payload['a"=b']).toBe(1)
  })

  it('a padded document makes a body of the size that was asked for', async () => {
    const { requests, signed } = await send(['ADD_CASE_ATTACHMENT', '--pad', '2mb'])
    const more = requests[0]!.body.length - 2 * 1024 * 1024
    expect([more >= 0, more < 4, signed]).toEqual([true, true, [true]])
  })
})

describe.concurrent('what is said of a run', () => {
  it('another attempt, and why', async () => {
    const { url, requests } = await receiver((response, _request, index) => {
      response.writeHead(index === 0 ? 503 : 200, { 'retry-after': '0' }).end()
    })
    const args = ['send', 'CREATE_CASE', '--unsigned', '--retries', '1', '--url', url]
    const { code, stdout, stderr } = await cli(args)
    expect({ code, sent: requests.length }).toEqual({ code: 0, sent: 2 })
    expect(stderr).toContain('attempt 1: 503; again in 0 ms\n')
    expect(stdout).toMatch(/✓ CREATE_CASE {2}200 .*2 attempts/)
  })

  it('which of several secrets signs', async () => {
    const { url, requests } = await receiver()
    const args = ['send', 'CREATE_CASE', '--secret-env', 'new=NEW', '--secret-env', 'old=OLD', '--url', url]
    const { stderr } = await cli(args, { env: { NEW: SECRET, OLD: 'another' } })
    expect(stderr).toContain('note: of 2 secrets, new signs\n')
    expect(requests[0]!.headers['x-cv-signature']).toBe(hmac(requests[0]!.body, SECRET))
  })

  it('the seed of fresh ids, which makes the same again', async () => {
    const first = await cli(['fixture', 'CREATE_CASE', '--fresh'])
    const [, seed = ''] = /--seed (\S+) makes the same ids and times again/.exec(first.stderr) ?? []
    const again = await cli(['fixture', 'CREATE_CASE', '--seed', seed])
    const plain = await cli(['fixture', 'CREATE_CASE'])
    expect([again.stdout, plain.stdout === first.stdout]).toEqual([first.stdout, false])
  })
})

describe.concurrent('forgeries', () => {
  const plusOne = (text: string) => text.replace(/(\d)(\D*)$/, (_, digit, rest) => `${(Number(digit) + 1) % 10}${rest}`)

  it.each<[string, (right: Buffer) => (string | undefined)[]]>([
    ['wrong-secret', right => [right.toString(), hmac(right, `${SECRET}x`)]],
    ['malformed', right => [right.toString(), hmac(right, SECRET).slice(0, -1)]],
    ['missing', right => [right.toString(), undefined]],
    ['tampered', right => [plusOne(right.toString()), hmac(right, SECRET)]],
  ])('%s', async (kind, expected) => {
    const right = (await cli(['fixture', 'ADD_CASE_DECISION'])).bytes
    const { requests } = await send(['ADD_CASE_DECISION', '--forge', kind], { code: 1 })
    expect([String(requests[0]!.body), requests[0]!.headers['x-cv-signature']]).toEqual(expected(right))
  })
})
