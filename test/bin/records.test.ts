/** The records of --json: one object a line, of the documented shape, a summary last. */
import { afterAll, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { S: SECRET }

it.concurrent('a delivery and a summary', async () => {
  const server = await receiver(response => response.writeHead(202, { 'set-cookie': 'sid=private' }).end('{"ok":true}'))
  const result = await cli(['send', 'ADD_CASE_DECISION', '--url', server.url, '--secret-env', 'prod=S', '--json'], {
    env,
  })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const [delivery, summary, ...rest] = jsonLines(result.stdout)
  const { body } = server.requests[0]!
  expect(rest).toEqual([])
  expect(delivery).toEqual({
    type: 'delivery',
    direction: 'out',
    id: expect.any(String),
    event: 'ADD_CASE_DECISION',
    url: server.url,
    ok: true,
    status: 202,
    durationMs: expect.any(Number),
    attempts: 1,
    bytes: body.length,
    signature: hmac(body, SECRET),
    secret: 'prod',
    response: { headers: expect.any(Array), body: { text: '{"ok":true}', bytes: 11, truncated: false } },
  })
  expect(delivery.response.headers).toContainEqual(['set-cookie', '<masked>'])
  expect(summary).toMatchObject({ type: 'summary', command: 'send', sent: 1, ok: 1, failed: 0, unreachable: 0 })
  expect(summary).toMatchObject({ statuses: { 202: 1 }, secret: 'prod', bytes: body.length, retries: 0 })
  expectDecent(result)
})

it.concurrent('several deliveries, of which some fail', async () => {
  const server = await receiver((response, _request, index) => response.writeHead(index === 1 ? 500 : 200).end())
  const events = ['CREATE_CASE', 'ADD_CASE_ASSIGNEE', 'ADD_CASE_DECISION']
  const result = await cli(['send', ...events, '--url', server.url, '--unsigned', '--json'])
  const records = jsonLines(result.stdout)
  expect(records.map(record => [record.type, record.event, record.ok, record.status])).toEqual([
    ['delivery', 'CREATE_CASE', true, 200],
    ['delivery', 'ADD_CASE_ASSIGNEE', false, 500],
    ['delivery', 'ADD_CASE_DECISION', true, 200],
    ['summary', undefined, 2, undefined],
  ])
  expect(records[0]).toMatchObject({ signature: null, secret: null })
  expect(records[1].unmet).toBe('expected 2xx')
  expect(records[3]).toMatchObject({ sent: 3, ok: 2, failed: 1, statuses: { 200: 2, 500: 1 } })
  expect(result.code).toBe(1)
})

it.concurrent('an attempt that found nobody', async () => {
  const args = ['send', 'ADD_CASE_DECISION', '--url', 'http://127.0.0.1:1/hook', '--secret-env', 'S', '--json']
  const result = await cli(args, { env })
  const [delivery, summary] = jsonLines(result.stdout)
  expect(delivery).toMatchObject({ ok: false, status: null, error: { code: 'refused', message: expect.any(String) } })
  expect(delivery).not.toHaveProperty('response')
  expect(summary).toMatchObject({ sent: 1, ok: 0, unreachable: 1, errors: { refused: 1 } })
  expect(result.code).toBe(3)
})

it.concurrent('a forged delivery, with its kind', async () => {
  const server = await receiver(response => response.writeHead(401).end())
  const args = ['send', 'CREATE_CASE', '--forge', 'missing', '--url', server.url, '--secret-env', 'S', '--json']
  const [delivery] = jsonLines((await cli(args, { env })).stdout)
  expect(delivery).toMatchObject({ ok: true, status: 401, forge: 'missing', signature: null })
})

it.concurrent("the user's own bytes, with a label and without, their answer masked", async () => {
  const server = await receiver(response => response.end('{"patient":"Jane Roe"}'))
  const cwd = folder({ 'own.json': '{}' })
  const send = async (...args: string[]) => {
    const more = ['--data', 'own.json', '--url', server.url, '--secret-env', 'S', '--json']
    return jsonLines((await cli(['send', ...args, ...more], { cwd, env })).stdout)[0]
  }
  expect(await send()).toMatchObject({ event: null, bytes: 2, response: { body: { text: null, bytes: 22 } } })
  expect(await send('payment_added')).toMatchObject({ event: 'PAYMENT_ADDED' })
  expect(await send('--reveal')).toMatchObject({ response: { body: { text: '{"patient":"Jane Roe"}' } } })
})

it.concurrent('answers that are long, binary or empty', async () => {
  const bodies = ['x'.repeat(200_000), Buffer.from([0xff, 0x00, 0x80]), '']
  const server = await receiver((response, _request, index) => response.end(bodies[index]))
  const args = [
    'send',
    'CREATE_CASE',
    'ADD_CASE_ASSIGNEE',
    'ADD_CASE_DECISION',
    '--url',
    server.url,
    '--unsigned',
    '--json',
  ]
  const [long, binary, empty] = jsonLines((await cli(args)).stdout).map(record => record.response?.body)
  expect(long).toMatchObject({ truncated: true, text: expect.stringMatching(/^x{65536}$/) })
  expect(long.bytes).toBeGreaterThanOrEqual(65_536)
  expect(binary).toEqual({ text: null, bytes: 3, truncated: false })
  expect(empty).toEqual({ text: '', bytes: 0, truncated: false })
})

it.concurrent('a signature, an event, its fields, a body, a request', async () => {
  const sign = await cli(['sign', '--secret-env', 'prod=S', '--json'], { env, input: '{"a":1}' })
  expect(jsonLines(sign.stdout)).toEqual([
    { type: 'signature', signature: hmac(Buffer.from('{"a":1}'), SECRET), bytes: 7, secret: 'prod' },
  ])
  const events = jsonLines((await cli(['events', '--json'])).stdout)
  expect(events).toHaveLength(58)
  expect(new Set(events.map(event => event.type))).toEqual(new Set(['event']))
  const fields = jsonLines((await cli(['events', 'ADD_CASE_DECISION', '--json'])).stdout)
  expect(fields[1]).toMatchObject({ type: 'field', event: 'ADD_CASE_DECISION', path: expect.any(String) })
  const [fixture] = jsonLines((await cli(['fixture', 'CREATE_CASE', '--json'])).stdout)
  expect(fixture).toMatchObject({
    type: 'fixture',
    event: 'CREATE_CASE',
    bytes: Buffer.byteLength(JSON.stringify(fixture.body)),
  })
  const dry = ['send', 'CREATE_CASE', '--dry-run', '--json', '--url', 'http://h/', '--secret-env', 'S']
  const [request] = jsonLines((await cli(dry, { env })).stdout)
  expect(request).toMatchObject({ type: 'request', event: 'CREATE_CASE', method: 'POST', url: 'http://h/' })
  expect(request.headers).toContainEqual(['x-cv-signature', hmac(Buffer.from(request.body), SECRET)])
})
