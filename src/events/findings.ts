/** Findings: what a body differs in from what is known of its event. They name members, never values. */
/** Every kind of finding. Stable: `--json` and `--fail-on` use them. */
export type FindingCode =
  | 'missing'
  | 'wrong-type'
  | 'null'
  | 'undocumented'
  | 'not-in-enum'
  | 'bad-format'
  | 'unknown-event'
  | 'not-json'
  | 'duplicate-key'
  | 'signature-case'
  | 'type-mismatch'

/** One difference. An error contradicts every source; a warning does not. */
export interface Finding {
  /** An error contradicts every source, a warning not all of them. */
  severity: 'error' | 'warning'
  /** What kind of difference it is. */
  code: FindingCode
  /** Where, e.g. `payload.decision.medInfo[0].dosage`; empty for the body itself. */
  path: string
  /** What is different, in words, without the path and without a value. */
  message: string
}

/** The most findings that one body gets. */
export const MAX_FINDINGS = 100

/** Collects findings up to the limit; errors are kept rather than warnings. */
export class Findings {
  readonly #errors: Finding[] = []
  readonly #warnings: Finding[] = []

  /** Whether a finding of this severity would still be kept. */
  wants(severity: Finding['severity']): boolean {
    return (severity === 'error' ? this.#errors : this.#warnings).length < MAX_FINDINGS
  }

  add(severity: Finding['severity'], code: FindingCode, path: string, message: string): void {
    if (this.wants(severity)) {
      ;(severity === 'error' ? this.#errors : this.#warnings).push({ severity, code, path, message })
    }
  }

  /** Errors first, each kind in the order in which it was found. */
  list(): Finding[] {
    return [...this.#errors, ...this.#warnings].slice(0, MAX_FINDINGS)
  }
}
