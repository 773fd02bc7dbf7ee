/** How a run goes on: cold starts, retries, static headers, webhooks without a secret, selections, seeds, hostile answers. */
import { afterAll, describe, expect, it } from 'vitest'
import { plannedChecks } from '../../src/app/test.js'
import { parseStatuses } from '../../src/core/status.js'
import { notPassed, options, test } from './harness.js'
import { type Arrived, answer, closeReceivers, correct, digest, fits, receive, SECRET } from './receiver-kit.js'

afterAll(closeReceivers)

/** Each of these is some hundred requests. */
const SLOW = { timeout: 120_000 }

const FEW = { bodies: { events: ['CREATE_CASE', 'PAYMENT_COMPLETED'] } }

/** The status by which a run recognises nothing but itself. */
const signed = ({ request, body }: Arrived) => fits(request.headers['x-cv-signature'], digest(body))

describe.concurrent('a receiver that is not ready', SLOW, () => {
  it('is waited for while its platform answers 503', async () => {
    let count = 0
    const { url } = await receive(arrived => (count++ < 5 ? answer(arrived, 503) : correct(arrived)))
    expect(notPassed(await test(url, { ...FEW, waitMs: 60_000 }))).toEqual({})
  })

  it('is not waited for longer than was said', async () => {
    let count = 0
    const { url } = await receive(arrived => {
      count++
      answer(arrived, 503)
    })
    const { results } = await test(url, { ...FEW, waitMs: 1000 })
    expect(results[0]).toMatchObject({ outcome: 'fail', actual: '503' })
    expect(count).toBe(6)
  })

  it('that refuses is not waited for', async () => {
    const { url, server } = await receive(arrived => answer(arrived, 401))
    const { control } = await test(url, { ...FEW, waitMs: 60_000 })
    expect(control.accepted).toBe(false)
    expect(server.listening).toBe(true)
  })
})

describe.concurrent('retries', SLOW, () => {
  const everyOther = () => {
    const seen = new Set<string>()
    return (arrived: Arrived) => {
      const key = `${digest(arrived.body)}${arrived.request.headers['x-cv-signature']}`
      if (arrived.request.method === 'GET' || seen.has(key)) return correct(arrived)
      seen.add(key)
      return answer(arrived, 503)
    }
  }

  it('make what is right at the second attempt flaky, refusals included', async () => {
    const { url } = await receive(everyOther())
    const { results } = await test(url, {
      ...FEW,
      retries: 1,
      selection: { only: ['accepts/event', 'refuses/63-digits'] },
    })
    expect(results.map(one => one.outcome)).toEqual(results.map(() => 'flaky'))
    expect(results[0]!.note).toBe('only at attempt 2')
  })

  it('are not made for another refusal', async () => {
    let count = 0
    const { url } = await receive(arrived => {
      if (signed(arrived)) return correct(arrived)
      count++
      return answer(arrived, 401)
    })
    await test(url, { ...FEW, retries: 3, selection: { only: ['refuses/63-digits'] } })
    expect(count).toBe(1)
  })
})

describe.concurrent('an older set-up with a static header', SLOW, () => {
  const VALUE = 'Static-Value-1'
  const statics = [['X-Webhook-Secret', VALUE]] as const
  const receiver = (wanted: (value: unknown) => boolean) => (arrived: Arrived) =>
    arrived.request.method === 'POST' && !wanted(arrived.request.headers['x-webhook-secret'])
      ? answer(arrived, 401)
      : arrived.request.method === 'GET'
        ? answer(arrived, 405)
        : answer(arrived, 200)

  it.each([
    ['right', (value: unknown) => value === VALUE, []],
    [
      'one that ignores case',
      (value: unknown) => String(value).toLowerCase() === VALUE.toLowerCase(),
      ['refuses/static-header/other-case'],
    ],
    [
      'one that compares the beginning',
      (value: unknown) => String(value).startsWith(VALUE),
      ['refuses/static-header/wrong'],
    ],
    [
      'one that lets everything through',
      () => true,
      ['missing', 'wrong', 'other-case'].map(id => `refuses/static-header/${id}`),
    ],
  ] as const)('%s', async (_title, wanted, failed) => {
    const { url } = await receive(receiver(wanted))
    const outcome = await test(url, {
      ...FEW,
      secret: undefined,
      statics,
      selection: { only: ['refuses', 'behaviour/static-header-case'] },
    })
    expect(outcome.results.filter(one => one.outcome === 'fail').map(one => one.check.id)).toEqual(failed)
    expect(outcome.results).toHaveLength(5)
  })

  it('beside a signature: both are checked', async () => {
    const { url } = await receive(arrived =>
      arrived.request.method === 'POST' && arrived.request.headers['x-webhook-secret'] !== VALUE
        ? answer(arrived, 401)
        : correct(arrived),
    )
    const outcome = await test(url, { ...FEW, statics })
    expect(notPassed(outcome)).toEqual({})
    const ids = outcome.results.map(one => one.check.id)
    expect(ids).toEqual(expect.arrayContaining(['refuses/sha1', 'refuses/static-header/missing']))
  })
})

it('a webhook without a secret: no refusals, no signature', async () => {
  const headers: unknown[] = []
  const { url } = await receive(arrived => {
    headers.push(arrived.request.headers['x-cv-signature'])
    if (arrived.request.method === 'GET') return answer(arrived, 405)
    try {
      return answer(arrived, JSON.parse(arrived.body.toString()) ? 200 : 400)
    } catch {
      return answer(arrived, 400)
    }
  })
  const outcome = await test(url, { ...FEW, secret: undefined })
  expect(notPassed(outcome)).toEqual({})
  expect(headers.every(one => one === undefined)).toBe(true)
  expect(new Set(outcome.results.map(one => one.check.group))).toEqual(
    new Set(['control', 'accepts', 'body', 'behaviour']),
  )
})

describe.concurrent('what is sent', SLOW, () => {
  const bodiesOf = async (seed: string, only: string[]) => {
    const bodies: string[] = []
    const { url } = await receive(arrived => {
      if (arrived.request.method === 'POST') bodies.push(arrived.body.toString())
      return correct(arrived)
    })
    await test(url, {
      bodies: { seed, events: ['CREATE_CASE', 'ADD_CASE_DECISION'] },
      selection: { only },
      concurrency: 1,
    })
    return bodies
  }

  it('is the same with the same seed, and the same for a check that is run alone', async () => {
    const [one, two, other, alone] = await Promise.all([
      bodiesOf('seed', ['accepts/event']),
      bodiesOf('seed', ['accepts/event']),
      bodiesOf('another', ['accepts/event']),
      bodiesOf('seed', ['accepts/event/ADD_CASE_DECISION']),
    ])
    expect(two).toEqual(one)
    expect(other).not.toEqual(one)
    expect(alone[1]).toBe(one![2])
  })

  it('tells one story: the case of CREATE_CASE is the one that is decided on, in the order of events', async () => {
    const [, created, decided] = (await bodiesOf('seed', ['accepts/event'])).map(text => JSON.parse(text))
    expect([created.event, decided.event]).toEqual(['CREATE_CASE', 'ADD_CASE_DECISION'])
    expect(decided.payload.case.id).toBe(created.payload.case.id)
  })

  it('has ids of its own in each control', async () => {
    const bodies = await bodiesOf('seed', ['refuses/63-digits', 'refuses/sha1'])
    expect(new Set(bodies.map(text => JSON.parse(text).payload.case.id)).size).toBe(bodies.length)
  })
})

describe.concurrent('a selection', SLOW, () => {
  const ids = async (selection: object) =>
    (await plannedChecks(options({ selection: { skip: [], ...selection }, bodies: { events: ['CREATE_CASE'] } }))).map(
      check => check.id,
    )

  it.each([
    [{ only: ['refuses/sha1'] }, ['control', 'refuses/sha1']],
    [
      { only: ['accepts/*/create_case'] },
      ['control', 'accepts/event/CREATE_CASE', 'accepts/full/CREATE_CASE', 'accepts/legacy/CREATE_CASE'],
    ],
    [
      { only: ['behaviour'], skip: ['behaviour/keep-alive', 'behaviour/at*'] },
      [
        'control',
        'behaviour/header-case',
        'behaviour/signature-case',
        'behaviour/charset',
        'behaviour/twice',
        'behaviour/get',
        'behaviour/in-time',
        'behaviour/alive',
      ],
    ],
    [{ only: ['accepts'], level: 'must' }, ['control', 'accepts/event/CREATE_CASE']],
  ])('%j', async (selection, expected) => {
    expect(await ids(selection)).toEqual(expected)
  })

  it.each([
    [{ only: ['refuses/sha2'] }, /there is no check "refuses\/sha2"/],
    [{ skip: ['nonsense'] }, /there is no check "nonsense"/],
    [{ only: ['refuses'], level: 'should' }, /no check is left/],
  ])('%j is refused', async (selection, message) => {
    await expect(ids(selection)).rejects.toThrow(message)
  })

  it('every id is there once, and made of what a shell leaves alone', async () => {
    const all = await ids({})
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter(id => !/^[\w/-]+$/.test(id))).toEqual([])
  })
})

describe.concurrent('what counts', SLOW, () => {
  it('--expect-refusal makes 500 and 404 a refusal', async () => {
    const { url } = await receive(arrived =>
      arrived.request.method === 'POST' && !signed(arrived)
        ? answer(arrived, arrived.index % 2 ? 500 : 404)
        : correct(arrived),
    )
    const statuses = { accepted: parseStatuses('200'), refused: parseStatuses('404,500') }
    expect(notPassed(await test(url, { ...FEW, statuses }))).toEqual({})
  })

  it('an answer that is too late fails, and names what took the longest', async () => {
    const { url } = await receive(async arrived => {
      if (arrived.body.includes('PAYMENT_COMPLETED')) await new Promise(resolve => setTimeout(resolve, 60))
      return correct(arrived)
    })
    const { results } = await test(url, {
      ...FEW,
      withinMs: 50,
      selection: { only: ['accepts/event', 'behaviour/in-time'] },
    })
    expect(results.at(-1)).toMatchObject({
      outcome: 'fail',
      note: expect.stringMatching(/^accepts\/event\/PAYMENT_COMPLETED/),
    })
  })

  it('another event serves as control where CREATE_CASE is refused', async () => {
    const { url } = await receive(arrived =>
      arrived.body.includes('"event":"CREATE_CASE"') ? answer(arrived, 422) : correct(arrived),
    )
    const outcome = await test(url, { ...FEW, selection: { skip: ['accepts/full', 'accepts/legacy', 'accepts/10mb'] } })
    expect(outcome.control).toMatchObject({ event: 'PAYMENT_COMPLETED', accepted: true })
    expect(notPassed(outcome)).toEqual({ fail: ['accepts/event/CREATE_CASE'] })
  })

  it('a receiver that comes back after each refusal is not let off', async () => {
    let refused = false
    const { url } = await receive(arrived => {
      if (refused) {
        refused = false
        return arrived.request.socket.destroy()
      }
      refused = arrived.request.method === 'POST' && !signed(arrived)
      return correct(arrived)
    })
    const { results } = await test(url, { ...FEW, selection: { only: ['refuses/sha1', 'behaviour/alive'] } })
    expect(results.slice(1).map(one => [one.check.id, one.outcome])).toEqual([
      ['refuses/sha1', 'inconclusive'],
      ['behaviour/alive', 'fail'],
    ])
  })
})

describe.concurrent('two signature headers: one finding, which says what came first', SLOW, () => {
  const given = ({ request }: Arrived) => request.headersDistinct['x-cv-signature'] ?? []
  const oneOf = (pick: (values: string[]) => string[]) => (arrived: Arrived) =>
    pick(given(arrived)).some(value => fits(value, digest(arrived.body))) ? answer(arrived, 200) : answer(arrived, 401)

  it.each([
    ['takes the last', oneOf(values => values.slice(-1)), 'the wrong one first: it accepted'],
    ['takes the first', oneOf(values => values.slice(0, 1)), 'the right one first: it accepted'],
    ['takes any that fits', oneOf(values => values), 'the wrong one first, and the right one first: it accepted'],
    [
      'takes the last, and fails at what it refuses',
      (arrived: Arrived) =>
        given(arrived).length > 1 && fits(given(arrived)[0], digest(arrived.body))
          ? answer(arrived, 500)
          : oneOf(values => values.slice(-1))(arrived),
      /^the wrong one first: it accepted .*; the right one first: it failed where it should refuse/,
    ],
  ])('one that %s', async (_title, handle, note) => {
    const { url } = await receive(handle)
    const { results } = await test(url, { ...FEW, selection: { only: ['refuses/two-headers'] } })
    expect(results.at(-1)).toMatchObject({
      outcome: 'fail',
      note: typeof note === 'string' ? expect.stringContaining(note) : expect.stringMatching(note),
    })
  })

  it('neither', async () => {
    const { url } = await receive(correct)
    const { results } = await test(url, { ...FEW, selection: { only: ['refuses/two-headers'] } })
    expect(results.at(-1)).toMatchObject({ outcome: 'pass', actual: '401' })
  })
})

describe.concurrent('hostile answers', SLOW, () => {
  const HOSTILE = '::error::x\n##[error]y ]]> <script>alert(1)</script> \u001b[2J\u001b]0;t\u0007 \u202e'

  it.each([
    [
      'a body of a gigabyte',
      ({ response }: Arrived) => {
        response.writeHead(200)
        const chunk = Buffer.alloc(1024 * 1024)
        let left = 1024
        const pour = () => {
          while (left-- > 0 && !response.destroyed) if (!response.write(chunk)) return void response.once('drain', pour)
          response.end()
        }
        pour()
      },
    ],
    ['a body full of commands', ({ response }: Arrived) => response.writeHead(200).end(HOSTILE)],
  ] as const)('%s is read no further than needed', async (_title, handle) => {
    const { url } = await receive(arrived =>
      arrived.request.method === 'GET' ? answer(arrived, 405) : handle(arrived),
    )
    const { results } = await test(url, {
      ...FEW,
      secret: undefined,
      selection: { only: ['accepts/event', 'behaviour/twice', 'behaviour/keep-alive'] },
    })
    expect(results.every(one => one.outcome === 'pass')).toBe(true)
  })

  it('a head beyond all bounds is an error, not a crash', async () => {
    const { url } = await receive(({ request }) => {
      request.socket.write('HTTP/1.1 200 OK\r\n')
      for (let at = 0; at < 100_000; at++) request.socket.write(`x-${at}: y\r\n`)
    })
    const { results } = await test(url, { ...FEW, selection: { only: ['accepts/event'] } })
    expect(results[0]).toMatchObject({ outcome: 'error', actual: 'reset' })
    expect(JSON.stringify(results)).not.toContain(SECRET)
  })
})
