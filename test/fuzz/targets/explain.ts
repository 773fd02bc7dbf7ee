/**
 * Explanations of whatever bodies and headers: they end, tell nothing of secrets and bodies, point into the body, and what is
 * proven has a cause.
 */
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { explain } from '../../../src/app/library-explain.js'
import { checkLine, PLANTED, planted, readOrRefuse } from '../refusal.js'

const SECRET = 'whsec_Fuzz-Secret-4711'
const SUSPECT = 'Old-Secret-0815'

/** What the sender may have signed in place of the body, and with what. */
const SIGNED: ReadonlyArray<(body: Buffer) => string> = [
  body => hmac(body),
  body => hmac(body.subarray(0, -1)),
  body => hmac(Buffer.concat([body, Buffer.from('\n')])),
  body => hmac(Buffer.from(body.toString('utf8').trim())),
  body => hmac(Buffer.from(body.toString('latin1'))),
  body => hmac(Buffer.from(reserialised(body))),
  body => `sha256=${hmac(body)}`,
  body => createHmac('sha256', SECRET).update(body).digest('base64'),
  body => createHmac('sha1', SECRET).update(body).digest('hex'),
  body => createHmac('sha256', `${SECRET}\n`).update(body).digest('hex'),
  body => createHmac('sha256', SUSPECT).update(body).digest('hex'),
  body => createHash('sha256').update(body).digest('hex'),
  () => '0'.repeat(64),
]

const line = (bytes: Buffer) => bytes.toString('latin1').replace(/[\r\n]/g, ' ')

export function fuzz(data: Buffer): void {
  const [kind = 0, cut = 0] = data
  const given = planted(data.subarray(2, 2 + (cut % 70)))
  const body = planted(data.subarray(2 + (cut % 70)))
  const signed = SIGNED[kind % (SIGNED.length + 1)]
  const headers: Array<[string, string]> = [['x-cv-signature', signed ? signed(body) : line(given)]]
  if (kind > 127) headers.push([kind & 1 ? 'content-encoding' : 'content-type', line(given)])
  const explained = readOrRefuse(['usage'], () =>
    explain(
      { body, headers, ...(kind % 7 === 0 && { computed: given.toString('latin1') }) },
      { secret: SECRET, suspects: { old: SUSPECT } },
    ),
  )
  if (!explained) return
  const { proof, causes, summary, fix, where } = explained
  for (const text of [summary, fix]) checkLine(text)
  assert.doesNotMatch(JSON.stringify(explained), /Fuzz-Secret|Old-Secret/)
  assert.ok(!JSON.stringify(explained).includes(PLANTED))
  if (where) {
    checkLine(where.text)
    assert.ok(where.offset >= 0 && where.offset <= body.length, `${where.offset} of ${body.length}`)
  }
  // Nothing is wrong with the first.
  if (proof === 'proven' && signed !== SIGNED[0]) assert.ok(causes.length > 0)
}

const hmac = (body: Uint8Array) => createHmac('sha256', SECRET).update(body).digest('hex')

function reserialised(body: Buffer): string {
  try {
    return JSON.stringify(JSON.parse(body.toString('utf8')), null, 2)
  } catch {
    return ''
  }
}
