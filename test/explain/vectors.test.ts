/** Every vector by its exact answer: bodies that the real serializers wrote, and valid deliveries that must be called nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explainComputed } from '../../src/explain/explain-computed.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import type { ExplainInput } from '../../src/explain/explanation.js'

const FOLDER = new URL('../../fixtures/vectors/', import.meta.url)

const bytes = ({ body, bodyBase64 }: { body?: string; bodyBase64?: string }) =>
  bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64')

function inputOf(vector: any): ExplainInput {
  const headers: Array<[string, string]> = vector.headers ?? []
  return {
    body: bytes(vector),
    headers,
    signatureValues: headers.filter(([name]) => name.toLowerCase() === 'x-cv-signature').map(([, value]) => value),
    secrets: vector.secrets ?? [],
    suspects: vector.suspects ?? [],
    trust: vector.trust,
    event: vector.event ?? undefined,
    path: vector.path,
    refused: vector.answer?.status,
    otherBodies: (vector.others ?? []).map((other: any) => ({ label: other.label, body: bytes(other) })),
  } as ExplainInput
}

const names = readdirSync(FOLDER).filter(name => name.endsWith('.json'))

test.each(names)('%s', name => {
  const vector = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
  const input = inputOf(vector)
  const { proof, causes } = explainMismatch(input)
  expect({ proof, causes }).toEqual({ proof: vector.expect.proof, causes: vector.expect.causes })
  if (vector.computed === undefined) return
  const computed = explainComputed({ ...input, computed: vector.computed })
  expect({ proof: computed.proof, causes: computed.causes }).toEqual(vector.expectComputed)
})
