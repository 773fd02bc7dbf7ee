/** Bytes that came in whatever view of memory, as Node's kind, which searches them and turns them into text. */

/** The same bytes, not copied; a text as UTF-8. */
export function asBuffer(body: Uint8Array | string): Buffer {
  if (typeof body === 'string') return Buffer.from(body)
  return Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}
