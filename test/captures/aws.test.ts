/** Events that AWS hands to functions. */
import { describe, expect, it } from 'vitest'
import { BODY, PLAIN, read, readOne, SIGNATURE, textOf } from './sample.js'

const V1 = {
  resource: '/hooks',
  path: '/hooks',
  httpMethod: 'POST',
  headers: { 'X-CV-Signature': SIGNATURE },
  multiValueHeaders: { 'X-CV-Signature': [SIGNATURE], 'X-Two': ['a', 'b'] },
  queryStringParameters: { q: 'a b' },
  multiValueQueryStringParameters: { q: ['a b', '1'] },
  requestContext: { protocol: 'HTTP/1.1', requestTimeEpoch: 1772543709874 },
  body: BODY,
  isBase64Encoded: false,
}

const V2 = {
  version: '2.0',
  routeKey: 'POST /hooks',
  rawPath: '/hooks',
  rawQueryString: 'q=a%20b',
  headers: { 'x-cv-signature': SIGNATURE },
  requestContext: { http: { method: 'POST', path: '/hooks', protocol: 'HTTP/1.1' }, timeEpoch: 1772543709874 },
  body: Buffer.from(BODY).toString('base64'),
  isBase64Encoded: true,
}

const ALB = {
  requestContext: { elb: { targetGroupArn: 'arn:aws:example' } },
  httpMethod: 'POST',
  path: '/hooks',
  queryStringParameters: {},
  multiValueHeaders: { 'x-cv-signature': [SIGNATURE] },
  body: BODY,
  isBase64Encoded: false,
}

const sqs = (body: string, more = {}) => ({
  Records: [
    { messageId: 'm-1', eventSource: 'aws:sqs', attributes: { SentTimestamp: '1772543709874' }, body, ...more },
  ],
})

const sns = (message: string) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: {
        Type: 'Notification',
        TopicArn: 'arn:aws:sns:example',
        Timestamp: '2026-03-03T13:15:09.874Z',
        Message: message,
        MessageAttributes: { 'x-cv-signature': { Type: 'String', Value: SIGNATURE } },
      },
    },
  ],
})

describe('requests', () => {
  it('of API Gateway v1 take headers with several values', () => {
    expect(readOne(JSON.stringify(V1))).toEqual({
      source: 'capture',
      format: 'aws',
      trust: 'receiver',
      method: 'POST',
      path: '/hooks?q=a%20b&q=1',
      httpVersion: '1.1',
      receivedAt: 1772543709874,
      headers: [
        ['X-CV-Signature', SIGNATURE],
        ['X-Two', 'a'],
        ['X-Two', 'b'],
      ],
      body: Buffer.from(BODY),
      complete: true,
      notes: [],
    })
  })

  it('of API Gateway v2 and a Lambda URL, with base64', () => {
    expect(readOne(JSON.stringify(V2))).toMatchObject({
      method: 'POST',
      path: '/hooks?q=a%20b',
      httpVersion: '1.1',
      receivedAt: 1772543709874,
      headers: [['x-cv-signature', SIGNATURE]],
      body: Buffer.from(BODY),
      trust: 'receiver',
    })
  })

  it('of an ALB', () => {
    expect(readOne(JSON.stringify(ALB))).toMatchObject({ path: '/hooks', body: Buffer.from(BODY), trust: 'receiver' })
  })

  it('without a body have an empty one; a parsed one is none', () => {
    expect(readOne(JSON.stringify({ ...V1, body: null }))).toMatchObject({ body: new Uint8Array(0), complete: true })
    const parsed = readOne(JSON.stringify({ ...V1, body: { event: 'X' } }))
    expect(parsed).toMatchObject({ body: undefined, complete: false })
    expect(parsed.notes.join()).toContain('parsed')
    expect(readOne(JSON.stringify({ ...V2, body: '%' }))).toMatchObject({ body: undefined, complete: false })
  })

  it('with U+FFFD are lossy', () => {
    expect(readOne(JSON.stringify({ ...V1, body: 'a\ufffd' })).lossy).toContain('U+FFFD')
  })

  it('stand in a list, or one a line, and a bad one loses no others', () => {
    expect(read(JSON.stringify([V1, 1, V2])).deliveries.map(one => one.source)).toEqual([
      'capture, item 1',
      'capture, item 3',
    ])
    const { deliveries, notices } = read(`${JSON.stringify(V1)}\nnoise\n${JSON.stringify(V2)}\n{"cut`)
    expect(deliveries.map(one => one.source)).toEqual(['capture, line 1', 'capture, line 3'])
    expect(notices).toEqual([
      'capture, line 2: is not JSON, or cut off; skipped',
      'capture, line 4: is not JSON, or cut off; skipped',
    ])
  })
})

describe('messages', () => {
  it.each([
    ['SQS', sqs(BODY), 'receiver'],
    ['SNS', sns(BODY), 'receiver'],
    ['API Gateway in SQS', sqs(JSON.stringify(V1)), 'receiver'],
    ['SNS in SQS', sqs(JSON.stringify(sns(BODY).Records[0]!.Sns)), 'receiver'],
    ['API Gateway in SNS in SQS', sqs(JSON.stringify(sns(JSON.stringify(V2)).Records[0]!.Sns)), 'receiver'],
    ['SNS over HTTP', sns(BODY).Records[0]!.Sns, 'receiver'],
    ['EventBridge with the text', { 'detail-type': 'x', source: 'y', detail: BODY }, 'logged'],
  ])('%s', (_, event, trust) => {
    expect(readOne(JSON.stringify(event))).toMatchObject({ trust, body: Buffer.from(BODY), complete: true })
  })

  it('of EventBridge are written anew, and logged', () => {
    const one = readOne(
      `{"version":"0","detail-type":"hook","time":"2026-03-03T13:15:09Z","detail": ${PLAIN.replace(':', ' : ')}}`,
    )
    expect(one).toMatchObject({
      trust: 'logged',
      body: Buffer.from(PLAIN),
      receivedAt: Date.UTC(2026, 2, 3, 13, 15, 9),
    })
    expect(one.notes.join()).toContain('written anew')
  })

  it('carry headers as attributes', () => {
    const attributes = { messageAttributes: { 'x-cv-signature': { stringValue: SIGNATURE, dataType: 'String' } } }
    expect(readOne(JSON.stringify(sqs(BODY, attributes)))).toMatchObject({
      source: 'capture, record 1',
      headers: [['x-cv-signature', SIGNATURE]],
      receivedAt: 1772543709874,
    })
  })

  it('are saved from a file that is cut off', () => {
    const event = sqs(BODY)
    const text = JSON.stringify({ Records: [...event.Records, ...event.Records] })
    const { deliveries, notices } = read(text.slice(0, -20))
    expect(deliveries.map(textOf)).toEqual([BODY])
    expect(notices).toEqual(['capture: is cut off; the items that are whole were read'])
  })

  it.each<[string, unknown, RegExp]>([
    ['a record that is no object', { Records: [5, sqs(BODY).Records[0]] }, /record 1: is no object; skipped/],
    ['a record without text', { Records: [{ body: {} }, sqs(BODY).Records[0]] }, /record 1: has neither a text "body"/],
    ['a notification without text', { Records: [{ Sns: {} }, sqs(BODY).Records[0]] }, /record 1: has no message text/],
  ])('lose no others for %s', (_title, value, notice) => {
    const { deliveries, notices } = read(JSON.stringify(value))
    expect(deliveries.map(textOf)).toEqual([BODY])
    expect(notices).toEqual([expect.stringMatching(notice)])
  })

  it('take headers that are numbers, and leave out what is none', () => {
    const headers = {
      'content-length': 5,
      'x-flag': true,
      'x-list': ['a', null],
      'x-object': {},
      'x-cv-signature': SIGNATURE,
    }
    expect(readOne(JSON.stringify({ ...V2, headers })).headers).toEqual([
      ['content-length', '5'],
      ['x-flag', 'true'],
      ['x-list', 'a'],
      ['x-cv-signature', SIGNATURE],
    ])
  })

  it('that no body can come with are passed over', () => {
    const get = { ...V2, requestContext: { http: { method: 'GET', path: '/' } }, headers: {}, body: undefined }
    const { deliveries, notices } = read(`${JSON.stringify(get)}\n${JSON.stringify(V2)}\n`)
    expect(deliveries).toHaveLength(1)
    expect(notices).toEqual([expect.stringContaining('is a request without a body; skipped')])
  })

  it('of EventBridge may hold an event of another service', () => {
    const bridged = { 'detail-type': 'x', source: 'y', detail: V2 }
    expect(textOf(readOne(JSON.stringify(bridged)))).toBe(BODY)
  })

  it('nested without end are opened four times', () => {
    let message = BODY
    for (let depth = 0; depth < 8; depth++) message = JSON.stringify({ Message: message, TopicArn: 'x' })
    expect(textOf(readOne(message))).toContain('TopicArn')
  })
})
