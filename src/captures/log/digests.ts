/** Hex digests in the output of programs, and what the words before them say that they are. */

/** What a digest is taken for. */
export type DigestRole = 'received' | 'computed' | 'unknown'

/** A digest that was found. */
export interface FoundDigest {
  start: number
  end: number
  /** As it stands there, with a prefix like `sha256=`. */
  text: string
  role: DigestRole
  /** The words that said so; of a fixed list, so that no value is quoted. */
  words: string
}

const HEX = /[0-9a-fA-F]{32,128}/g
const LENGTHS: ReadonlySet<number> = new Set([32, 40, 56, 64, 96, 128])
const SIGNATURE = 64
const WINDOW = 64
const NEAR = 28
const LABEL =
  /(x[-_]cv[-_]signature)|(computed|calculated|recomputed|expected|generated|should be|wanted)|(received|provided|incoming|given|got|actual|header)|(signature|\bsig\b)|(digest|hmac|\bhash)/g

/** Finds the digests outside of some ranges, which are in order: those of the bodies. */
export function findDigests(text: string, ranges: ReadonlyArray<{ start: number; end: number }>): FoundDigest[] {
  const digests: FoundDigest[] = []
  let range = 0
  let previous = 0
  for (const found of text.matchAll(HEX)) {
    const start = found.index
    const end = start + found[0].length
    while (range < ranges.length && ranges[range]!.end <= start) range++
    const inBody = range < ranges.length && ranges[range]!.start <= start
    const apart = !isWordAt(text, start - 1) && !isWordAt(text, end)
    if (inBody || !apart || !LENGTHS.has(found[0].length)) continue
    const before = text.slice(Math.max(previous, ranges[range - 1]?.end ?? 0, start - WINDOW), start)
    const { role, words } = roleOf(before.slice(before.lastIndexOf('\n') + 1).toLowerCase())
    if (role === 'unknown' && found[0].length !== SIGNATURE) continue
    const prefix = /(?:sha-?256|hmac-sha256|v1)=$/i.exec(before)?.[0] ?? ''
    digests.push({ start, end, text: prefix + found[0], role, words })
    previous = end
  }
  return digests
}

/** The last word counts, unless it is a general one that a more telling one stands just before. */
function roleOf(before: string): Pick<FoundDigest, 'role' | 'words'> {
  const labels = [...before.matchAll(LABEL)]
  const last = labels.at(-1)
  if (!last) return { role: 'unknown', words: '' }
  const telling = labels.findLast(label => (label[2] ?? label[3]) !== undefined && last.index - label.index <= NEAR)
  const [words, , computed, received] = telling ?? last
  if (telling) return { role: computed === undefined ? 'received' : 'computed', words: phrase(words, last[0]) }
  return { role: last[5] === undefined ? 'received' : 'computed', words: received ?? words }
}

const phrase = (telling: string, last: string) => (telling === last ? telling : `${telling} ${last}`)

const isWordAt = (text: string, at: number) => /[0-9A-Za-z]/.test(text[at] ?? '')
