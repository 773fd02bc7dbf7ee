/** What becomes of a vector when it is redacted. */
import { createDisguise } from '../../../src/app/redact/disguise.js'
import { createRedactor, type RedactedCopy } from '../../../src/app/redact/redact.js'
import { createTestSecrets } from '../../../src/app/redact/test-secrets.js'
import { seededBytes } from '../../../src/core/random.js'
import { readVector, vectorBody, vectorDelivery } from '../../support/vectors.js'

/** Redacts a vector, after the deliveries that came before it. */
export async function redactedVector(name: string, seed: string): Promise<RedactedCopy> {
  const vector = readVector(name)
  const random = seededBytes(seed)
  const redactor = createRedactor({
    accepted: { secrets: vector.secrets ?? [], staticHeaders: [], unsigned: false },
    suspects: vector.suspects ?? [],
    disguise: createDisguise(random(32)),
    tests: createTestSecrets(undefined, random),
    limit: 1000,
  })
  for (const other of vector.others ?? []) {
    const before = { format: 'http', trust: 'wire', headers: [], complete: true, notes: [] } as const
    await redactor.redact({ ...before, headers: [], notes: [], source: other.label, body: vectorBody(other) })
  }
  return redactor.redact(vectorDelivery(vector))
}

/** Whether a vector has something that a copy has to show. */
export function isProven(name: string): boolean {
  const { proof, verdict } = readVector(name).expect
  return verdict === 'valid' || proof === 'proven' || proof === 'observed'
}
