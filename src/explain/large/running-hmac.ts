/** HMACs of a body that passes in pieces: what may follow it in several ways is hashed without hashing the body again. */
import { createHash, type Hash } from 'node:crypto'

/** Bytes of a block, by which a key is padded (RFC 2104). */
const BLOCKS: Readonly<Record<string, number>> = { md5: 64, sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 }

/** An HMAC that is under way. */
export class RunningHmac {
  readonly #inner: Hash
  readonly #key: Buffer
  readonly #block: number

  /** @param algorithm one of those whose block is known */
  constructor(
    readonly algorithm: string,
    key: Buffer,
  ) {
    this.#block = BLOCKS[algorithm] ?? 64
    this.#key = key.length > this.#block ? createHash(algorithm).update(key).digest() : key
    this.#inner = createHash(algorithm).update(this.#padded(0x36))
  }

  update(piece: Uint8Array): void {
    this.#inner.update(piece)
  }

  /** The HMAC of what has passed and of what is added, one character for each byte; more may pass afterwards. */
  endedBy(added: Uint8Array): string {
    const inner = this.#inner.copy().update(added).digest()
    return createHash(this.algorithm).update(this.#padded(0x5c)).update(inner).digest('binary')
  }

  #padded(by: number): Buffer {
    const block = Buffer.alloc(this.#block, by)
    for (const [at, byte] of this.#key.entries()) block[at]! ^= byte
    return block
  }
}
