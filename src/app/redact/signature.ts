/** The value of a signature header with another digest in it: in the same encoding, with the same things around it. */
import { CONFUSED } from '../../explain/header/reading.js'
import { type Disguise, otherEpoch } from './disguise.js'

/** Words around a digest that tell how it was made. */
const SCHEME = new Set(
  'sha1 sha224 sha256 sha384 sha512 md5 hmac v0 v1 v2 t s ts sig signature hex base64 digest bearer undefined null'.split(
    ' ',
  ),
)
const PIECE = /[A-Za-z0-9+/_-]{20,}={0,2}|[A-Za-z0-9]+|[^\x00-\x7f]+/g

/** A value in which no digest is known: of the same form. */
export function otherSignature(value: string, disguise: Disguise): string {
  return value.replace(PIECE, piece => {
    if (SCHEME.has(piece.toLowerCase())) return piece
    const time = otherEpoch(piece, disguise.shift)
    if (time !== undefined) return time
    const hex = /^[0-9a-fA-F]+$/.test(piece)
    return hex && piece.length >= 8 ? otherHex(piece, disguise) : disguise.plain(piece)
  })
}

function otherHex(piece: string, disguise: Disguise): string {
  const choices = disguise.choices(piece)
  const upper = piece !== piece.toLowerCase()
  return piece.replace(/./g, () => {
    const digit = choices.next(16).toString(16)
    return upper ? digit.toUpperCase() : digit
  })
}

/** How a digest is written. */
const WRITINGS: ReadonlyArray<(digest: Buffer) => string> = [
  digest => digest.toString('hex'),
  digest => digest.toString('hex').toUpperCase(),
  digest => digest.toString('base64'),
  digest => digest.toString('base64').replace(/=+$/, ''),
  digest => digest.toString('base64url'),
  digest => encodeURIComponent(digest.toString('base64')),
  digest => digest.toString('base64').replaceAll('+', ' '),
  digest => Buffer.from(digest.toString('hex')).toString('base64'),
  digest => Buffer.from(digest.toString('hex').toUpperCase()).toString('base64'),
  digest => Buffer.from(digest.toString('hex')).toString('hex'),
]

/** A digest of which a part stands in a header. */
export interface Replaced {
  before: Buffer
  after: Buffer
  /** Hex digits that count, and from which end. */
  digits: number
  fromEnd: boolean
}

/**
 * All values of the header with a digest replaced; nothing where it is in none of them.
 *
 * @param values as received
 */
export function withDigest(values: readonly string[], replaced: Replaced, disguise: Disguise): string[] | undefined {
  let found = false
  const others = values.map(value => {
    const other = found ? undefined : replacedIn(value, replaced, disguise)
    found ||= other !== undefined
    return other ?? otherSignature(value, disguise)
  })
  return found ? others : undefined
}

function replacedIn(
  value: string,
  { before, after, digits, fromEnd }: Replaced,
  disguise: Disguise,
): string | undefined {
  const around = (part: string, other: string) => {
    const at = value.indexOf(part)
    return at === -1
      ? undefined
      : otherSignature(value.slice(0, at), disguise) + other + otherSignature(value.slice(at + part.length), disguise)
  }
  for (const write of WRITINGS) {
    const whole = around(write(before), write(after))
    if (whole !== undefined) return whole
  }
  for (const write of WRITINGS) {
    const [old, next] = [write(before), write(after)]
    const length = Math.round((digits / (2 * before.length)) * old.length)
    for (const count of [length, length - 1, length + 1]) {
      if (count < 8 || count >= old.length) continue
      const part = fromEnd
        ? around(old.slice(-count), next.slice(-count))
        : around(old.slice(0, count), next.slice(0, count))
      if (part !== undefined) return part
    }
  }
  return overlaid(value, before.toString('hex'), after.toString('hex'))
}

/** Digits with something between them, in mixed case, or mistyped: each takes the place of another. */
function overlaid(value: string, before: string, after: string): string | undefined {
  let out = ''
  let at = 0
  let typed = false
  for (const char of value) {
    const digit = (CONFUSED[char] ?? char).toLowerCase()
    if (at < before.length && digit === before[at]) {
      const next = after[at++]!
      const like = Object.entries(CONFUSED).find(([sign, one]) => one === next && (sign === 'O' || sign === 'l'))?.[0]
      const mistyped = Object.hasOwn(CONFUSED, char) && like !== undefined
      typed ||= Object.hasOwn(CONFUSED, char)
      out += mistyped ? like : char === char.toUpperCase() && char !== char.toLowerCase() ? next.toUpperCase() : next
    } else if (/[A-Za-z0-9]/.test(char)) return undefined
    else out += char
  }
  if (at < before.length) return undefined
  return typed && !/[Ol]/.test(out) ? out.replace('0', 'O') : out
}
