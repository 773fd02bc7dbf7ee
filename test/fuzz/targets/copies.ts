/** Copies for sharing: whatever the delivery, a copy has the same verdict, and none of the words of a patient. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createDisguise } from '../../../src/app/redact/disguise.js'
import { createRedactor } from '../../../src/app/redact/redact.js'
import { createTestSecrets } from '../../../src/app/redact/test-secrets.js'
import { receiptBytes } from '../../../src/captures/record.js'
import { seededBytes } from '../../../src/core/random.js'
import { PLANTED, planted } from '../refusal.js'

const SECRET = 'Fuzz-Secret-4711'
const TOLD = new RegExp(`${PLANTED}|${SECRET}`, 'i')

/** What the sender may have signed, of the body that came. */
const SIGNED: ReadonlyArray<(body: Buffer) => Buffer> = [
  body => body,
  body => body.subarray(1),
  body => Buffer.from(body.toString('utf8').trim()),
  body => Buffer.from(`${body.toString('utf8')}\n`),
  body => Buffer.from(body.toString('latin1')),
]

export async function fuzz(data: Buffer): Promise<void> {
  const [kind = 0] = data
  const body = planted(data.subarray(1))
  const random = seededBytes('fuzz')
  const redactor = createRedactor({
    accepted: { secrets: [{ label: 'main', value: SECRET }], staticHeaders: [], unsigned: false },
    suspects: [],
    disguise: createDisguise(random(32)),
    tests: createTestSecrets(undefined, random),
    limit: 2,
  })
  const signed = SIGNED[kind % SIGNED.length]!(body)
  const signature = createHmac('sha256', SECRET).update(signed).digest('hex')
  const made = await redactor.redact({
    source: 'fuzz',
    format: 'http',
    trust: kind > 127 ? 'logged' : 'wire',
    method: 'POST',
    path: `/hook/${PLANTED}?name=${PLANTED}`,
    headers: [
      ['x-cv-signature', signature],
      ['x-note', PLANTED],
      ['authorization', `Bearer ${PLANTED}`],
    ],
    body,
    complete: true,
    notes: [],
  })
  assert.equal(made.copy.verdict, made.original.verdict)
  const { body: copy, headers, path, original } = made.receipt
  const told = [Buffer.from(copy).toString('latin1'), JSON.stringify(headers), path, JSON.stringify(original)].join(
    '\n',
  )
  assert.doesNotMatch(told, TOLD)
  assert.doesNotMatch(Buffer.from(receiptBytes(made.receipt)).toString('latin1'), TOLD)
}
