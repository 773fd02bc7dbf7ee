/**
 * Recordings in every format, and found by looking: nothing but refusals, which quote nothing. What is read can be written
 * as a capture of our own, and read again as it was.
 */
import assert from 'node:assert/strict'
import { CAPTURE_FORMATS, type CapturedDelivery } from '../../../src/captures/delivery.js'
import { type ParseOptions, parseCaptures } from '../../../src/captures/parse.js'
import { MASKED, receiptBytes } from '../../../src/captures/record.js'
import { CvHookError } from '../../../src/core/errors.js'
import { checkLine, planted, readOrRefuse } from '../refusal.js'

const NOTHING = new Uint8Array(0)

export function fuzz(data: Buffer): void {
  const [kind = 0, known = 0] = data
  const format = [undefined, ...CAPTURE_FORMATS][kind % (CAPTURE_FORMATS.length + 1)]
  const bytes = planted(data.subarray(2))
  const before = Buffer.from(bytes)
  const options: ParseOptions = {
    name: 'f',
    ...(format && { format }),
    ...(known & 1 && { signature: 'ab'.repeat(32) }),
    ...(known & 2 && { readReferenced }),
  }
  const read = readOrRefuse(['bad-capture'], () => parseCaptures(bytes, options))
  assert.deepEqual(bytes, before, 'the file was changed')
  for (const notice of read?.notices ?? []) {
    checkLine(notice)
    assert.match(notice, /^f/)
  }
  for (const one of read?.deliveries ?? []) {
    for (const pair of one.headers) assert.match(pair.join(''), /^[\0-\xff]*$/)
    for (const line of [...one.notes, one.source, ...(one.lossy === undefined ? [] : [one.lossy])]) checkLine(line)
    for (const digest of one.digests ?? []) assert.match(digest, /^[0-9a-f]+$/i)
    checkAgain(one)
  }
}

/** Half a character is nothing that bytes stand for. */
const wellFormed = (text: string) => Buffer.from(text).toString()

function readReferenced(path: string): Uint8Array {
  if (path.length % 2 === 0) throw new CvHookError('unreadable', 'there is no such file')
  return Buffer.from('file')
}

function checkAgain(delivery: CapturedDelivery): void {
  const { method = 'POST', path = '/', httpVersion = '1.1', headers, body = NOTHING, receivedAt, complete } = delivery
  const receipt = { direction: 'in', id: 'd', method, path, httpVersion, headers, body, receivedAt, complete } as const
  const [again, ...others] = parseCaptures(receiptBytes(receipt), { name: 'again', format: 'cv-hook' }).deliveries
  assert.ok(again && others.length === 0)
  assert.deepEqual(Buffer.from(again.body!), Buffer.from(body))
  const shown = headers.map(([name, value], at) => [name, again.headers[at]?.[1] === MASKED ? MASKED : value])
  assert.deepEqual(again.headers, shown)
  assert.deepEqual(
    [again.method, again.path, again.httpVersion, again.receivedAt, again.complete, again.lossy],
    [method, wellFormed(path), httpVersion, receivedAt, complete, undefined],
  )
}
