import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createDisguise } from '../../../src/app/redact/disguise.js'
import { createRedactor } from '../../../src/app/redact/redact.js'
import { createTestSecrets } from '../../../src/app/redact/test-secrets.js'
import { readVector, VECTOR_NAMES, vectorBody, vectorDelivery } from '../../support/vectors.js'

test('all', async () => {
  let good = 0
  const bad: string[] = []
  const only = process.env['ONLY']
  for (const name of VECTOR_NAMES) {
    if (only && !name.includes(only)) continue
    const vector = readVector(name)
    const tests = createTestSecrets(undefined, count => randomBytes(count))
    const redactor = createRedactor({
      accepted: { secrets: vector.secrets ?? [], staticHeaders: [], unsigned: false },
      suspects: vector.suspects ?? [],
      disguise: createDisguise(randomBytes(32)),
      tests,
      limit: 1000,
    })
    try {
      for (const other of vector.others ?? []) await redactor.redact({ source: other.label, format: 'http', trust: 'wire', headers: [], body: vectorBody(other), complete: true, notes: [] })
      const made = await redactor.redact(vectorDelivery(vector))
      if (only) console.log(Buffer.from(made.receipt.body).toString(), made.receipt.headers, tests.accepted, tests.suspects, JSON.stringify(made.receipt.original))
      const proven = vector.expect.proof === 'proven' || vector.expect.verdict === 'valid' || vector.expect.proof === 'observed'
      if (made.reproduces || (!proven && !made.unlike)) good++
      else bad.push(`${name}: ${JSON.stringify(made.original)} -> ${JSON.stringify(made.copy)}`)
    } catch (error) {
      bad.push(`${name}: ${(error as Error).stack?.slice(0, 600)}`)
    }
  }
  console.log(good, bad.length, bad.join('\n'))
  expect(1).toBe(1)
}, 600_000)
