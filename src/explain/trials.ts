/** Trying bodies and keys against what the header may mean, within a budget of candidates and bytes hashed. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Budget } from './explanation.js'
import { PROVING_DIGITS, type Reading } from './header/reading.js'

const DEFAULT_CANDIDATES = 12_000
/** Of bodies up to `SMALL` the number of candidates is the limit, of larger ones the bytes. */
const SMALL = 64 * 1024
const FLOOR_BYTES = 64 * 1024 * 1024
const MOST_BYTES = 384 * 1024 * 1024
const TIMES_BODY = 36

/** The budget for a body of a size, where none is given. */
export function defaultBudget(size: number): Budget {
  const floor = size <= SMALL ? FLOOR_BYTES : FLOOR_BYTES / 4
  return { candidates: DEFAULT_CANDIDATES, bytes: Math.min(MOST_BYTES, Math.max(floor, size * TIMES_BODY)) }
}

/** Counts what is tried, and compares in constant time. */
export class Trials {
  candidates = 0
  bytes = 0
  exhausted = false
  readonly #budget: Budget
  readonly #byAlgorithm = new Map<string, Reading[]>()
  readonly #rare: Reading[]
  /** The digest of the last body and key by SHA-256, or by the first algorithm that is tried: it names the body. */
  last = ''

  constructor(readings: readonly Reading[], budget: Budget) {
    this.#budget = budget
    this.#rare = readings.filter(one => one.rare)
    for (const reading of readings) {
      if (reading.rare) continue
      const known = this.#byAlgorithm.get(reading.algorithm)
      if (known) known.push(reading)
      else this.#byAlgorithm.set(reading.algorithm, [reading])
    }
  }

  /** The algorithms that the header may mean. */
  get algorithms(): string[] {
    return [...this.#byAlgorithm.keys()]
  }

  /** The meaning that fits the HMAC of a body under a key. */
  hmac(body: Uint8Array, key: string | Uint8Array): Reading | undefined {
    let fits: Reading | undefined
    let first = true
    for (const [algorithm, readings] of this.#byAlgorithm) {
      if (!this.#take(body.length, first)) return fits
      const digest = createHmac(algorithm, key).update(body).digest()
      if (first) this.last = digest.toString('latin1')
      first = false
      fits ??= fitting(digest, readings)
    }
    return fits
  }

  /** The same for rare algorithms. */
  rare(body: Uint8Array, key: string | Uint8Array): Reading | undefined {
    for (const reading of this.#rare) {
      if (!this.#take(body.length)) return undefined
      const digest = createHmac(reading.algorithm, key).update(body).digest()
      if (fitting(digest, [reading])) return reading
    }
    return undefined
  }

  /** The meaning that fits a digest made in another way. */
  made(size: number, digestBy: (algorithm: string) => Buffer): Reading | undefined {
    for (const [algorithm, readings] of this.#byAlgorithm) {
      if (!this.#take(size)) return undefined
      const fits = fitting(digestBy(algorithm), readings)
      if (fits) return fits
    }
    return undefined
  }

  /** Whether a match of a meaning is beyond chance. */
  static proves = (reading: Reading) => reading.digits >= PROVING_DIGITS

  #take(bytes: number, another = true): boolean {
    if (this.exhausted) return false
    const count = another ? 1 : 0
    this.candidates += count
    this.bytes += bytes
    if (this.candidates > this.#budget.candidates || (this.bytes > this.#budget.bytes && this.candidates > 1)) {
      this.exhausted = true
      this.candidates -= count
      this.bytes -= bytes
      return false
    }
    return true
  }
}

function fitting(digest: Buffer, readings: readonly Reading[]): Reading | undefined {
  let fits: Reading | undefined
  for (const reading of readings) if (equalPart(digest, reading)) fits ??= reading
  return fits
}

function equalPart(digest: Buffer, { digest: wanted, digits, fromEnd }: Reading): boolean {
  const { length } = wanted
  if (length > digest.length) return false
  if (digits === digest.length * 2) return length === digest.length && timingSafeEqual(digest, wanted)
  const part = Buffer.from(fromEnd ? digest.subarray(digest.length - length) : digest.subarray(0, length))
  if (digits % 2 === 1) {
    if (fromEnd) part[0]! &= 0x0f
    else part[length - 1]! &= 0xf0
  }
  return timingSafeEqual(part, wanted)
}
