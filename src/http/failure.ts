/** What every description of a network error needs: the code of the system's error, and the error itself kept as the cause. */
import type { CvHookError } from '../core/errors.js'

/** Host and port as they are shown in messages. */
export interface Place {
  hostname: string
  hostPort: string
  protocol: string
  /** What to do when it is at fault, for a proxy: none of what is said of a receiver helps there. */
  remedy?: string
}

/** The code of a system error; of several tries (IPv6, IPv4), the one that says most. Empty where it has none. */
export function systemCode(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: Array<{ code?: string }> }
  if (errors?.some(one => one.code === 'ECONNREFUSED')) return 'ECONNREFUSED'
  return typeof code === 'string' ? code : ''
}

/** Keeps the error from which another was made, for whoever debugs. */
export function because(cause: unknown, error: CvHookError): CvHookError {
  error.cause = cause
  return error
}
