/** Stories: their order, delays, repeats, forgeries and expectations, and fresh ids that hold throughout. */
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

/** Plays a story against a receiver that verifies; tells what came when. */
async function play(story: unknown, ...args: string[]) {
  const times: number[] = []
  const server = await receiver((response, { headers, body }) => {
    times.push(performance.now())
    response.writeHead(headers['x-cv-signature'] === hmac(body, SECRET) ? 200 : 401).end()
  })
  const name = typeof story === 'string' ? story : `${folder({ 'story.json': JSON.stringify(story) })}/story.json`
  const result = await cli(['send', '--scenario', name, '--url', server.url, '--secret-env', 'S', ...args], {
    env: { S: SECRET },
  })
  expectDecent(result)
  const bodies = server.requests.map(({ body }) => JSON.parse(String(body)))
  return { ...result, times, bodies, raw: server.requests.map(({ body }) => String(body)) }
}

describe.concurrent('a story of your own', () => {
  it('waits, repeats, forges, changes and judges as it says', async () => {
    const { code, bodies, raw, times, stdout } = await play({
      title: 'mine',
      steps: [
        { event: 'CREATE_CASE', merge: { payload: { case: { title: 'merged' } } }, expectStatus: '2xx' },
        {
          event: 'PAYMENT_ADDED',
          delay: '120ms',
          set: { 'payload.payment.amount': 49.5 },
          unset: ['payload.case.title'],
        },
        { event: 'PAYMENT_ADDED', repeat: 2 },
        { event: 'PAYMENT_ADDED', forge: 'tampered', expectStatus: 401 },
        { event: 'order_created', payload: 'full', expectWithin: '10s' },
      ],
    })
    expect(code).toBe(0)
    expect(stdout).toMatch(/✓ PAYMENT_ADDED \(tampered\) {2}401/)
    expect(stdout).toContain('6 of 6 as expected')
    expect(bodies.map(body => body.event)).toEqual(['CREATE_CASE', ...Array(4).fill('PAYMENT_ADDED'), 'ORDER_CREATED'])
    expect(bodies[0].payload.case.title).toBe('merged')
    expect(bodies[1].payload).toMatchObject({
      payment: { amount: 49.5 },
      case: expect.not.objectContaining({ title: expect.anything() }),
    })
    expect(raw[2]).toBe(raw[3])
    expect(bodies[5]).toHaveProperty('order')
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(119)
  })

  it('is written for the event shape; in the full shape the order stands beside the payload', async () => {
    const merge = { payload: { order: { trackingId: 'T-1' }, case: { title: 'merged' } } }
    const set = { 'payload.order.status': 'SHIPPED' }
    const steps = [
      { event: 'ORDER_CREATED', merge, set, unset: ['payload.order.message'] },
      { event: 'CREATE_CASE', merge: { payload: { case: { title: 'x' } } } },
    ]
    const { bodies } = await play({ steps }, '--payload', 'full')
    expect(bodies[0].order).toMatchObject({ trackingId: 'T-1', status: 'SHIPPED' })
    expect(bodies[0].order).not.toHaveProperty('message')
    expect(bodies[0].payload).toMatchObject({ case: { title: 'merged' } })
    expect(bodies[0].payload).not.toHaveProperty('order')
    const event = await play({ steps })
    expect(event.bodies[0].payload.order).toMatchObject({ trackingId: 'T-1', status: 'SHIPPED' })
  })

  it('that sets what the legacy shape lacks is refused with the step', async () => {
    const { code, stderr, bodies } = await play('denied', '--payload', 'legacy')
    expect({ code, sent: bodies.length }).toEqual({ code: 2, sent: 0 })
    expect(stderr).toMatch(/^error: step 5, ADD_CASE_DECISION: its legacy shape has no member payload\.activity\.id$/m)
  })

  it('fails where one step does, and still plays the rest', async () => {
    const steps = [{ event: 'CREATE_CASE', expectStatus: 201 }, { event: 'ADD_CASE_DECISION' }]
    const { code, stdout, bodies } = await play({ steps })
    expect(stdout).toMatch(/✗ CREATE_CASE {2}200[\s\S]*expected 201[\s\S]*✓ ADD_CASE_DECISION[\s\S]*1 of 2 as expected/)
    expect({ code, sent: bodies.length }).toEqual({ code: 1, sent: 2 })
  })
})

describe.concurrent('bundled stories', () => {
  it.each([
    'appointment',
    'approved-and-shipped',
    'decision-deleted',
    'denied',
    'duplicates',
    'out-of-order',
    'payment-lifecycle',
  ])('%s', async name => {
    const { code, bodies, stderr } = await play(name, '--fresh', '--json')
    expect({ code, cases: new Set(bodies.map(body => body.payload.case?.id).filter(Boolean)).size }).toEqual({
      code: 0,
      cases: 1,
    })
    expect(stderr).not.toContain('same ids')
  })
})

describe.concurrent('fresh ids and times', () => {
  const send = async (...args: string[]) => {
    const server = await receiver()
    const result = await cli(['send', 'CREATE_CASE', 'PAYMENT_ADDED', '--url', server.url, '--unsigned', ...args])
    expect(result.code).toBe(0)
    return { ...result, raw: server.requests.map(({ body }) => String(body)) }
  }

  it('the same seed makes the same bytes, another one others', async () => {
    const [first, again, other] = [await send('--seed', 'a'), await send('--seed', 'a'), await send('--seed', 'b')]
    expect(first.raw).toEqual(again.raw)
    expect(first.raw[0]).not.toBe(other.raw[0])
    expect(first.stdout).toMatch(/^seed +a /m)
  })

  it('the seed that was drawn is told, in text and in the summary record, and works', async () => {
    const drawn = await send('--fresh')
    const seed = /^seed +(\S+)/m.exec(drawn.stdout)![1]!
    const again = await send('--seed', seed, '--json')
    expect(again.raw).toEqual(drawn.raw)
    expect(jsonLines(again.stdout).at(-1)).toMatchObject({ type: 'summary', seed })
  })

  it('times end now', async () => {
    const { raw } = await send('--fresh')
    const stamps = raw.map(text => Date.parse(JSON.parse(text).payload.activity.timestamp))
    expect(Math.abs(Math.max(...stamps) - Date.now())).toBeLessThan(20_000)
  })

  it('take the place of those that a story sets, and stay the same throughout it', async () => {
    const id = '22222222-2222-4222-8222-222222222222'
    const set = { 'payload.payment.id': id }
    const steps = [
      { event: 'PAYMENT_ADDED', set },
      { event: 'PAYMENT_UPDATED', set },
    ]
    const { bodies } = await play({ steps }, '--fresh')
    const [added, updated] = bodies.map(body => body.payload.payment.id)
    expect(added).toBe(updated)
    expect(added).not.toBe(id)
    expect((await play({ steps })).bodies[0].payload.payment.id).toBe(id)
  })

  it('leave alone what --set has set', async () => {
    const id = '11111111-1111-4111-8111-111111111111'
    const due = '2030-01-01T00:00:00.000Z'
    const { raw } = await send('--fresh', '--set', `payload.case.id=${id}`, '--set', `payload.payment.dueDate=${due}`)
    const [, payment] = raw.map(text => JSON.parse(text).payload)
    expect({ id: payment.case.id, due: payment.payment.dueDate }).toEqual({ id, due })
  })

  it('without them, sending the same ids again is said', async () => {
    expect((await send('CREATE_CASE')).stderr).toMatch(/^note: the same ids .*--fresh makes new ones$/m)
    expect((await send('--count', '2')).stderr).toMatch(/^note: the same ids .*--fresh makes new ones$/m)
    expect((await send()).stderr).not.toContain('the same ids')
  })
})
