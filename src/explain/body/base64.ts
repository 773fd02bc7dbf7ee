/** Bodies that are still base64 or hex text. */
import { BASE64, HEX } from '../large/encoded.js'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

export const base64: BodyFault = {
  id: 'body-base64-or-hex',
  wraps: true,
  *undo({ text }) {
    if (!text || text.length < 4 || text.length > TEXT_LIMIT || text[0] === '{') return
    const bare = text.replace(/[ \t\r\n"]/g, '')
    if (bare.length % 2 === 0 && HEX.test(bare)) yield { body: Buffer.from(bare, 'hex'), how: 'hex decoded' }
    if (BASE64.test(bare)) yield { body: Buffer.from(bare, 'base64'), how: 'base64 decoded' }
  },
  *redo({ bytes }) {
    if (bytes.length > TEXT_LIMIT) return
    yield { body: bytes.toString('base64'), how: 'as base64' }
    yield { body: bytes.toString('base64url'), how: 'as base64url' }
    yield { body: bytes.toString('hex'), how: 'as hex' }
    yield { body: bytes.toString('hex').toUpperCase(), how: 'as upper-case hex' }
  },
}
