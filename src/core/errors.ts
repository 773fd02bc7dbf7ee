/** The one error class of cv-hook: a stable code, a message for people, hints, and the exit code that each code means. */

/** Every reason for which cv-hook stops or reports an error. Stable: scripts and tests match on it. */
export type ErrorCode =
  | 'usage'
  | 'unknown-event'
  | 'unknown-path'
  | 'bad-config'
  | 'no-secret'
  | 'empty-secret'
  | 'unreadable'
  | 'bad-capture'
  | 'port-taken'
  | 'address'
  | 'remote-not-allowed'
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'too-large'
  | 'disk'
  | 'internal'
  | SignatureErrorCode

/** Why {@link verify} of the library refuses a delivery. */
export type SignatureErrorCode = 'no-signature' | 'malformed' | 'multiple' | 'mismatch' | 'not-json'

/** The exit codes of the command line, by meaning. */
export const EXIT = { ok: 0, no: 1, unable: 2, unreachable: 3, bug: 70 } as const

const UNREACHABLE: ReadonlySet<ErrorCode> = new Set(['dns', 'refused', 'tls', 'timeout', 'reset'])
const ANSWER_IS_NO: ReadonlySet<ErrorCode> = new Set(['no-signature', 'malformed', 'multiple', 'mismatch', 'not-json'])

/**
 * An error that a user can act on.
 *
 * `message` is one line without a final full stop; each hint is one line that says what to do.
 */
export class CvHookError extends Error {
  override readonly name = 'CvHookError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message)
  }

  /** The exit code that this error means. */
  get exitCode(): number {
    if (UNREACHABLE.has(this.code)) return EXIT.unreachable
    if (ANSWER_IS_NO.has(this.code)) return EXIT.no
    return this.code === 'internal' ? EXIT.bug : EXIT.unable
  }
}
