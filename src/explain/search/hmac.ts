/** HMACs of many bodies under many keys: what setting one up costs is paid once for a key and once for a body. */
import { createHmac, hash } from 'node:crypto'
import { asBuffer } from '../../core/bytes.js'

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
    this.bytes = asBuffer(key)
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
  /** Bytes of the body. */
  readonly size: number
  readonly #body: Uint8Array | string
  /** The body with room for a block before it. */
  readonly #room: Buffer | undefined

  constructor(body: Uint8Array | string) {
    this.#body = body
    this.size = typeof body === 'string' ? Buffer.byteLength(body) : body.length
    if (this.size > COPIED_BYTES) return
    this.#room = Buffer.allocUnsafe(BLOCK + this.size)
    if (typeof body === 'string') this.#room.write(body, BLOCK)
    else this.#room.set(body, BLOCK)
  }

  /** The body; of a large text a copy, which is not kept. */
  get bytes(): Buffer {
    return this.#room ? this.#room.subarray(BLOCK) : asBuffer(this.#body)
  }

  /** The HMAC, one character for each byte: that is the quickest to be had and to be looked up. */
  hmac(algorithm: string, key: HmacKey): string {
    if (algorithm !== 'sha256' || !this.#room) {
      const running = createHmac(algorithm, key.bytes)
      for (const part of this.#room ? [this.bytes] : partsOf(this.#body)) running.update(part)
      return running.digest('binary')
    }
    this.#room.set(key.inner)
    key.outer.write(hash('sha256', this.#room, 'binary'), BLOCK, 'latin1')
    return hash('sha256', key.outer, 'binary')
  }
}

/** Characters that are hashed at a time: a text is no second time in memory as bytes then. */
const PART = 64 * 1024

function* partsOf(body: Uint8Array | string): Iterable<Uint8Array | string> {
  if (typeof body !== 'string') {
    yield body
    return
  }
  for (let at = 0; at < body.length; ) {
    let end = Math.min(at + PART, body.length)
    // Two halves of a character stay together.
    if (end < body.length && (body.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++
    yield body.slice(at, end)
    at = end
  }
}
