/** Trying bodies and keys against what a digest may mean, within a budget of candidates and bytes hashed. */
import { timingSafeEqual } from 'node:crypto'
import type { Budget } from '../explanation.js'
import { isWhole, type Reading } from '../header/reading.js'
import type { HmacKey, Message } from './hmac.js'

/** The meanings under one algorithm. */
interface Meanings {
  readonly algorithm: string
  /** By the digest. Looking one up tells by its time no more than that it was not there. */
  readonly whole: ReadonlyMap<string, Reading>
  readonly parts: readonly Reading[]
}

/** Counts what is tried. */
export class Trials {
  candidates = 0
  bytes = 0
  exhausted = false
  /** The digest by the first algorithm of the last body and key: it names the body. */
  last = ''
  readonly #budget: Budget
  readonly #meanings: readonly Meanings[]
  readonly #rare: readonly Reading[]

  constructor(readings: readonly Reading[], budget: Budget) {
    this.#budget = budget
    this.#rare = readings.filter(one => one.rare)
    const usual = readings.filter(one => !one.rare)
    this.#meanings = [...new Set(usual.map(one => one.algorithm))].map(algorithm =>
      meaningsOf(
        algorithm,
        usual.filter(one => one.algorithm === algorithm),
      ),
    )
  }

  /** The algorithms under which the digest may mean something. */
  get algorithms(): string[] {
    return this.#meanings.map(one => one.algorithm)
  }

  /** Whether the digest may mean anything. */
  get possible(): boolean {
    return this.#meanings.length > 0
  }

  /** What was tried so far. */
  get tried(): { candidates: number; bytes: number; exhausted: boolean } {
    return { candidates: this.candidates, bytes: this.bytes, exhausted: this.exhausted }
  }

  /** The meaning that fits the HMAC of a body under a key. */
  hmac(message: Message, key: HmacKey): Reading | undefined {
    let fits: Reading | undefined
    let first = true
    for (const meanings of this.#meanings) {
      if (!this.#take(message.size, first)) return fits
      const digest = message.hmac(meanings.algorithm, key)
      if (first) this.last = digest
      first = false
      fits ??= fitting(digest, meanings)
    }
    return fits
  }

  /** The same for rare algorithms. */
  rare(message: Message, key: HmacKey): Reading | undefined {
    for (const reading of this.#rare) {
      if (!this.#take(message.size)) return undefined
      if (message.hmac(reading.algorithm, key) === reading.digest.toString('latin1')) return reading
    }
    return undefined
  }

  /** The meaning that fits a digest made in another way. */
  made(size: number, digestBy: (algorithm: string) => Buffer): Reading | undefined {
    for (const meanings of this.#meanings) {
      if (!this.#take(size)) return undefined
      const fits = fitting(digestBy(meanings.algorithm).toString('latin1'), meanings)
      if (fits) return fits
    }
    return undefined
  }

  /** Takes what hashing a body costs that passes in pieces; false once there is not enough left. */
  spend(size: number): boolean {
    return this.#take(size)
  }

  /** The meaning that fits a digest, one character for each byte. */
  fits(algorithm: string, digest: string): Reading | undefined {
    const meanings = this.#meanings.find(one => one.algorithm === algorithm)
    return meanings && fitting(digest, meanings)
  }

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

function meaningsOf(algorithm: string, readings: readonly Reading[]): Meanings {
  const whole = new Map<string, Reading>()
  for (const one of readings.filter(isWhole)) {
    const digest = one.digest.toString('latin1')
    if (!whole.has(digest)) whole.set(digest, one)
  }
  return { algorithm, whole, parts: readings.filter(one => !isWhole(one)) }
}

function fitting(digest: string, { whole, parts }: Meanings): Reading | undefined {
  const fits = whole.get(digest)
  if (fits || parts.length === 0) return fits
  const bytes = Buffer.from(digest, 'latin1')
  return parts.find(one => equalPart(bytes, one))
}

function equalPart(digest: Buffer, { digest: wanted, digits, fromEnd }: Reading): boolean {
  const { length } = wanted
  if (length > digest.length) return false
  const part = Buffer.from(fromEnd ? digest.subarray(digest.length - length) : digest.subarray(0, length))
  if (digits % 2 === 1) {
    if (fromEnd) part[0]! &= 0x0f
    else part[length - 1]! &= 0xf0
  }
  return timingSafeEqual(part, wanted)
}
