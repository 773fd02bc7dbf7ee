/** The recordings that `verify` reads: files, or standard input. */
import type { BytesTrust, CapturedDelivery, CaptureFormat } from '../captures/delivery.js'
import { parseCaptures } from '../captures/parse.js'
import { CvHookError } from '../core/errors.js'
import { readUserFile } from '../store/files.js'
import type { Io } from './io.js'

/** How standard input is called. */
export const STDIN = 'stdin'

/** Which recordings are read, and how, as commander gives it. */
export interface SourceFlags {
  captures: string[]
  format?: CaptureFormat
  bytes?: BytesTrust
  files?: string
  signature?: string
}

/** One recording. */
export interface Source {
  name: string
  /** Begins to read; notices are complete when the deliveries are. */
  open(): { deliveries: Iterable<CapturedDelivery> | AsyncIterable<CapturedDelivery>; notices(): string[] }
}

/**
 * The recordings in the order given.
 *
 * @throws CvHookError `usage` when nothing is given and standard input is the keyboard
 */
export function verifySources({ captures, format, bytes, signature }: SourceFlags, io: Io): Source[] {
  const given = captures.length > 0 ? captures : ['-']
  if (given.includes('-') && io.stdin.isTTY) {
    throw new CvHookError('usage', 'verify reads files or a pipe, not the keyboard (a terminal cuts what is pasted)', [
      'put the capture into a file: cv-hook verify capture.txt',
      'or pipe it: pbpaste | cv-hook verify (macOS), xclip -o | cv-hook verify (Linux), Get-Clipboard | cv-hook verify (Windows)',
    ])
  }
  return given.map(name => ({
    name: name === '-' ? STDIN : name,
    open() {
      const parsed = parseCaptures(readUserFile(name === '-' ? '/dev/stdin' : name, 'verify'), {
        name: name === '-' ? STDIN : name,
        ...(format ? { format } : {}),
        ...(bytes ? { trust: bytes } : {}),
        ...(signature ? { signature } : {}),
      })
      return { deliveries: parsed.deliveries, notices: () => parsed.notices }
    },
  }))
}
