/** The bytes of a capture, piece by piece, from a file or from standard input, with errors that say what is wrong. */
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { CvHookError } from '../core/errors.js'
import { reason } from './files.js'

/** Large enough that reading costs nothing, small enough that what is made of a piece is gone before it is in the way. */
const PIECE = 256 * 1024

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
    yield* 'path' in source ? piecesAt(source.path) : source.stdin
  } catch (error) {
    if (error instanceof CvHookError || (error as NodeJS.ErrnoException).code === undefined) throw error
    throw new CvHookError('unreadable', `cannot read ${name}: ${reason(error)}`)
  }
}

function piecesAt(path: string): AsyncGenerator<Uint8Array> {
  const about = statSync(path)
  // A device such as /dev/zero has no end.
  if (about.isCharacterDevice() || about.isBlockDevice())
    throw new CvHookError('unreadable', `cannot read ${path}: it is a device`)
  return about.isFile() ? filePieces(path, about.size) : pipePieces(path)
}

/**
 * A file never keeps anybody waiting: it is read without what Node has to load for those that do. One that grows is read up
 * to where it was: what is sent again may be recorded in the very file, which would then have no end.
 *
 * @param size 0 where the system does not tell it, as below /proc
 */
async function* filePieces(path: string, size: number): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE)
    for (let left = size > 0 ? size : Number.POSITIVE_INFINITY; left > 0; ) {
      const read = readSync(file, piece, 0, Math.min(PIECE, left), null)
      if (read === 0) return
      left -= read
      yield piece.subarray(0, read)
      // Else a signal would not be heard before the end.
      if (read === PIECE) await new Promise(setImmediate)
    }
  } finally {
    closeSync(file)
  }
}

async function* pipePieces(path: string): AsyncGenerator<Uint8Array> {
  const { open } = await import('node:fs/promises')
  const file = await open(path, 'r')
  try {
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
