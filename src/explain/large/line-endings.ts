/** Line endings of large bodies. */
import { CONVERSIONS } from '../body/line-endings.js'
import { converted, type Pieces } from './pieces.js'

const LF = 0x0a
const CR = 0x0d

/** Every other form of a body's line endings. */
export function* otherLineEndings(bytes: Uint8Array): Iterable<{ how: string; pieces: () => Pieces }> {
  const isCut = (at: number) => bytes[at] === LF && bytes[at - 1] === CR
  for (const [how, convert] of CONVERSIONS) {
    if (!bytes.includes(how.startsWith('LF') ? LF : CR)) continue
    // One character for each byte, whatever the charset is.
    const asBytes = (slice: Buffer) => Buffer.from(convert(slice.toString('latin1')), 'latin1')
    yield { how, pieces: () => converted(bytes, asBytes, isCut) }
  }
}
