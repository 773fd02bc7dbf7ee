/** Why an exchange on a made connection failed: closed, reset, out of time, or answered with something that is not HTTP. */
import { CvHookError } from '../core/errors.js'
import { formatDuration, formatSize } from '../core/units.js'
import type { ConnectStage } from './connect-failure.js'
import { because, type Place, systemCode } from './failure.js'
import { isTlsCode, tlsFailure } from './tls-failure.js'

/** What an attempt was doing. */
export type Phase = 'connecting' | 'sending' | 'waiting' | 'reading'

/** How far an attempt had come. */
export interface Progress {
  place: Place
  phase: Phase
  /** Of the answer's head, where it came. */
  status: number | undefined
  /** Bytes of the answer's body that came. */
  bodyBytes: number
  /** Whether any byte of an answer came. */
  answered: boolean
  /** Whether the connection had carried an answer before. */
  reused: boolean
}

const MAYBE_RECEIVED = 'the receiver may or may not have taken the request in'

const KEPT = 'it was a connection kept open by an earlier answer'
const NO_CERTIFICATE = 'one that wants a client certificate may close like this: --cert <file> and --key <file>'
const MAYBE_TLS = 'one that speaks TLS may close like this: try https:// in place of http://'

/** By undici's words. */
const UNASKED: ReadonlyMap<string, string> = new Map([
  ['bad response', 'a 100 Continue'],
  ['bad upgrade', 'a protocol switch'],
])

/** Puts an error of undici or of the socket into words. */
export function exchangeFailure(error: Error, progress: Progress): CvHookError {
  if (error instanceof CvHookError) return error
  const { hostPort } = progress.place
  const code = systemCode(error)
  if (isTlsCode(code)) return tlsFailure(error, code, progress.place)
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    return because(error, new CvHookError('usage', `the request cannot be sent: ${error.message}`))
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return because(
      error,
      new CvHookError('reset', `${hostPort} answered with larger headers than cv-hook reads (64 kB)`),
    )
  }
  if (error.name === 'HTTPParserError' && !/EOF/.test(error.message)) return notHttp(error, progress)
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && progress.status === undefined) return notHttp(error, progress)
  const unasked = UNASKED.get(error.message)
  if (unasked)
    return because(error, new CvHookError('reset', `${hostPort} answered with ${unasked} that nobody asked for`))
  return because(error, closed(code, progress))
}

/** A connection that is being made: what is under way, and with whom. */
export interface Underway {
  readonly stage: ConnectStage
  readonly peer: Place
}

/** The error for an attempt that ran out of time. */
export function timedOut(ms: number, progress: Progress, opening: Underway | undefined): CvHookError {
  return new CvHookError(
    'timeout',
    `${opening ? unconnected(opening) : stalled(progress)} within ${formatDuration(ms)}`,
    ['--timeout sets how long an attempt may take'],
  )
}

/** The error for an attempt that cv-hook itself gave up. */
export function cancelled({ place, phase }: Progress): CvHookError {
  return new CvHookError('reset', `the attempt to ${place.hostPort} was given up while ${phase}`)
}

function stalled({ place: { hostPort }, phase, status, bodyBytes }: Progress): string {
  if (phase === 'sending') return `sending: ${hostPort} did not take the whole request`
  if (phase !== 'reading') return `${phase}: ${hostPort} did not answer`
  return `reading: ${hostPort} answered ${status} and did not end its answer (${formatSize(bodyBytes)} came)`
}

function unconnected({ stage, peer: { hostname, hostPort, remedy } }: Underway): string {
  if (stage === 'resolving') return `connecting: the address of ${remedy ? 'the proxy ' : ''}${hostname} was not found`
  if (stage === 'securing') return `connecting: ${hostPort} did not complete the TLS handshake`
  if (stage === 'tunnelling') return `connecting: the proxy made no connection to ${hostPort}`
  return `connecting: ${hostPort} did not accept the connection`
}

function notHttp(error: Error, progress: Progress): CvHookError {
  const { hostPort } = progress.place
  const data = String((error as { data?: unknown }).data ?? '')
  if (/^[\x14-\x17]\x03/.test(data)) {
    return because(error, new CvHookError('tls', `${hostPort} speaks TLS`, ['try https:// in place of http://']))
  }
  const status = progress.status === undefined ? '' : ` ${progress.status}, then`
  return because(
    error,
    new CvHookError('reset', `${hostPort} answered${status} something that is not HTTP`, [
      'check that the port is the right one',
    ]),
  )
}

function closed(code: string, { place, phase, status, bodyBytes, answered, reused }: Progress): CvHookError {
  const { hostPort, protocol } = place
  if (code === 'ETIMEDOUT') {
    return new CvHookError('timeout', `the connection to ${hostPort} went dead`, [MAYBE_RECEIVED])
  }
  if (status !== undefined) {
    const came = `${formatSize(bodyBytes)} of its body came`
    return new CvHookError('reset', `${hostPort} answered ${status} and broke off its answer (${came})`)
  }
  if (answered) return new CvHookError('reset', `${hostPort} broke off the head of its answer`)
  const verb = code === 'ECONNRESET' ? 'reset' : 'closed'
  if (phase === 'sending') {
    return new CvHookError('reset', `${hostPort} ${verb} the connection before it had read the whole request`)
  }
  return new CvHookError('reset', `${hostPort} ${verb} the connection without an answer`, [
    MAYBE_RECEIVED,
    reused ? KEPT : protocol === 'https:' ? NO_CERTIFICATE : MAYBE_TLS,
  ])
}
