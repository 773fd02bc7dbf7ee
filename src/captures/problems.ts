/** What is wrong with a capture: the one error of this room, and notices of records that were passed over. */
import { CvHookError } from '../core/errors.js'
import { CAPTURE_FORMATS } from './delivery.js'

const MAX_NOTICES = 100

/**
 * The error for a file that cannot be read as a capture.
 *
 * @param what one line that says what is wrong and where, without any value of the capture
 */
export function badCapture(name: string, what: string, hints: readonly string[] = []): CvHookError {
  return new CvHookError('bad-capture', `${name}: ${what}`, hints)
}

/** The hint that lists what can be read. */
export const FORMATS_HINT = `known formats: ${CAPTURE_FORMATS.join(', ')}; --format names one`

/** Notices in the order of the file; of very many the first are kept and the rest counted, so that a large file costs no memory. */
export class Notices {
  readonly #kept: string[] = []
  #more = 0

  constructor(readonly name: string) {}

  /** Notes what was passed over; `where` names a line or entry, or is empty for the whole file. */
  add(where: string, what: string): void {
    if (this.#kept.length >= MAX_NOTICES) this.#more++
    else this.#kept.push(`${this.name}${where === '' ? '' : `, ${where}`}: ${what}`)
  }

  /** Takes over the notices of another list. */
  adopt(others: readonly string[]): void {
    for (const other of others) {
      if (this.#kept.length > MAX_NOTICES) this.#more++
      else this.#kept.push(other)
    }
  }

  /** All that were kept, and how many were not. */
  list(): string[] {
    return this.#more === 0 ? [...this.#kept] : [...this.#kept, `${this.name}: ${this.#more} more notices`]
  }
}
