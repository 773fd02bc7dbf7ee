/** Why a connection could not be made: the system's error, said so that one knows what to do. */
import { CvHookError, type ErrorCode } from '../core/errors.js'
import { because, type Place, systemCode } from './failure.js'
import { tlsFailure } from './tls-failure.js'

/** How far the making of a connection has come. */
export type ConnectStage = 'resolving' | 'connecting' | 'tunnelling' | 'securing'

type Failure = [code: ErrorCode, message: (place: Place) => string, ...hints: string[]]

const DNS: Failure = ['dns', at => `${hostName(at)} is not known`, 'check the spelling of the host']
const UNREACHABLE: Failure = ['refused', at => `${at.hostPort} cannot be reached from here`, 'check the network or VPN']

const FAILURES: Record<string, Failure> = {
  ENOTFOUND: DNS,
  EAI_NONAME: DNS,
  EAI_NODATA: DNS,
  EAI_AGAIN: [
    'dns',
    at => `${hostName(at)} could not be looked up just now`,
    'the name server did not answer: check the network, or try again',
  ],
  ECONNREFUSED: [
    'refused',
    at => `${at.hostPort} refused the connection`,
    'nothing listens there: start the receiver, or check the host and the port',
  ],
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  EACCES: ['refused', at => `this machine does not allow a connection to ${at.hostPort}`, 'check the local firewall'],
  EPERM: ['refused', at => `this machine does not allow a connection to ${at.hostPort}`, 'check the local firewall'],
  ETIMEDOUT: ['timeout', at => `${at.hostPort} did not accept the connection in time`, 'a firewall may drop it'],
  ECONNRESET: ['reset', at => `${at.hostPort} closed the connection while it was being made`],
  EMFILE: ['address', () => 'this process has no free socket left', 'lower --concurrency, or raise ulimit -n'],
  ENFILE: ['address', () => 'this machine has no free socket left', 'lower --concurrency'],
}

/**
 * Puts an error of `net`, `dns` or `tls` into words.
 *
 * @param stage what was under way when it came
 */
export function connectFailure(error: unknown, place: Place, stage: ConnectStage): CvHookError {
  if (error instanceof CvHookError) return error
  const code = systemCode(error)
  if (stage === 'securing') return tlsFailure(error, code, place)
  const [kind, message, ...hints] = FAILURES[code] ?? lookupOr(error, code)
  const remedies = place.remedy && kind !== 'address' ? [place.remedy] : hints
  return because(error, new CvHookError(kind, message(place), remedies))
}

function hostName({ hostname, remedy }: Place): string {
  return `${remedy ? "the proxy's" : 'the'} host name ${hostname}`
}

function lookupOr(error: unknown, code: string): Failure {
  return (error as { syscall?: string }).syscall === 'getaddrinfo'
    ? ['dns', at => `${hostName(at)} could not be looked up (${code || 'unknown error'})`]
    : ['refused', at => `no connection to ${at.hostPort} could be made (${code || 'unknown error'})`]
}
