/** Bodies come as bytes or as text. */

/** A body as bytes, not copied where it is bytes. */
export const asBytes = (body: Uint8Array | string): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
