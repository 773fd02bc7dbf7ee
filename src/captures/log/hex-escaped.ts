/** Bodies in a log of nginx, which writes quotes, backslashes and bytes beyond ASCII as `\x22`. */
import { type FoundBody, findBodies } from './find.js'

/** How the name of the member stands there. */
const EVENT = '\\x22event\\x22'

/** Finds them. Each is looked for in its field: up to the next quote, which would be escaped inside, or on its line. */
export function findHexEscaped(text: string): FoundBody[] {
  const bodies: FoundBody[] = []
  for (let end = 0; ; ) {
    const at = text.indexOf(EVENT, end)
    if (at === -1) return bodies
    const before = text.slice(end, at)
    const start = end + Math.max(before.lastIndexOf('"'), before.lastIndexOf('\n')) + 1
    const rest = text.slice(at).search(/["\n]/)
    end = rest === -1 ? text.length : at + rest
    const field = text.slice(start, end)
    const from = Math.max(0, field.lastIndexOf('{', at - start))
    const to = field.lastIndexOf('}') + 1 || field.length
    for (const body of findBodies(unescaped(field)).bodies) {
      const notes = [...body.notes, 'bytes stood there as \\xHH, as nginx logs them; that was undone']
      bodies.push({ ...body, start: start + from, end: start + to, bytes: true, notes })
    }
  }
}

/** The field's bytes, as one character each. */
const unescaped = (field: string) =>
  Buffer.from(field)
    .toString('latin1')
    .replace(/\\x([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
