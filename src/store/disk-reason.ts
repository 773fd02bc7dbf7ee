/** Why a file could not be written, in words. */
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

/** What the system's error means to whoever wanted to write. */
export const diskReason = (error: unknown): string =>
  REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? reason(error)
