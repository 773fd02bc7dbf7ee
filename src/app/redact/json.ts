/** A JSON body with other values: every token keeps its place, the blanks around it and its way of being spelled. */
import { decoded, roundedNumber } from '../../core/json-spelling.js'
import { isTokens, type JsonTokens, TOKEN, tokenize } from '../../core/json-tokens.js'
import { isObject } from '../../core/path.js'
import { isDocumentedName } from '../../events/documented-names.js'
import { eventTree, type Member } from '../../events/member-tree.js'
import { plainTreatment, textTreatment } from '../../events/redaction.js'
import { recognise } from '../../events/shape.js'
import { type Disguise, otherEpoch } from './disguise.js'
import { endZeros } from './letters.js'
import { spelledAlike } from './spelling.js'

/** Names that cloud services put around a body. */
const ENVELOPE = new Set(
  'body Body detail Message message data rawBody isBase64Encoded headers Records type Type statusCode'.split(' '),
)
/** Bodies within bodies that are looked into; deeper ones are text. */
const DEEPEST = 3
const SMALL_INDEX = /^\d{1,2}$/

/** What of a body is known: the members of the object that it is. */
interface Known {
  readonly member: Member | undefined
  /** Whether `event` may stay. */
  readonly event: string | undefined
}

/** Where the walk is: an open object or array. */
interface Level {
  readonly members: ReadonlyMap<string, Member> | undefined
  readonly item: Member | undefined
  readonly isObject: boolean
}

/** Replaces the values of a body, and the names that no document lists. */
export function otherJson(tokens: JsonTokens, disguise: Disguise, depth = 0): string {
  const { text, count, kinds, starts, ends } = tokens
  const root = knownOf(text)
  const levels: Level[] = []
  let name = ''
  let out = ''
  let from = 0
  for (let at = 0; at < count; at++) {
    const kind = kinds[at]!
    if (kind === TOKEN.comma || kind === TOKEN.colon) continue
    if (kind === TOKEN.close) {
      levels.pop()
      continue
    }
    const start = starts[at]!
    const end = ends[at]!
    const level = levels.at(-1)
    if (kind === TOKEN.name) {
      const raw = text.slice(start, end)
      name = decoded(raw)
      if (level?.members?.has(name) || isKept(name)) continue
      out += text.slice(from, start) + spelledAlike(raw, name, disguise.text(name))
      from = end
      continue
    }
    const member = level === undefined ? root.member : level.isObject ? level.members?.get(name) : level.item
    if (kind === TOKEN.open) {
      const isObject = text.charCodeAt(start) === 0x7b
      levels.push({
        isObject,
        members: isObject ? member?.members : undefined,
        item: isObject ? undefined : member?.item,
      })
      continue
    }
    const raw = text.slice(start, end)
    const isEvent = root.event !== undefined && levels.length === 1 && level!.isObject && name === 'event'
    const other =
      kind === TOKEN.text
        ? isEvent && decoded(raw) === root.event
          ? raw
          : otherString(raw, name, member, disguise, depth)
        : kind === TOKEN.number
          ? otherNumber(raw, member, disguise)
          : otherWordToken(raw, member)
    if (other === raw) continue
    out += text.slice(from, start) + other
    from = end
  }
  return out + text.slice(from)
}

const isKept = (name: string) => SMALL_INDEX.test(name) || ENVELOPE.has(name) || isDocumentedName(name)

/** A body of a known shape, or the payload of one alone. */
function knownOf(text: string): Known {
  const body: unknown = JSON.parse(text)
  const { event, entry, shape } = recognise(body)
  if (entry && shape !== 'unknown') return { member: eventTree(entry.name, shape), event }
  if (event !== undefined || !isObject(body)) return { member: undefined, event }
  const type = isObject(body['activity']) ? body['activity']['type'] : undefined
  const alone = recognise({ event: type, payload: body })
  return alone.entry && alone.shape !== 'unknown'
    ? { member: eventTree(alone.entry.name, alone.shape).members?.get('payload'), event: undefined }
    : { member: undefined, event: undefined }
}

function otherString(raw: string, name: string, member: Member | undefined, disguise: Disguise, depth: number): string {
  const value = decoded(raw)
  const isLong = value.length > LONGEST_PATTERN && member?.meta.kind !== 'document'
  const treatment = isLong ? 'text' : textTreatment(value, name, member)
  if (treatment === 'keep' || value === '') return raw
  const inner = treatment === 'document' ? undefined : otherInside(value, disguise, depth)
  return spelledAlike(raw, value, inner ?? disguise[treatment](value))
}

/** Longer texts and numbers are nothing but that: to match a pattern over all of one, V8 needs a stack as long as it is. */
const LONGEST_PATTERN = 1024 ** 2

function isBase64(value: string): boolean {
  const end = value.search(/={1,2}$/)
  const digits = end < 0 ? value : value.slice(0, end)
  return digits.length >= 16 && !/[^A-Za-z0-9+/_-]/.test(digits)
}

/** A text that holds JSON of its own: as it is, or in base64. */
function otherInside(value: string, disguise: Disguise, depth: number): string | undefined {
  if (depth >= DEEPEST) return undefined
  if (/^\s{0,9}[{[]/.test(value)) {
    const tokens = tokenize(value)
    return isTokens(tokens) ? otherJson(tokens, disguise, depth + 1) : undefined
  }
  if (!isBase64(value)) return undefined
  const bytes = Buffer.from(value, 'base64')
  const text = bytes.toString('utf8')
  if (!/^\s{0,9}[{[]/.test(text)) return undefined
  const tokens = tokenize(text)
  const url = /[-_]/.test(value)
  if (!isTokens(tokens)) return undefined
  const coded = Buffer.from(otherJson(tokens, disguise, depth + 1)).toString(url ? 'base64url' : 'base64')
  return value.endsWith('=') || !coded.endsWith('=') || value.length % 4 === 0 ? coded : coded.replace(/=+$/, '')
}

const LONG_INTEGER = /^-?\d{16,}$/
const MOST_TRIES = 400

/** Doubles lie as far apart as this says. */
const magnitude = (raw: string) => Math.floor(Math.log2(Math.abs(Number(raw))))

function otherNumber(raw: string, member: Member | undefined, disguise: Disguise): string {
  const treatment = plainTreatment('number', member)
  if (treatment === 'keep') return raw
  const time = treatment === 'time' ? otherEpoch(raw, disguise.shift) : undefined
  if (time !== undefined) return time
  const [mantissa = '', rest = ''] = raw.split(/(?=e)/i)
  const other = (salt: string) => disguise.digits(mantissa, salt) + rest
  // What was rounded to a double has to look so again.
  if (raw.length > LONGEST_PATTERN || !LONG_INTEGER.test(raw) || roundedNumber(raw) !== raw) return other('')
  const zeros = endZeros(raw)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const rounded = roundedNumber(other(String(tries)))
    if (
      rounded.length === raw.length &&
      LONG_INTEGER.test(rounded) &&
      endZeros(rounded) === zeros &&
      magnitude(rounded) === magnitude(raw)
    )
      return rounded
  }
  return other('')
}

function otherWordToken(raw: string, member: Member | undefined): string {
  return raw === 'null' || plainTreatment('flag', member) === 'keep' ? raw : 'false'
}
