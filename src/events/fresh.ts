/**
 * `--fresh`: a body with new ids and shifted times, for a receiver that has seen the fixture before.
 *
 * New are the ids of what happened (case, activity, decision, payment, ...) and the case's short id. People, the
 * organisation, the product bundle and form templates stay. A body is compiled once to bytes with slots of fixed
 * width, so that a bulk send only patches bytes.
 */
import type { RandomBytes } from '../core/random.js'

const UUID = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g
const SHORT_ID = /"shortId":"([A-Z]{2,4}-[A-Z0-9]{4,8})"/g
const TIME = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"/g
/** Ids of things that outlive a case: a receiver may know them by heart. */
const LASTING =
  /"(?:organizationId|productBundleId|customRoleId)":"([0-9a-f-]{36})"|"(?:productBundle|form|organization)":\{"id":"([0-9a-f-]{36})"/g
const SHORT_ID_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const DAY = 86_400_000

/** A body with the places of its ids. */
export interface FreshBody {
  bytes: Buffer
  slots: ReadonlyArray<{ offset: number; id: number; length: number }>
}

/** Bodies that share their ids: one event, or the steps of a story. */
export interface FreshSet {
  bodies: FreshBody[]
  /**
   * New values for every id, side by side, to be patched into each body of the set.
   *
   * @param target where to write them; a new buffer unless given
   */
  draw(random: RandomBytes, target?: Buffer): Buffer
  /** The same with bytes for each id that follow from its old value; at least 16 of them. */
  drawNamed(bytesOf: (old: string) => Uint8Array): Buffer
}

/** The room of one id among those drawn: a UUID fills it. */
const STRIDE = 36

/**
 * Finds the ids of a set of bodies and moves their times.
 *
 * @param bodies compact JSON
 * @param keep texts that stay as they are, since the user set them
 * @param shift milliseconds that every time moves by; a midnight moves by whole days, a date of birth not at all
 */
export function compileFresh(
  bodies: readonly Buffer[],
  shift: number,
  keep: ReadonlySet<string> = new Set(),
): FreshSet {
  const texts = bodies.map(body => body.toString('latin1'))
  const lasting = new Set(texts.flatMap(text => [...text.matchAll(LASTING)].map(match => match[1] ?? match[2])))
  const ids = new Map<string, number>()
  const compiled = texts.map(text => {
    const slots: Array<{ offset: number; id: number; length: number }> = []
    const add = (value: string, offset: number) => {
      if (lasting.has(value) || keep.has(value)) return
      if (!ids.has(value)) ids.set(value, ids.size)
      slots.push({ offset, id: ids.get(value)!, length: value.length })
    }
    for (const match of text.matchAll(UUID)) add(match[1]!, match.index + 1)
    for (const match of text.matchAll(SHORT_ID)) add(match[1]!, match.index + match[0].length - 1 - match[1]!.length)
    return { bytes: shiftTimes(text, shift, keep), slots }
  })
  const values = [...ids.keys()]
  return {
    bodies: compiled,
    draw: drawer(values),
    drawNamed(bytesOf) {
      const target = Buffer.allocUnsafe(values.length * STRIDE)
      for (const [id, value] of values.entries()) writeId(value, bytesOf(value), 0, target, id * STRIDE)
      return target
    },
  }
}

/**
 * Writes a body with new ids into a buffer that is at least as long; returns the part written.
 *
 * @param filled the body that the buffer already holds: its ids alone are then written
 */
export function fillFresh(body: FreshBody, ids: Buffer, target: Buffer, filled?: FreshBody): Buffer {
  if (filled !== body) body.bytes.copy(target)
  for (const { offset, id, length } of body.slots) {
    // For so few bytes a loop is several times faster than Buffer.copy.
    for (let at = 0; at < length; at++) target[offset + at] = ids[id * STRIDE + at]!
  }
  return target.length === body.bytes.length ? target : target.subarray(0, body.bytes.length)
}

/** How far to move times so that the last of the given events happens at `now`. */
export function shiftToNow(bodies: readonly Buffer[], now: number): number {
  const stamps = bodies.flatMap(body =>
    [...body.toString('latin1').matchAll(/"timestamp":"([^"]{24})"/g)].map(match => Date.parse(match[1]!)),
  )
  const known = stamps.filter(stamp => !Number.isNaN(stamp))
  return known.length === 0 ? 0 : now - Math.max(...known)
}

function shiftTimes(text: string, shift: number, keep: ReadonlySet<string>): Buffer {
  const days = Math.round(shift / DAY) * DAY
  const moved = text.replace(TIME, (quoted, time: string, offset: number) => {
    const stamp = Date.parse(time)
    if (Number.isNaN(stamp) || keep.has(time) || text.slice(offset - 6, offset) === '"dob":') return quoted
    return JSON.stringify(new Date(stamp + (time.endsWith('T00:00:00.000Z') ? days : shift)).toISOString())
  })
  return Buffer.from(moved, 'latin1')
}

/** Makes what draws new values for these ids: for all of them at once, since each small draw costs as much as a large one. */
function drawer(values: readonly string[]): FreshSet['draw'] {
  const counts = values.map(value => (value.length === STRIDE ? 16 : value.length - value.indexOf('-') - 1))
  const total = counts.reduce((sum, count) => sum + count, 0)
  return (random, target = Buffer.allocUnsafe(values.length * STRIDE)) => {
    const bytes = random(total)
    let from = 0
    for (let id = 0; id < values.length; id++) {
      writeId(values[id]!, bytes, from, target, id * STRIDE)
      from += counts[id]!
    }
    return target
  }
}

function writeId(old: string, random: Uint8Array, from: number, target: Buffer, start: number): void {
  if (old.length === STRIDE) writeUuid(random, from, target, start)
  else writeShortId(old, random, from, target, start)
}

const HEX = Buffer.from('0123456789abcdef')

/** A version 4 UUID from 16 random bytes, as text. */
function writeUuid(random: Uint8Array, from: number, target: Buffer, start: number): void {
  let at = start
  for (let byte = 0; byte < 16; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) target[at++] = 0x2d
    let value = random[from + byte]!
    if (byte === 6) value = (value & 0x0f) | 0x40
    if (byte === 8) value = (value & 0x3f) | 0x80
    target[at++] = HEX[value >> 4]!
    target[at++] = HEX[value & 15]!
  }
}

/** The prefix stays: `ADA-` and as many letters and digits as before. */
function writeShortId(old: string, random: Uint8Array, from: number, target: Buffer, start: number): void {
  const first = old.indexOf('-') + 1
  for (let at = 0; at < old.length; at++) {
    target[start + at] = at < first ? old.charCodeAt(at) : SHORT_ID_LETTERS.charCodeAt(random[from + at - first]! & 31)
  }
}
