/** Why TLS with an endpoint failed: certificates that cannot be trusted, and peers that do not speak it. */
import { CvHookError } from '../core/errors.js'
import { because, type Place } from './failure.js'

const TRUST_IT = ['--cacert <file> trusts its authority', '--insecure skips the check, for a test receiver only']

const SELF_SIGNED = (at: Place) => `the certificate of ${at.hostPort} is self-signed`
const UNKNOWN_ISSUER = (at: Place) => `the certificate of ${at.hostPort} is signed by an authority not known here`

const CERTIFICATES: Record<string, [message: (place: Place) => string, ...hints: string[]]> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: [SELF_SIGNED, ...TRUST_IT],
  SELF_SIGNED_CERT_IN_CHAIN: [UNKNOWN_ISSUER, ...TRUST_IT],
  UNABLE_TO_GET_ISSUER_CERT: [UNKNOWN_ISSUER, ...TRUST_IT],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [UNKNOWN_ISSUER, ...TRUST_IT],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [UNKNOWN_ISSUER, ...TRUST_IT, 'the receiver may not send its whole chain'],
  CERT_HAS_EXPIRED: [at => `the certificate of ${at.hostPort} has expired`, TRUST_IT[1]!],
  CERT_NOT_YET_VALID: [
    at => `the certificate of ${at.hostPort} is not valid yet`,
    'check the clock of this machine',
    TRUST_IT[1]!,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    at => `the certificate of ${at.hostPort} is for another host than ${at.hostname}`,
    'send to a host that the certificate names',
    TRUST_IT[1]!,
  ],
}

const NOT_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNEXPECTED_MESSAGE|RECORD_LAYER|ECONNRESET/
const ALERT = /^ERR_SSL_.*ALERT_(\w+)$/

/** Whether a code is one of TLS, whenever it comes: with TLS 1.3 a refused client certificate shows after the handshake. */
export function isTlsCode(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code in CERTIFICATES
}

/**
 * Puts a TLS error into words.
 *
 * @param code its code, e.g. `CERT_HAS_EXPIRED`
 */
export function tlsFailure(error: unknown, code: string, place: Place): CvHookError {
  const [message, ...hints] = CERTIFICATES[code] ?? otherwise(code)
  return because(error, new CvHookError('tls', message(place), place.remedy ? [place.remedy] : hints))
}

function otherwise(code: string): [message: (place: Place) => string, ...hints: string[]] {
  const alert = ALERT.exec(code)?.[1]
  if (alert) {
    const reason = alert.toLowerCase().replaceAll('_', ' ')
    return [
      at => `${at.hostPort} refused the TLS connection (${reason})`,
      /certificate|handshake_failure|unknown_ca/i.test(alert)
        ? '--cert <file> and --key <file> present a client certificate'
        : 'the receiver and cv-hook have no TLS version or cipher in common',
    ]
  }
  if (NOT_TLS.test(code)) {
    return [at => `${at.hostPort} does not answer as TLS`, 'it may speak plain HTTP: try http:// in place of https://']
  }
  return [at => `TLS with ${at.hostPort} failed (${code})`]
}
