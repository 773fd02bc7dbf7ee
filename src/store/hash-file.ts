/** Hashes a file in large pieces, so that its size does not matter. */
import { closeSync, openSync, readSync } from 'node:fs'
import { CvHookError } from '../core/errors.js'
import { reason } from './files.js'

const CHUNK = 1024 * 1024

/**
 * Feeds a file's bytes to a hash.
 *
 * @returns how many bytes there were, and the last one
 * @throws CvHookError `unreadable`
 */
export function hashFile(
  path: string,
  what: string,
  hash: { update(chunk: Uint8Array): unknown },
): { bytes: number; last: number | undefined } {
  const buffer = Buffer.allocUnsafe(CHUNK)
  let file: number | undefined
  let bytes = 0
  let last: number | undefined
  try {
    file = openSync(path, 'r')
    for (;;) {
      const length = readSync(file, buffer)
      if (length === 0) return { bytes, last }
      hash.update(buffer.subarray(0, length))
      bytes += length
      last = buffer[length - 1]
    }
  } catch (error) {
    throw new CvHookError('unreadable', `${what}: cannot read ${path}: ${reason(error)}`)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
