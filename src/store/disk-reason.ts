/** Why a file could not be written, in words. */
import { CvHookError } from '../core/errors.js'
import { reason } from './files.js'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'a limit on the size of files is reached',
  EROFS: 'the disk is read-only',
  ENOENT: 'its folder does not exist',
  EACCES: 'it may not be written (permissions)',
  EPERM: 'it may not be written (permissions)',
  ELOOP: 'it is a symbolic link',
}

/**
 * The error for a file that cannot be written.
 *
 * @param why the reason in words, or the system's error
 */
export function cannotWrite(path: string, why: unknown, ...hints: string[]): CvHookError {
  const told = typeof why === 'string' ? why : diskReason(why)
  return new CvHookError('disk', `cannot write ${path}: ${told}`, hints)
}

/** What the system's error means to whoever wanted to write. */
const diskReason = (error: unknown): string => REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? reason(error)
