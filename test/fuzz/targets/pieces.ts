/** Recordings that are read in pieces: wherever they are cut, the same deliveries come out. */
import assert from 'node:assert/strict'
import type { CapturedDelivery } from '../../../src/captures/delivery.js'
import { streamOf } from '../../../src/store/capture-streams.js'
import { checkLine, planted, readOrRefuseLater } from '../refusal.js'

/** Longer lines are passed over. */
const LONGEST = 4096

export async function fuzz(data: Buffer): Promise<void> {
  const [kind = 0, size = 0] = data
  const bytes = planted(data.subarray(2))
  const read = (length: number) =>
    readOrRefuseLater(['bad-capture'], () => inPieces(kind % 2 === 0 ? 'har' : 'cv-hook', bytes, length))
  const whole = await read(bytes.length || 1)
  for (const notice of whole?.notices ?? []) checkLine(notice)
  assert.deepEqual(await read(1 + (size % 40)), whole)
}

async function inPieces(format: 'har' | 'cv-hook', bytes: Buffer, length: number) {
  const stream = (await streamOf(format, 'f', LONGEST))!
  const deliveries: CapturedDelivery[] = []
  // A piece is another's once it was read, and so is the body of a line in it.
  const keep = (all: CapturedDelivery[]) => {
    for (const one of all) deliveries.push({ ...one, body: one.body && Buffer.from(one.body) })
  }
  for (let at = 0; at < bytes.length; at += length)
    keep(stream.push(Uint8Array.prototype.slice.call(bytes, at, at + length)))
  keep(stream.end())
  return { deliveries, notices: stream.notices() }
}
