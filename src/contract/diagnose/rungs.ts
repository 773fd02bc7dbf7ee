/** Correctly signed bodies with one hazard each: which of them a receiver refuses tells what it does to a body. */
import { ESCAPES, escaped } from '../../core/json-spelling.js'
import { isObject, type Json } from '../../core/path.js'
import type { CauseId } from '../../explain/causes.js'
import { styled, withMembers } from '../body-change.js'
import type { JsonObject } from '../check.js'

/** One body of the ladder. */
export interface Rung {
  /** What is in the body, for people. */
  readonly hazard: string
  /** What a receiver that refuses it does, where it refuses no more than this. */
  readonly cause: CauseId
  readonly body: Buffer
}

type Spec = readonly [hazard: string, cause: CauseId, change: (body: string) => string | Buffer]

/** A member that is not known, which a strict schema refuses; it stands last in any order. */
export const RUNG = 'xCvHookRung'

const member = (text: string) => withMembers(`"${RUNG}":${text}`)

/** The body with a member that is not known, and without any hazard. */
export const withMember = (body: Buffer): Buffer => Buffer.from(member('"a"')(body.toString('utf8')))

const sized = (kilobytes: number) => member(`"${'x'.repeat(kilobytes * 1024)}"`)

/** What real bodies do not hold, so that a receiver may stumble over it only one day. */
const LATENT: readonly Spec[] = [
  ['blanks between tokens', 'json-spacing', styled({ colon: ': ', comma: ', ' })],
  ['indentation', 'json-indentation', styled({ colon: ': ', indent: '  ' })],
  ['\\u escapes in lower case', 'json-unicode-escapes', styled({ string: escaped(ESCAPES.ascii) })],
  ['\\u escapes in upper case', 'json-unicode-escapes', styled({ string: escaped(ESCAPES.upper) })],
  ['a letter of ASCII as \\u escape', 'json-unicode-escapes', member('"\\u0041"')],
  ['a slash as \\/', 'json-slash-escapes', styled({ string: escaped(ESCAPES.slash) })],
  ['< and > as \\u escapes', 'json-html-escapes', member('"\\u003cb\\u003e"')],
  ['line separators U+2028', 'json-html-escapes', member('"a\u2028b"')],
  ['the number 1.0', 'json-numbers', member('1.0')],
  ['the number 1e2', 'json-numbers', member('1e2')],
  ['the number 0.00001', 'json-numbers', member('0.00001')],
  ['the number -0', 'json-numbers', member('-0')],
  ['an integer beyond 2^53', 'json-big-integers', member('9007199254740993')],
  ['a name that stands twice', 'json-duplicate-keys', member('{"a":1,"a":2}')],
  ['names that look like numbers', 'json-duplicate-keys', member('{"10":1,"9":2}')],
  ['a null at the end', 'json-nulls-dropped', member('null')],
  ['an empty object', 'json-empty-containers', member('{}')],
  ['an empty array', 'json-empty-containers', member('[]')],
  ['an empty text', 'json-empty-strings', member('""')],
  ['blanks around a text', 'json-empty-strings', member('" a "')],
  ['a date without milliseconds', 'json-dates', member('"2026-03-02T14:05:12Z"')],
  ['a date with .000', 'json-dates', member('"2026-03-02T14:05:12.000Z"')],
  ['HTML entities', 'json-html-values', member('"&amp; &lt; <b>"')],
  ['plus and percent signs', 'json-plus-as-space', member('"+1 %20 a=b&c"')],
  ['a letter in two code points', 'body-unicode-normalised', member('"e\u0301"')],
  ['a lone surrogate as escape', 'body-invalid-utf8', member('"\\ud800"')],
  ['a newline at the end', 'body-trimmed', body => `${body}\n`],
  ['blanks at the start', 'body-trimmed', body => `  ${body}`],
  ['CRLF between tokens', 'body-line-endings', body => `${body.slice(0, -1)}\r\n}`],
  ['a byte order mark', 'body-bom', body => `\ufeff${body}`],
  ['bytes that are not UTF-8', 'body-invalid-utf8', body => notUtf8(body)],
  ['6 kB', 'body-truncated', sized(6)],
  ['12 kB', 'body-truncated', sized(12)],
  ['64 kB', 'body-truncated', sized(64)],
]

/** What real bodies do hold: for a receiver that accepts none of them. */
const NATURAL: readonly Spec[] = [
  ['accents', 'body-latin1', member('"Zo\u00eb N\u00fa\u00f1ez"')],
  ['an emoji', 'body-invalid-utf8', member('"\u{1f48a}"')],
  ['a slash', 'json-slash-escapes', member('"a/b"')],
  ['<, > and &', 'json-html-escapes', member('"<a> & b"')],
  ['an apostrophe', 'json-html-escapes', member('"O\'Briar"')],
  ['quotes in a text', 'json-html-values', member('"a \\"b\\" c"')],
  ['a plus sign', 'json-plus-as-space', member('"+12025550143"')],
  ['null', 'json-nulls-dropped', member('null')],
  ['an empty text', 'json-empty-strings', member('""')],
  ['an empty array', 'json-empty-containers', member('[]')],
  ['a date', 'json-dates', member('"2026-03-02T14:05:12.000Z"')],
  ['a decimal number', 'json-numbers', member('49.5')],
  ['members out of order', 'json-key-order', member('{"b":1,"a":2}')],
  ['4 kB', 'body-truncated', sized(4)],
]

/** Rungs above a body that was accepted. */
export const latentRungs = (body: Buffer): Rung[] => rungsOf(LATENT, body)

/** Rungs above a plain body: see {@link plainBody}. */
export const naturalRungs = (plain: Buffer): Rung[] => rungsOf(NATURAL, plain)

/** A body without anything that a serializer or a charset could change: letters and digits, in sorted order. */
export function plainBody(body: Buffer): Buffer {
  return Buffer.from(JSON.stringify(plain(JSON.parse(body.toString('utf8')) as JsonObject)))
}

function plain(value: Json): Json {
  if (typeof value === 'string') return value.replace(/[^\w -]/g, 'x').trim() || 'x'
  if (typeof value === 'number') return Math.trunc(value)
  if (Array.isArray(value)) return value.map(plain).filter(one => !isEmpty(one))
  if (!isObject(value)) return value
  const members = Object.entries(value)
    .map(([name, one]): [string, Json] => [name, plain(one)])
    .filter(([, one]) => !isEmpty(one))
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const isEmpty = (value: Json) => value === null || (typeof value === 'object' && Object.keys(value).length === 0)

function rungsOf(specs: readonly Spec[], body: Buffer): Rung[] {
  const text = body.toString('utf8')
  return specs.flatMap(([hazard, cause, change]) => {
    const changed = change(text)
    const bytes = typeof changed === 'string' ? Buffer.from(changed) : changed
    return bytes.equals(body) ? [] : [{ hazard, cause, body: bytes }]
  })
}

function notUtf8(body: string): Buffer {
  return Buffer.concat([Buffer.from(`${body.slice(0, -1)},"${RUNG}":"`), Buffer.from([0xff, 0xe9]), Buffer.from('"}')])
}
