/** Bodies in fields that are escaped otherwise than as JSON: those of nginx's access log, and of tables in CSV. */
import { budgetFor, type FoundBody, findBodies, type Search } from './find.js'
import type { Budget } from './relaxed.js'

/** How fields are written. */
interface Writing {
  /** How the name of the member `event` begins there. */
  mark: string
  /** Where a field begins that ends with this text; -1 where none does. */
  start(before: string): number
  /** Where a field ends that goes on with this text, which may be cut off. */
  end(rest: string): number
  /** What the field holds. */
  held(field: string): string
  /** Whether that is one character for each byte. */
  bytes: boolean
  note: string
}

const NGINX: Writing = {
  mark: '\\x22event\\x22',
  // A quote would be escaped in the field. It may also stand without quotes around it.
  start: before => Math.max(before.lastIndexOf('"'), before.lastIndexOf('\n')) + 1,
  end: rest => {
    const end = rest.search(/["\n]/)
    return end === -1 ? rest.length : end
  },
  held: field => unescapedBytes(Buffer.from(field)).toString('latin1'),
  bytes: true,
  note: 'bytes stood there as \\xHH, as nginx logs them; that was undone',
}

const CSV: Writing = {
  mark: '""event',
  // Quotes in a field are doubled: where there is an odd number of them, one is its own.
  start: before => {
    let start = -1
    for (const { 0: run, index } of before.matchAll(/"+/g)) if (run.length % 2 === 1) start = index + 1
    return start
  },
  end: rest => {
    for (const { 0: run, index } of rest.matchAll(/"+/g)) if (run.length % 2 === 1) return index + run.length - 1
    return rest.length
  },
  held: field => field.replaceAll('""', '"'),
  bytes: false,
  note: 'the quotes were doubled, as in CSV; that was undone',
}

/** Finds them, in no order; all fields together are looked at no longer than the text itself would be. */
export function findInFields(text: string): Search {
  const budget = budgetFor(text)
  const all = budget.left
  const bodies = [...findWritten(text, NGINX, budget), ...findWritten(text, CSV, budget)]
  return { bodies, gaveUp: budget.left < 0, looked: all - budget.left }
}

function findWritten(text: string, writing: Writing, budget: Budget): FoundBody[] {
  const { mark, bytes, note } = writing
  const bodies: FoundBody[] = []
  for (let end = 0; budget.left >= 0; ) {
    const at = text.indexOf(mark, end)
    if (at === -1) break
    const before = writing.start(text.slice(end, at))
    const start = end + before
    end = before === -1 ? at + mark.length : at + writing.end(text.slice(at))
    if (before === -1) continue
    const field = text.slice(start, end)
    // What stands beside the body is not its own: a digest may.
    const from = Math.max(0, field.lastIndexOf('{', at - start))
    const to = field.lastIndexOf('}') + 1 || field.length
    for (const body of findBodies(writing.held(field), budget).bodies) {
      bodies.push({
        ...body,
        start: start + from,
        end: start + to,
        bytes: bytes || body.bytes,
        notes: [...body.notes, note],
      })
    }
  }
  return bodies
}

/** In place, so that a long field costs no memory for each escape. */
function unescapedBytes(bytes: Buffer): Buffer {
  let to = 0
  for (let from = 0; from < bytes.length; to++) {
    const hex = bytes[from] === 0x5c ? /^\\x([0-9A-F]{2})/.exec(bytes.toString('latin1', from, from + 4)) : null
    bytes[to] = hex ? Number.parseInt(hex[1]!, 16) : bytes[from]!
    from += hex ? 4 : 1
  }
  return bytes.subarray(0, to)
}
