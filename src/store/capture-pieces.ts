/** The bytes of a capture, piece by piece, from a file or from standard input, with errors that say what is wrong. */
import { open } from 'node:fs/promises'
import { CvHookError } from '../core/errors.js'
import { reason } from './files.js'

const PIECE = 1024 ** 2

/** Where a capture is read from. */
export type CaptureSource = { path: string } | { stdin: AsyncIterable<Uint8Array>; name?: string }

/** How a source is named in messages. */
export const sourceName = (source: CaptureSource): string => ('path' in source ? source.path : (source.name ?? 'stdin'))

/**
 * The pieces of a source, each to be used before the next is asked for.
 *
 * @throws CvHookError `unreadable` while they are read
 */
export async function* piecesOf(source: CaptureSource): AsyncGenerator<Uint8Array> {
  const name = sourceName(source)
  try {
    yield* 'path' in source ? filePieces(source.path) : source.stdin
  } catch (error) {
    if (error instanceof CvHookError || (error as NodeJS.ErrnoException).code === undefined) throw error
    throw new CvHookError('unreadable', `cannot read ${name}: ${reason(error)}`)
  }
}

async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const about = await file.stat()
    // A device such as /dev/zero has no end.
    if (about.isCharacterDevice() || about.isBlockDevice())
      throw new CvHookError('unreadable', `cannot read ${path}: it is a device`)
    const piece = Buffer.allocUnsafeSlow(PIECE)
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
