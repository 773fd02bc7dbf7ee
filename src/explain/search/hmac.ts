/** HMACs of many bodies under many keys: what setting one up costs is paid once for a key and once for a body. */
import { createHmac, hash } from 'node:crypto'
import { asBytes } from '../bytes.js'

/** Block and digest of SHA-256, in bytes. */
const BLOCK = 64
const DIGEST = 32
/** Larger bodies are not copied: to hash them costs more than to set an HMAC up. */
const COPIED_BYTES = 64 * 1024

/** A key, with the two blocks that HMAC-SHA256 puts before what it hashes (RFC 2104). */
export class HmacKey {
  readonly bytes: Buffer
  readonly inner: Buffer
  /** The outer block, with room for the inner digest. */
  readonly outer: Buffer

  constructor(key: Uint8Array | string) {
    this.bytes = asBytes(key)
    const short = this.bytes.length > BLOCK ? hash('sha256', this.bytes, 'buffer') : this.bytes
    const both = Buffer.alloc(BLOCK + BLOCK + DIGEST)
    for (let at = 0; at < BLOCK; at++) {
      const byte = short[at] ?? 0
      both[at] = byte ^ 0x36
      both[BLOCK + at] = byte ^ 0x5c
    }
    this.inner = both.subarray(0, BLOCK)
    this.outer = both.subarray(BLOCK)
  }
}

/** A body to be hashed under many keys. */
export class Message {
  readonly bytes: Buffer
  /** The body with room for a block before it. */
  readonly #room: Buffer | undefined

  constructor(body: Uint8Array | string) {
    const size = typeof body === 'string' ? Buffer.byteLength(body) : body.length
    if (size > COPIED_BYTES) {
      this.bytes = asBytes(body)
      return
    }
    this.#room = Buffer.allocUnsafe(BLOCK + size)
    if (typeof body === 'string') this.#room.write(body, BLOCK)
    else this.#room.set(body, BLOCK)
    this.bytes = this.#room.subarray(BLOCK)
  }

  /** The HMAC, one character for each byte: that is the quickest to be had and to be looked up. */
  hmac(algorithm: string, key: HmacKey): string {
    if (algorithm !== 'sha256' || !this.#room) {
      return createHmac(algorithm, key.bytes).update(this.bytes).digest('binary')
    }
    this.#room.set(key.inner)
    key.outer.write(hash('sha256', this.#room, 'binary'), BLOCK, 'latin1')
    return hash('sha256', key.outer, 'binary')
  }
}
