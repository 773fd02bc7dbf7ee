/** UTF-16 instead of UTF-8, in either byte order. */
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

export const utf16: BodyFault = {
  id: 'body-utf16',
  wraps: true,
  *undo({ bytes }) {
    if (bytes.length % 2 === 1 || bytes.length < 2 || bytes.length > TEXT_LIMIT) return
    const little = bytes[0] === 0xff && bytes[1] === 0xfe
    const big = bytes[0] === 0xfe && bytes[1] === 0xff
    if (little || bytes[1] === 0) yield { body: decode(bytes, little) }
    if (big || bytes[0] === 0) yield { body: decode(Buffer.from(bytes).swap16(), big) }
  },
  *redo({ text }) {
    if (text === undefined) return
    const little = Buffer.from(text, 'utf16le')
    yield { body: little, how: 'encoded as UTF-16, little endian (.NET Encoding.Unicode)' }
    yield { body: Buffer.concat([Buffer.from([0xff, 0xfe]), little]), how: 'encoded as UTF-16 with byte order mark' }
    const big = Buffer.from(little).swap16()
    yield { body: big, how: 'encoded as UTF-16, big endian' }
    yield {
      body: Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
      how: 'encoded as UTF-16BE with byte order mark (Java)',
    }
  },
}

const decode = (bytes: Buffer, marked: boolean) => bytes.toString('utf16le', marked ? 2 : 0)
