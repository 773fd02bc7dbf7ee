/** Bodies that were cut off, or are not there at all. */
import { declaredLength } from '../../captures/draft.js'
import { formatSize } from '../../core/units.js'
import { BodyView } from '../view.js'
import { blanksAround } from './ends.js'
import type { BodyFault } from './fault.js'

const LIMITS = [
  255, 256, 500, 512, 1000, 1024, 2000, 2048, 4000, 4096, 5000, 8000, 8192, 10_000, 10_240, 16_000, 16_384,
]
const LARGE_LIMITS = [32_768, 65_535, 65_536, 100_000, 102_400, 131_072, 200_000, 262_144, 1_000_000, 1_048_576]
const USUAL: ReadonlySet<number> = new Set([...LIMITS, ...LARGE_LIMITS])

/** Bodies up to here are cut at every byte, in {@link BodyFault.redo}. */
const EVERY_BYTE = 4096
const LAST_BYTES = 64

/** Where bodies are cut most often: at the limits of programs, or a little before the end. */
export function usualLengths(size: number): number[] {
  const last = Array.from({ length: LAST_BYTES }, (_, cut) => size - 1 - cut)
  return [...new Set([...USUAL, ...last])].filter(length => length > 0 && length < size)
}

export const truncated: BodyFault = {
  id: 'body-truncated',
  decisive: true,
  *redo({ bytes }) {
    const lengths = new Set(usualLengths(bytes.length))
    if (bytes.length <= EVERY_BYTE) for (let length = bytes.length - 1; length > 0; length--) lengths.add(length)
    for (const length of lengths) {
      if (length > 0)
        yield { body: bytes.subarray(0, length), how: `cut off after ${formatSize(length)}`, guess: !USUAL.has(length) }
    }
  },
  evidence(view, { headers, complete = true }) {
    const { bytes } = view
    // Open brackets alone are nobody's body.
    if (bytes.length === 0 || !bytes.includes('"')) return undefined
    const early = endsEarly(view)
    if (!complete) return 'the recording says that the body is not whole'
    const announced = declaredLength({ headers }) ?? 0
    if (announced > bytes.length && early) {
      return 'the body is shorter than Content-Length says, and the JSON ends too early'
    }
    if (!early || (bytes[0] !== 0x7b && bytes[0] !== 0x5b)) return undefined
    return USUAL.has(bytes.length)
      ? `the JSON ends too early, at ${formatSize(bytes.length)}, which is a usual limit`
      : 'the JSON ends too early'
  },
}

function endsEarly(view: BodyView): boolean {
  if (!view.large) return wholeCharacters(view).stop?.early ?? false
  const { start, end } = blanksAround(view.bytes)
  const close = view.bytes[start] === 0x7b ? 0x7d : view.bytes[start] === 0x5b ? 0x5d : undefined
  return close !== undefined && view.bytes[end - 1] !== close
}

// A cut may fall into a character.
function wholeCharacters(view: BodyView): BodyView {
  if (view.text !== undefined) return view
  for (let less = 1; less <= 3; less++) {
    const shorter = new BodyView(view.bytes.subarray(0, -less))
    if (shorter.text !== undefined) return shorter
  }
  return view
}

export const empty: BodyFault = {
  id: 'body-empty',
  decisive: true,
  *redo() {
    yield { body: '', how: 'an empty body' }
  },
  evidence: ({ bytes }) => (bytes.length === 0 ? 'the body is empty' : undefined),
}
