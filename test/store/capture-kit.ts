/** What the tests of reading captures share: files, standard input, and all that comes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CapturedDelivery } from '../../src/captures/delivery.js'
import { receiptLine } from '../../src/captures/record.js'
import { CvHookError } from '../../src/core/errors.js'
import { type CaptureSource, type ReadCaptureOptions, readCaptureFile } from '../../src/store/capture-file.js'
import { SIGNATURE } from '../captures/sample.js'

let made: string | undefined

/** A folder for the files of a test file, which removes it with {@link removeFolder}. */
export function openFolder(): string {
  made ??= mkdtempSync(join(tmpdir(), 'cv-hook-reader-'))
  return made
}

/** Removes the folder; for `afterAll`. */
export function removeFolder(): void {
  if (made !== undefined) rmSync(made, { recursive: true, force: true })
  made = undefined
}

/** Writes a file into the folder. */
export function file(name: string, content: string | Uint8Array): { path: string } {
  const path = join(openFolder(), name)
  writeFileSync(path, content)
  return { path }
}

/** Standard input that gives these pieces; copies, since the reader takes its pieces over. */
export const stdin = (...pieces: ReadonlyArray<string | Uint8Array>): CaptureSource => ({
  stdin: (async function* () {
    for (const piece of pieces) yield Uint8Array.from(Buffer.from(piece as string))
  })(),
})

/** All that is read, and what is told of it. */
export async function readAll(source: CaptureSource, options?: ReadCaptureOptions) {
  const { deliveries, notices } = readCaptureFile(source, options)
  const all: CapturedDelivery[] = []
  for await (const delivery of deliveries) all.push(delivery)
  return { deliveries: all, notices: notices() }
}

/** Why nothing is read. */
export async function refusal(source: CaptureSource, options?: ReadCaptureOptions): Promise<CvHookError> {
  try {
    await readAll(source, options)
  } catch (error) {
    if (error instanceof CvHookError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** The line of a delivery in a capture of our own. */
export const line = (id: string, body: Uint8Array) =>
  receiptLine({
    direction: 'in',
    id,
    receivedAt: 0,
    method: 'POST',
    path: '/h',
    httpVersion: '1.1',
    headers: [['x-cv-signature', SIGNATURE]],
    body,
    complete: true,
  })
