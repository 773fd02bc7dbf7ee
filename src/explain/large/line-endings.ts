/** Line endings of large bodies. */
import { converted, type Pieces } from './pieces.js'

const LF = 0x0a
const CR = 0x0d

const WAYS: ReadonlyArray<readonly [how: string, needs: number, convert: (text: string) => string]> = [
  ['CRLF as LF', CR, text => text.replaceAll('\r\n', '\n')],
  ['LF as CRLF', LF, text => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')],
  ['CR as LF', CR, text => text.replaceAll('\r', '\n')],
]

/** Every other form of a body's line endings. */
export function* otherLineEndings(bytes: Uint8Array): Iterable<{ how: string; pieces: () => Pieces }> {
  const isCut = (at: number) => bytes[at] === LF && bytes[at - 1] === CR
  for (const [how, needs, convert] of WAYS) {
    if (!bytes.includes(needs)) continue
    // One character for each byte, whatever the charset is.
    const asBytes = (slice: Buffer) => Buffer.from(convert(slice.toString('latin1')), 'latin1')
    yield { how, pieces: () => converted(bytes, asBytes, isCut) }
  }
}
