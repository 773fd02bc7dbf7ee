/** Hashes a file in large pieces: while one is hashed, the next is read. */
import { type FileHandle, open } from 'node:fs/promises'
import { CvHookError } from '../core/errors.js'
import { reason } from './files.js'

const CHUNK = 1024 * 1024

/**
 * Feeds a file's bytes to a hash.
 *
 * @returns how many bytes there were, and the last one
 * @throws CvHookError `unreadable`
 */
export async function hashFile(
  path: string,
  what: string,
  hash: { update(chunk: Uint8Array): unknown },
): Promise<{ bytes: number; last: number | undefined }> {
  let bytes = 0
  let last: number | undefined
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    const buffers = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)] as const
    let turn = 0
    let pending = file.read(buffers[0], 0, CHUNK, null)
    for (;;) {
      const { bytesRead, buffer } = await pending
      if (bytesRead === 0) return { bytes, last }
      turn = 1 - turn
      pending = file.read(buffers[turn as 0 | 1], 0, CHUNK, null)
      hash.update(buffer.subarray(0, bytesRead))
      bytes += bytesRead
      last = buffer[bytesRead - 1]
    }
  } catch (error) {
    throw new CvHookError('unreadable', `${what}: cannot read ${path}: ${reason(error)}`)
  } finally {
    await file?.close()
  }
}
