/** Characters that were lost: as question marks, dropped, or as U+FFFD. They cannot be undone, only done again. */
import { isUtf8 } from 'node:buffer'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

const OUT_OF_PLACE = /[A-Za-z]\?{1,4}[a-z]| \?{1,4}(?:[\d\s]|$)/
const CHUNKS = [1024, 4096, 8192, 16_384, 65_536]

export const ascii: BodyFault = {
  id: 'body-ascii',
  *redo({ bytes, text }) {
    if (text === undefined || bytes.every(byte => byte < 0x80)) return
    yield { body: text.replace(/[\u0080-\uffff]/g, '?'), how: 'one question mark for each UTF-16 unit (C#)' }
    yield {
      body: text.replace(/[\u0080-\u{10ffff}]/gu, '?'),
      how: 'one question mark for each character (Java, Python)',
    }
    yield { body: text.replace(/[\u0080-\uffff]/g, ''), how: 'characters beyond ASCII dropped' }
    yield { body: bytes.map(byte => (byte < 0x80 ? byte : 0x3f)), how: 'one question mark for each byte' }
    yield { body: bytes.toString('ascii'), how: "read with Node's ascii, which drops the eighth bit" }
  },
  evidence({ text, tokens }) {
    if (!text || !tokens || /[^\u0000-\u007f]/.test(text)) return undefined
    const marked = text.split('"').some(part => !part.includes('//') && OUT_OF_PLACE.test(part))
    return marked ? 'question marks stand inside words, and no character beyond ASCII is left' : undefined
  },
}

export const invalidUtf8: BodyFault = {
  id: 'body-invalid-utf8',
  *redo({ bytes, text }) {
    if (bytes.length > TEXT_LIMIT || bytes.every(byte => byte < 0x80)) return
    if (text === undefined) yield { body: bytes.toString('utf8'), how: 'bytes that are not UTF-8 replaced by U+FFFD' }
    for (const size of CHUNKS) {
      if (size >= bytes.length) break
      let out = ''
      for (let at = 0; at < bytes.length; at += size)
        out += bytes.toString('utf8', at, Math.min(at + size, bytes.length))
      if (out !== text) yield { body: out, how: `decoded in chunks of ${size} bytes` }
    }
    if (text === undefined) return
    yield { body: text.replace(/[\u0080-\u{10ffff}]/gu, '\ufffd'), how: 'one U+FFFD for each character' }
    yield { body: bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, '\ufffd'), how: 'one U+FFFD for each byte' }
  },
  evidence({ bytes }) {
    return isUtf8(bytes) && bytes.includes('\ufffd') ? 'the replacement character U+FFFD stands in the body' : undefined
  },
}
