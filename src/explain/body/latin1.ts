/** UTF-8 taken for Latin-1 or Windows-1252, or the other way round. */
import { isUtf8 } from 'node:buffer'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

/** What Windows-1252 has at 0x80 to 0x9f; where it has nothing, the control character of Latin-1. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const TO_BYTE = new Map([...CP1252].map((char, index) => [char, 0x80 + index]))

export const latin1: BodyFault = {
  id: 'body-latin1',
  wraps: true,
  *undo({ bytes, text }) {
    if (bytes.length > TEXT_LIMIT) return
    if (text === undefined) {
      if (isBinary(bytes)) return
      yield { body: bytes.toString('latin1') }
      yield { body: fromCp1252(bytes) }
      return
    }
    for (const back of [toLatin1(text), toCp1252(text)]) {
      if (back && !back.equals(bytes)) yield { body: back, guess: !isUtf8(back) }
    }
  },
  *redo({ bytes, text }) {
    if (bytes.length > TEXT_LIMIT || bytes.every(byte => byte < 0x80)) return
    yield { body: bytes.toString('latin1'), how: 'UTF-8 read as Latin-1' }
    yield { body: fromCp1252(bytes), how: 'UTF-8 read as Windows-1252' }
    const back = text !== undefined && toLatin1(text)
    if (back) yield { body: back, how: 'encoded as Latin-1' }
    const windows = text !== undefined && toCp1252(text)
    if (windows) yield { body: windows, how: 'encoded as Windows-1252' }
    if (text !== undefined) {
      yield { body: Buffer.from(text, 'latin1'), how: 'encoded as Latin-1 (Node), other characters cut to a byte' }
      yield {
        body: Buffer.from(text.replace(/[\u0100-\uffff]/g, '?'), 'latin1'),
        how: 'encoded as Latin-1, other characters as question marks',
      }
    }
  },
  evidence({ text }) {
    return text && /Ã[\u0080-\u00bf]/.test(text) ? 'UTF-8 that was read as Latin-1 (Ã and a sign after it)' : undefined
  },
}

// No text has control characters other than tabs and line breaks.
const isBinary = (bytes: Buffer) => /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(bytes.toString('latin1'))

/** Windows-1252 as text. */
export const fromCp1252 = (bytes: Buffer) =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, char => CP1252[char.charCodeAt(0) - 0x80]!)

/** Text in Latin-1; nothing where a character is missing there. */
export const toLatin1 = (text: string) => (/[^\u0000-\u00ff]/.test(text) ? undefined : Buffer.from(text, 'latin1'))

/** Text in Windows-1252, where that differs from Latin-1. */
export function toCp1252(text: string): Buffer | undefined {
  const single = text.replace(/[\u0100-\uffff]/g, char => {
    const byte = TO_BYTE.get(char)
    return byte === undefined ? char : String.fromCharCode(byte)
  })
  return single === text ? undefined : toLatin1(single)
}
