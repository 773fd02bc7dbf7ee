/** Signature header lines: the right one, and those that are wrong in one way. */
import { createHmac } from 'node:crypto'
import type { RawHeader } from '../captures/record.js'
import { SIGNATURE_HEADER, sign } from '../core/signature.js'

/** One line of the signature header. */
export const signatureLine = (value: string, name = SIGNATURE_HEADER): RawHeader => [name, value]

/** The right line for a body. */
export const rightLine = (body: Uint8Array, secret: string): RawHeader => signatureLine(sign(body, secret))

/** A digest by another algorithm, in hex. */
export const digestBy = (algorithm: 'sha1' | 'sha512', body: Uint8Array, secret: string): string =>
  createHmac(algorithm, secret).update(body).digest('hex')

/** A hex digest with its last digit replaced by another. */
export const otherLastDigit = (digest: string): string => digest.slice(0, -1) + (digest.endsWith('0') ? '1' : '0')
