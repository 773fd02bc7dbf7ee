/** The known-answer vectors, as deliveries and as recordings of them. */
import { readdirSync, readFileSync } from 'node:fs'
import type { CapturedDelivery } from '../../src/captures/delivery.js'

const FOLDER = new URL('../../fixtures/vectors/', import.meta.url)

/** The files' names. */
export const VECTOR_NAMES: readonly string[] = readdirSync(FOLDER).filter(name => name.endsWith('.json'))

/** One vector; `fixtures/vectors/README.md` says what its members are. */
export const readVector = (name: string): any => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))

/** The bytes of a vector's body. */
export const vectorBody = ({ body, bodyBase64 }: { body?: string; bodyBase64?: string }): Buffer =>
  bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64')

/** The delivery that a vector records. */
export function vectorDelivery(vector: any): CapturedDelivery {
  return {
    source: 'vector',
    format: 'http',
    trust: vector.trust,
    headers: vector.headers ?? [],
    body: vectorBody(vector),
    complete: true,
    notes: [],
    ...(vector.path === undefined ? {} : { path: vector.path }),
    ...(vector.answer ? { answer: vector.answer } : {}),
  }
}

/** The line of a cv-hook capture for a vector. */
export function vectorLine(vector: any, id = 'v'): string {
  return `${JSON.stringify({
    cvHookCapture: 1,
    id,
    direction: 'in',
    receivedAt: '2026-03-03T12:00:00.000Z',
    method: 'POST',
    path: vector.path ?? '/',
    httpVersion: '1.1',
    headers: vector.headers ?? [],
    ...(vector.bodyBase64 === undefined ? { body: vector.body ?? '' } : { bodyBase64: vector.bodyBase64 }),
    complete: true,
  })}\n${vector.answer ? `${JSON.stringify({ cvHookAnswer: 1, id, status: vector.answer.status, durationMs: 1 })}\n` : ''}`
}
