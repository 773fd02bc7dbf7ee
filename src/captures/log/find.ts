/** Finds the bodies of deliveries in the output of programs: JSON, printed objects, texts in texts. */
import { parsed } from '../json/parsed.js'
import { readLiteral } from './literal.js'
import { enclosingText, keyAt } from './occurrence.js'
import { type Budget, type Printed, readPrinted } from './relaxed.js'

/** A body that was found. */
export interface FoundBody {
  /** Where it stands, in the text that was searched. */
  start: number
  end: number
  /** Its characters; for bytes that Python printed (`b'...'`) one for each byte. */
  text: string
  bytes: boolean
  complete: boolean
  lossy?: string
  /** Whether a person pasted it. */
  pasted?: boolean
  notes: string[]
}

/**
 * How many characters may be looked at before the search gives up: so many for each of the text, and some besides. The
 * log of a program needs three for each, or five where a print stands in texts within texts.
 */
const PER_CHARACTER = 8
const BESIDES = 256 * 1024

/** What was found, and what it took. */
export interface Search {
  bodies: FoundBody[]
  /** Whether it ended early. */
  gaveUp: boolean
  /** Characters that were looked at, each time that they were. */
  looked: number
}

const MAX_NESTED = 4
const MAX_BRACKETS = 40

/** The work that the search of a text may do. */
export const budgetFor = (text: string): Budget => ({ left: PER_CHARACTER * text.length + BESIDES })

/**
 * Finds every object with the members `event` and `payload`, in the order of the text.
 *
 * @param budget of a text that this one is a part of
 */
export function findBodies(text: string, budget = budgetFor(text)): Search {
  const all = budget.left
  const bodies = search(text, budget, 0)
  return { bodies, gaveUp: budget.left < 0, looked: all - budget.left }
}

function search(text: string, budget: Budget, depth: number): FoundBody[] {
  const bodies: FoundBody[] = []
  budget.left -= text.length
  for (let from = 0; budget.left >= 0; ) {
    const at = text.indexOf('event', from)
    if (at === -1) break
    from = at + 'event'.length
    const key = keyAt(text, at)
    if (!key) continue
    const found =
      key.escapes > 0 ? inText(text, key.start, key.escapes, budget, depth) : atKey(text, key.start, budget, depth)
    if (!found) continue
    for (const body of found.bodies) bodies.push(body)
    from = Math.max(from, found.end)
  }
  return bodies
}

/** What a place in the text came to, and where the search goes on. */
interface Found {
  bodies: FoundBody[]
  end: number
}

/** Looks for the object whose member name stands at a position, and for the quoted text that may hold it. */
function atKey(text: string, key: number, budget: Budget, depth: number): Found | undefined {
  // A print in a text of JSON has its own escapes escaped once more; only `"` would show it.
  const held = text[key] === '"' ? undefined : inText(text, key, 1, budget, depth)
  if (held?.bodies.some(body => body.complete)) return held
  let bracket = key
  for (let tries = 0; tries < MAX_BRACKETS && budget.left >= 0; tries++) {
    bracket = text.lastIndexOf('{', bracket - 1)
    budget.left -= key - bracket
    if (bracket === -1) return undefined
    const found = inLiteral(text, bracket, budget) ?? asPrinted(text, bracket, key, budget, depth)
    if (found !== 'elsewhere') return found
    if (bracket === 0) return undefined
  }
  return undefined
}

/** `undefined` when the name belongs to an object that is no body; `elsewhere` when it is not in the one that begins here. */
function asPrinted(
  text: string,
  start: number,
  key: number,
  budget: Budget,
  depth: number,
): Found | undefined | 'elsewhere' {
  const { left } = budget
  const printed =
    readPrinted(text, start, budget) ?? cutByLine(text.slice(0, start + left - budget.left), start, budget)
  if (!printed || printed.end < key) return 'elsewhere'
  if (!isBody(printed)) return printed.names.has('event') && !printed.cut ? undefined : 'elsewhere'
  if (!/^"[A-Z][A-Z0-9_]{2,60}"$/.test(printed.event ?? '') && depth < MAX_NESTED) {
    const inner = search(text.slice(start + 1, printed.end), budget, depth + 1)
    if (inner.length > 0) return { bodies: inner.map(body => moved(body, start + 1)), end: printed.end }
  }
  return { bodies: [bodyOf(text, start, printed, budget)], end: printed.end }
}

/**
 * An object that stops at the end of its line, where a logger cut it.
 *
 * @param text as far as it was read: a line that ends behind that would be read as before
 */
function cutByLine(text: string, start: number, budget: Budget): Printed | undefined {
  const feed = text.indexOf('\n', start)
  const printed = feed === -1 ? undefined : readPrinted(text.slice(start, feed), 0, budget)
  return printed?.cut ? { ...printed, end: feed } : undefined
}

const isBody = ({ names }: Printed) => names.has('event') && names.has('payload')

function bodyOf(text: string, start: number, printed: Printed, budget: Budget): FoundBody {
  const slice = text.slice(start, printed.end)
  const place = { start, end: printed.end, bytes: false }
  if (printed.cut) {
    return {
      ...place,
      text: slice.trimEnd(),
      complete: false,
      notes: ['the JSON stops before its end: the text is cut off'],
    }
  }
  budget.left -= slice.length
  if (parsed(slice))
    return { ...place, text: slice, complete: true, notes: ['the body was taken as the JSON that stands there'] }
  const notes = [`an object was printed, as by ${printed.by}: the body was written anew as compact JSON, in its order`]
  const lossy = printed.gaps ? 'the print leaves parts of the object out' : undefined
  return { ...place, text: printed.json, complete: !printed.gaps, ...(lossy ? { lossy } : {}), notes }
}

/** A body that stands alone in quotes, as Python's and Node's prints of a text: `b'{"event": ...}'`. */
function inLiteral(text: string, bracket: number, budget: Budget): Found | undefined {
  const quote = text[bracket - 1]
  if (quote !== "'" && quote !== '`') return undefined
  const literal = readLiteral(text, bracket - 1)
  budget.left -= (literal?.end ?? text.length) - bracket
  const printed = literal && readPrinted(literal.value, 0, budget)
  if (!printed || printed.cut || !isBody(printed) || literal.value.slice(printed.end).trim() !== '') return undefined
  const bytes = /(?:^|[^\w])[bB][rR]?$/.test(text.slice(Math.max(0, bracket - 4), bracket - 1))
  if (!bytes && !parsed(literal.value)) return undefined
  const what = bytes ? 'bytes were printed by Python' : 'a text was printed in quotes'
  const notes = [literal.escaped ? `${what}: their escapes were undone` : `${what}, without escapes`]
  return {
    bodies: [{ start: bracket, end: literal.end - 1, text: literal.value, bytes, complete: true, notes }],
    end: literal.end,
  }
}

/** The name is quoted with escapes: it stands in a text of JSON, which is unescaped and searched. */
function inText(text: string, key: number, escapes: number, budget: Budget, depth: number): Found | undefined {
  if (depth >= MAX_NESTED) return undefined
  const outer = enclosingText(text, key, escapes, budget)
  if (outer?.value === undefined) return outer && { bodies: [], end: outer.end }
  const times = outer.times === 1 ? 'once' : `${outer.times} times`
  const note = `the JSON stood in a text, escaped ${times}; that was undone`
  const whole = outer.value.startsWith('{') ? readPrinted(outer.value, 0, budget) : undefined
  if (whole && !whole.cut && isBody(whole) && parsed(outer.value)) {
    const body = { start: outer.start, end: outer.end, text: outer.value, bytes: false, complete: true, notes: [note] }
    return { bodies: [body], end: outer.end }
  }
  const bodies = search(outer.value, budget, depth + 1).map(body => {
    return { ...body, start: outer.start, end: outer.end, notes: [...body.notes, note] }
  })
  return { bodies, end: outer.end }
}

const moved = (body: FoundBody, by: number): FoundBody => ({ ...body, start: body.start + by, end: body.end + by })
