/** What a value of the signature header may mean: which digest, of which algorithm, whole or in part. */
import { stripBlanks } from '../../core/signature.js'
import type { CauseId } from '../causes.js'
import { BASE64, HEX } from '../large/encoded.js'

/** One meaning of a header value. */
export interface Reading {
  /** The digest, or the part of it that is there. */
  readonly digest: Buffer
  /** Hex digits of it that count; fewer than the digest has when it was cut at an odd one. */
  readonly digits: number
  /** Whether the part is the end of the digest, not its start. */
  readonly fromEnd?: boolean
  readonly algorithm: string
  readonly causes: readonly CauseId[]
  /** What was found, for people. */
  readonly how?: string
  /** Rare algorithms are tried with the body as it is only. */
  readonly rare?: boolean
}

/** Hex digits from which on a match of a part proves something. */
export const PROVING_DIGITS = 16
const FEWEST_DIGITS = 8

const LONGEST_VALUE = 2048
const MOST_PIECES = 16
const BY_DIGITS: Record<number, string> = { 32: 'md5', 40: 'sha1', 56: 'sha224', 96: 'sha384', 128: 'sha512' }
const BYTES: Record<string, number> = { md5: 16, sha1: 20, sha224: 28, sha384: 48, sha512: 64 }
const RARE = ['sha3-256', 'sha512-256', 'blake2s256']

/** Whether all digits of the digest are there. */
export const isWhole = (reading: Reading) => reading.digits === 2 * (BYTES[reading.algorithm] ?? 32)

/** Every meaning of every value, plain ones first. */
export function readingsOf(values: readonly string[]): Reading[] {
  const readings: Reading[] = []
  for (const value of values.slice(0, MOST_PIECES)) {
    const plain = stripBlanks(value.slice(0, LONGEST_VALUE))
    for (const piece of piecesOf(plain)) {
      const causes: CauseId[] = piece === plain && values.length === 1 ? [] : ['header-format']
      for (const one of meanings(piece)) readings.push({ ...one, causes: [...causes, ...one.causes] })
    }
  }
  return readings.sort((a, b) => a.causes.length - b.causes.length)
}

function piecesOf(value: string): Set<string> {
  const pieces = new Set([value])
  for (const part of value.split(/[\s,;"'<>()[\]{}\\]+/, MOST_PIECES)) {
    if (part.length < FEWEST_DIGITS) continue
    pieces.add(part)
    const tagged = /^[\w-]{1,24}[=:](?=.)/.exec(part)
    if (tagged) pieces.add(part.slice(tagged[0].length))
    if (/^0x/i.test(part)) pieces.add(part.slice(2))
    if (/^(?:[0-9a-fA-F]{2}[:-])+[0-9a-fA-F]{2}$/.test(part)) pieces.add(part.replace(/[:-]/g, ''))
  }
  const closed = value.replace(/\s+/g, '')
  if (closed.length <= 130 && HEX.test(closed)) pieces.add(closed)
  if (value.includes('%'))
    pieces.add(value.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))))
  if (/^[\w+/]+ [\w+/ ]*={0,2}$/.test(value)) pieces.add(value.replaceAll(' ', '+'))
  return pieces
}

function meanings(text: string): Reading[] {
  if (HEX.test(text)) return hexMeanings(text)
  const mistyped = retyped(text)
  if (mistyped) return [{ ...whole(Buffer.from(mistyped, 'hex'), 'sha256', ['header-format']), how: MISTYPED }]
  return BASE64.test(text) ? base64Meanings(text) : []
}

/** How it is told that letters stand for digits. */
export const MISTYPED = 'the signature is mistyped: O for 0, l or I for 1, or letters of another alphabet'

/** Whether a value is a digest in which letters stand for digits that look like them. */
export const isMistyped = (value: string) => retyped(stripBlanks(value.slice(0, LONGEST_VALUE))) !== undefined

/** Signs that are typed for digits, with the digit that each looks like. */
export const CONFUSED: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  а: 'a',
  с: 'c',
  е: 'e',
  А: 'A',
}

function retyped(text: string): string | undefined {
  if (text.length !== 64 || HEX.test(text)) return undefined
  const hex = text.replace(/[OolIi|асеА]/g, char => CONFUSED[char]!)
  return HEX.test(hex) ? hex : undefined
}

function hexMeanings(text: string): Reading[] {
  const bytes = Buffer.from(text, 'hex')
  const readings: Reading[] = []
  if (text.length === 64) {
    readings.push(whole(bytes, 'sha256'))
    for (const algorithm of RARE) readings.push({ ...whole(bytes, algorithm, ['signature-algorithm']), rare: true })
    return readings
  }
  const algorithm = BY_DIGITS[text.length]
  if (algorithm) readings.push(whole(bytes, algorithm, ['signature-algorithm']))
  if (text.length === 128) readings.push(...innerHex(bytes))
  if (text.length > 64) {
    readings.push(whole(Buffer.from(text.slice(0, 64), 'hex'), 'sha256', ['header-format']))
    readings.push(whole(Buffer.from(text.slice(-64), 'hex'), 'sha256', ['header-format']))
  } else if (text.length >= FEWEST_DIGITS) readings.push(...cut(text))
  return readings
}

function base64Meanings(text: string): Reading[] {
  const bytes = Buffer.from(text, 'base64')
  const inner = innerHex(bytes)
  if (inner.length > 0) return inner
  if (bytes.length === 32) return [whole(bytes, 'sha256', ['header-encoding'])]
  const algorithm = BY_DIGITS[bytes.length * 2]
  const readings = algorithm ? [whole(bytes, algorithm, ['header-encoding', 'signature-algorithm'])] : []
  if (bytes.length < 32 && bytes.length * 2 >= FEWEST_DIGITS) {
    const causes: CauseId[] = ['header-encoding', 'signature-truncated']
    readings.push({ digest: bytes, digits: bytes.length * 2, algorithm: 'sha256', causes })
  }
  return readings
}

// Hex or base64 of the hex text.
function innerHex(bytes: Buffer): Reading[] {
  const text = bytes.toString('latin1').trim()
  return text.length === 64 && HEX.test(text) ? [whole(Buffer.from(text, 'hex'), 'sha256', ['header-encoding'])] : []
}

function cut(text: string): Reading[] {
  const causes: CauseId[] = ['signature-truncated']
  const even = text.length % 2 === 0 ? text : `${text}0`
  const part = { digits: text.length, algorithm: 'sha256', causes }
  const end = text.length % 2 === 0 ? text : `0${text}`
  return [
    { ...part, digest: Buffer.from(even, 'hex') },
    { ...part, digest: Buffer.from(end, 'hex'), fromEnd: true },
  ]
}

const whole = (digest: Buffer, algorithm: string, causes: CauseId[] = []): Reading => ({
  digest,
  digits: digest.length * 2,
  algorithm,
  causes,
})
