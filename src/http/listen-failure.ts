/** Why a port cannot be listened on, in words. */
import { CvHookError } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { because, systemCode } from './failure.js'

/** The error for a server that did not start. */
export function listenFailure(error: unknown, host: string, port: number): CvHookError {
  const place = printable(host)
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return because(
        error,
        new CvHookError('port-taken', `port ${port} of ${place} is taken: another program listens there`, [
          'use --port 0 for any that is free',
        ]),
      )
    case 'EACCES':
    case 'EPERM':
      return because(
        error,
        new CvHookError('address', `port ${port} may not be listened on: ports below 1024 need special rights`, [
          'use --port 4400, and let a proxy or tunnel do the rest',
        ]),
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return because(
        error,
        new CvHookError('address', `${place} is no address of this machine`, ['leave --host out for 127.0.0.1']),
      )
    default:
      return because(
        error,
        new CvHookError('address', `cannot listen on ${place}, port ${port}: ${systemCode(error) || 'unknown reason'}`),
      )
  }
}
