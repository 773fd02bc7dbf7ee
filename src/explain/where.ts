/** Where two bodies part, shown so that nothing of a patient is in it: letters as x, digits as 9. */
import type { Where } from './explanation.js'

const WINDOW = 16
const BEFORE = 6

/** Byte sequences beyond ASCII that tell something and hold nothing: byte order marks, U+FFFD, punctuation. */
const TELLING = [
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), text: '<BOM>' },
  { bytes: Buffer.from([0xef, 0xbf, 0xbd]), text: '<FFFD>' },
  { bytes: Buffer.from([0xc2, 0xa0]), text: '<NBSP>' },
  { bytes: Buffer.from('“'), text: '“' },
  { bytes: Buffer.from('”'), text: '”' },
  { bytes: Buffer.from('‘'), text: '‘' },
  { bytes: Buffer.from('’'), text: '’' },
  { bytes: Buffer.from('–'), text: '–' },
  { bytes: Buffer.from('…'), text: '…' },
]

/**
 * The first byte at which a body differs from the one that was signed, with what stands around it; nothing where the body is
 * empty.
 *
 * @param signed in pieces, of which there may be one
 */
export function whereDifferent(body: Buffer, signed: Iterable<Uint8Array>): Where | undefined {
  if (body.length === 0) return undefined
  let offset = 0
  for (const piece of signed) {
    if (body.subarray(offset, offset + piece.length).equals(piece)) {
      offset += piece.length
      continue
    }
    for (const byte of piece) {
      if (body[offset] !== byte) return windowAt(body, offset)
      offset++
    }
  }
  return offset === body.length ? undefined : windowAt(body, offset)
}

/** Sixteen bytes around an offset, masked. */
export function windowAt(body: Buffer, offset: number): Where {
  const start = Math.max(0, Math.min(offset - BEFORE, body.length - WINDOW))
  const text: string[] = []
  const hex: string[] = []
  for (let at = start; at < Math.min(start + WINDOW, body.length); ) {
    const known = TELLING.find(({ bytes }) => body.subarray(at, at + bytes.length).equals(bytes))
    if (known) {
      text.push(known.text)
      for (const byte of known.bytes) hex.push(byte.toString(16).padStart(2, '0'))
      at += known.bytes.length
      continue
    }
    const byte = body[at++]!
    const masked = maskedByte(byte)
    text.push(
      masked < 0x20 || masked === 0x7f ? (SHORT[masked] ?? '.') : byte < 0x80 ? String.fromCharCode(masked) : 'x',
    )
    hex.push(byte < 0x80 ? masked.toString(16).padStart(2, '0') : 'xx')
  }
  return { offset, text: text.join(''), hex: hex.join(' ') }
}

const SHORT: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 0: '\\0' }

function maskedByte(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return 0x39
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x7a ? 0x78 : byte
}
