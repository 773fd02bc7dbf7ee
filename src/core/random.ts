/** Reproducible randomness: the same seed gives the same bytes, in the same order, on every machine. */
import { createCipheriv, createHash } from 'node:crypto'

/** Gives the next `count` bytes of a stream. */
export type RandomBytes = (count: number) => Uint8Array

const CHUNK = 16 * 1024
const YEAR = 365 * 86_400_000

/**
 * An endless stream of bytes that depends on the seed alone: AES-128-CTR keyed with the seed's SHA-256.
 * Not for secrets: whoever knows the seed knows the stream.
 */
export function seededBytes(seed: string): RandomBytes {
  const key = createHash('sha256').update(seed).digest()
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16, 32))
  const zeros = Buffer.alloc(CHUNK)
  let pool: Buffer = Buffer.alloc(0)
  let used = 0
  return count => {
    if (pool.length - used < count) {
      pool = Buffer.concat([pool.subarray(used), cipher.update(count > CHUNK ? Buffer.alloc(count) : zeros)])
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
}

/** Bytes that depend on the seed and a name alone, 32 of them: the same name gets the same ones, in whatever order. */
export function namedBytes(seed: string, name: string): Uint8Array {
  return createHash('sha256').update(`name:${seed}\0${name}`).digest()
}

/** A seed for a run that was given none: the time, so that a rerun shifts to the same moment, and a little randomness. */
export function newSeed(now: number, random: Uint8Array): string {
  return `${now}-${Buffer.from(random.subarray(0, 3)).toString('hex')}`
}

/**
 * The moment that a seed stands for, in epoch milliseconds: the one it begins with, or for any other text one within
 * the year 2026 that follows from its hash, so that the same seed gives the same bytes on any day.
 */
export function seedTime(seed: string): number {
  const stamp = /^(\d{13})-[0-9a-f]{6}$/.exec(seed)
  if (stamp) return Number(stamp[1])
  const hash = createHash('sha256').update(`time:${seed}`).digest()
  return Date.UTC(2026, 0, 1) + (hash.readUIntBE(0, 6) % YEAR)
}
