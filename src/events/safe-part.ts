/** Parts of a body that a summary may say: counts, flags, known values. Each answers nothing where the body is not as expected. */
import { isObject } from '../core/path.js'
import { noun } from '../core/units.js'
import { isAmount } from './safe-text.js'

/** A part of a body, to be looked into without fear of what is there. */
export class SafePart {
  readonly #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  /** The member of a name; of several names, the first that is there. */
  at(...names: string[]): SafePart {
    const record = isObject(this.#value) ? this.#value : {}
    return new SafePart(record[names.find(name => Object.hasOwn(record, name)) ?? ''])
  }

  /** This part, or another one where this is absent. */
  or(other: SafePart): SafePart {
    return this.#value === undefined ? other : this
  }

  /** Whether it is exactly this flag. */
  is(flag: boolean): boolean {
    return this.#value === flag
  }

  /** Its value, if it is one of those that are known. */
  among(values: readonly string[]): string | undefined {
    return values.find(value => value === this.#value)
  }

  /** How many there are: `2 medicines`. A lone object counts as one, none is not mentioned. */
  count(one: string, many?: string): string | undefined {
    const count = Array.isArray(this.#value) ? this.#value.length : isObject(this.#value) ? 1 : 0
    return count === 0 ? undefined : `${count} ${noun(count, one, many)}`
  }

  /** Money, if it is a plain number or the text of one. */
  get amount(): string | undefined {
    if (typeof this.#value === 'number') return String(this.#value)
    return typeof this.#value === 'string' && isAmount(this.#value) ? this.#value : undefined
  }

  /** The length of a text. */
  get length(): number {
    return typeof this.#value === 'string' ? this.#value.length : 0
  }
}
