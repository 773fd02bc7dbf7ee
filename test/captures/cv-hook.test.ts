/** cv-hook's own captures: what is written is read, line by line, whatever happened to the file. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureLineParser } from '../../src/captures/formats/cv-hook.js'
import { answerLine, type Receipt, receiptLine } from '../../src/captures/record.js'
import { BODY, read, readOne, SIGNATURE, textOf } from './sample.js'

const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  direction: 'in',
  id: 'd-1',
  receivedAt: 1772543709874,
  method: 'POST',
  path: '/hooks?x=1',
  httpVersion: '1.1',
  headers: [
    ['Host', 'localhost'],
    ['x-cv-signature', SIGNATURE],
    ['x-name', 'Zo\xeb'],
  ],
  body: Buffer.from(BODY),
  complete: true,
  verdict: 'valid',
  code: 'ok',
  secret: 'secret 1',
  findings: [],
  ...more,
})

const answer = (id: string, status = 200) => answerLine({ id, status, durationMs: 3 })

describe('a capture', () => {
  it('comes back as it was written, with its answer', () => {
    expect(readOne(receiptLine(receipt()) + answer('d-1', 401))).toEqual({
      source: 'capture, line 1',
      id: 'd-1',
      verdict: 'valid',
      format: 'cv-hook',
      trust: 'wire',
      method: 'POST',
      path: '/hooks?x=1',
      httpVersion: '1.1',
      receivedAt: 1772543709874,
      headers: [
        ['Host', 'localhost'],
        ['x-cv-signature', SIGNATURE],
        ['x-name', 'Zo\xeb'],
      ],
      body: Buffer.from(BODY),
      complete: true,
      answer: { status: 401 },
      notes: [],
    })
  })

  it('holds any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), (bytes, text) => {
        for (const body of [Buffer.from(bytes), Buffer.from(text)]) {
          expect(readOne(receiptLine(receipt({ body })))).toMatchObject({ body, complete: true })
        }
      }),
    )
  })

  it('holds a long body that is no UTF-8', () => {
    const body = Buffer.from(Array.from({ length: 1_100_001 }, (_, index) => (index * 7) % 256))
    expect(Buffer.compare(Buffer.from(readOne(receiptLine(receipt({ body }))).body!), body)).toBe(0)
  })

  it('joins answers by id, whatever their order', () => {
    const lines = ['a', 'b', 'c', 'd'].map(id => receiptLine(receipt({ id })))
    const text =
      lines[0]! +
      lines[1]! +
      answer('b', 201) +
      lines[2]! +
      answer('a', 202) +
      lines[3]! +
      answer('d', 203) +
      answer('z')
    expect(read(text).deliveries.map(one => [one.source, one.answer?.status])).toEqual([
      ['capture, line 1', 202],
      ['capture, line 2', 201],
      ['capture, line 4', undefined],
      ['capture, line 6', 203],
    ])
  })

  it('passes over unknown kinds silently, and over foreign and cut lines with a notice', () => {
    const line = receiptLine(receipt())
    const text = `${line}{"cvHookNote":1}\n\n[info] hello\n{"level":30}\n{"cvHookCapture":1}\n${line}${line.slice(0, -30)}\n{"cvHookAnswer":1}\n{"x":"${'x'.repeat(8 * 1024 ** 2)}"}\n`
    const { deliveries, notices } = read(text)
    expect(deliveries).toHaveLength(2)
    expect(notices).toEqual([
      'capture, line 4: is not JSON, or cut off; skipped',
      'capture, line 5: is no cv-hook record; skipped',
      'capture, line 6: is a record without headers and body; skipped',
      'capture, line 8: is not JSON, or cut off; skipped',
      'capture, line 9: is an answer without an id; skipped',
      'capture, line 10: is no cv-hook record, and very long; skipped',
    ])
  })

  it('may have been rewritten by another program', () => {
    const value = JSON.parse(receiptLine(receipt())) as Record<string, unknown>
    const sorted = Object.fromEntries(Object.entries(value).sort())
    const escaped = JSON.stringify(sorted).replace(
      /[^\x00-\x7f]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    expect(textOf(readOne(escaped))).toBe(BODY)
    const spaced = JSON.stringify(value, null, 1).replaceAll('\n', '').replace('"body": "', '"body" : "')
    expect(textOf(readOne(spaced))).toBe(BODY)
  })

  it('does not take a body from elsewhere in the line', () => {
    const odd = `{"cvHookCapture":1,"id":"a","method":"POST","headers":[],"findings":[{"body":"no"}],"complete":true}\n`
    expect(readOne(odd)).toMatchObject({ body: undefined, complete: false })
  })

  it('keeps that a body was not whole', () => {
    expect(readOne(receiptLine(receipt({ complete: false })))).toMatchObject({ complete: false })
    const short = receipt({ headers: [['content-length', '500']] })
    expect(readOne(receiptLine(short))).toMatchObject({ complete: false })
  })

  it('keeps notices few', () => {
    const { notices } = read(receiptLine(receipt()) + 'x\n'.repeat(1000))
    expect(notices).toHaveLength(101)
    expect(notices.at(-1)).toBe('capture: 900 more notices')
  })
})

describe('captureLineParser', () => {
  it('gives deliveries in order as soon as they are answered, and holds back a few', () => {
    const stream = captureLineParser({ name: 'c' })
    const push = (line: string) => stream.push(Buffer.from(line)).map(one => one.source)
    expect(push(receiptLine(receipt({ id: 'a' })))).toEqual([])
    expect(push(receiptLine(receipt({ id: 'b' })))).toEqual([])
    expect(push(answer('b'))).toEqual([])
    expect(push(answer('a'))).toEqual(['c, line 1', 'c, line 2'])
    let given = 0
    for (let number = 0; number < 500; number++) given += push(receiptLine(receipt({ id: `n${number}` }))).length
    expect(given).toBe(500 - 64)
    expect(stream.end()).toHaveLength(64)
  })

  it('holds back large bodies less, and those over 8 MiB not at all', () => {
    const stream = captureLineParser({ name: 'c' })
    const push = (id: string, mebibytes: number) => {
      const body = Buffer.alloc(mebibytes * 1024 ** 2, 'x')
      return stream.push(Buffer.from(receiptLine(receipt({ id, body })))).map(one => one.source)
    }
    expect(push('a', 5)).toEqual([])
    expect(push('b', 5)).toEqual(['c, line 1'])
    expect(push('c', 9)).toEqual(['c, line 2', 'c, line 3'])
  })

  it('takes the bytes of a long line over: a body is a part of it', () => {
    const stream = captureLineParser({ name: 'c' })
    const line = Buffer.from(receiptLine(receipt({ body: Buffer.alloc(2 * 1024 ** 2, 'x') })))
    stream.push(line)
    stream.skip('longer than 64 MiB')
    expect(stream.end()[0]!.body!.buffer).toBe(line.buffer)
    expect(stream.notices()).toEqual(['c, line 2: longer than 64 MiB'])
  })

  it('keeps whatever stands in a line besides the body', () => {
    const odd = { id: 'Zoë', method: 'PÖST', path: '/é', httpVersion: '1.1\ufffd', verdict: '漢' }
    for (const [name, value] of Object.entries(odd)) {
      const line = receiptLine(receipt({ headers: [], [name]: value }))
      expect(readOne(line), name).toMatchObject({ [name]: value })
    }
  })

  it('leaves the bytes of other lines alone, and keeps no part of them', () => {
    for (const body of [BODY, '\u0001é', '\ud83d\ude00']) {
      const stream = captureLineParser({ name: 'c' })
      const text = receiptLine(receipt({ body: Buffer.from(body) }))
      const line = Buffer.from(text)
      stream.push(line)
      expect(line.toString()).toBe(text)
      line.fill(0)
      expect(textOf(stream.end()[0])).toBe(body)
    }
  })
})
