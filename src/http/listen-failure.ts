/** Why a port cannot be listened on, in words. */
import { CvHookError } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { because, systemCode } from './failure.js'

/** The error for a server that did not start. */
export function listenFailure(error: unknown, host: string, port: number): CvHookError {
  return because(error, told(systemCode(error), printable(host), port))
}

function told(code: string, place: string, port: number): CvHookError {
  switch (code) {
    case 'EADDRINUSE':
      return new CvHookError('port-taken', `port ${port} of ${place} is taken: another program listens there`, [
        'use --port 0 for any that is free',
      ])
    case 'EACCES':
    case 'EPERM':
      return new CvHookError('address', `port ${port} may not be listened on: ports below 1024 need special rights`, [
        'use --port 4400, and let a proxy or tunnel do the rest',
      ])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new CvHookError('address', `${place} is no address of this machine`, ['leave --host out for 127.0.0.1'])
    default:
      return new CvHookError('address', `cannot listen on ${place}, port ${port}: ${code || 'unknown reason'}`)
  }
}
