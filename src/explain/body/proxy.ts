/** A body of another length than announced, with signs of something in between. */
import { isTrusted } from '../../captures/delivery.js'
import { declaredLength } from '../../captures/draft.js'
import { headerValue } from '../../core/headers.js'
import { writeTree } from '../../core/json-write.js'
import type { BodyFault } from './fault.js'

const SIGNS = [
  'via',
  'cf-ray',
  'x-forwarded-for',
  'x-forwarded-proto',
  'forwarded',
  'x-amz-cf-id',
  'x-azure-ref',
  'x-cdn',
]

/** How a body may have been indented before a proxy took the blanks out. */
const INDENTS = ['  ', '    ', '\t', ' ']
const MOST_CHUNKS = 10_000

export const alteredByProxy: BodyFault = {
  id: 'body-altered-by-proxy',
  *undo({ bytes, tree }, { headers = [] }) {
    const chunks = chunksIn(bytes)
    if (chunks) yield { body: Buffer.concat(chunks), how: CHUNKED }
    if (!tree || !SIGNS.some(name => headerValue(headers, name) !== undefined)) return
    for (const indent of INDENTS) {
      const body = writeTree(tree, { indent, colon: ': ' })
      yield { body, how: 'its indentation taken out', guess: true }
      yield { body: `${body}\n`, how: 'its indentation taken out', guess: true }
    }
    yield { body: writeTree(tree, { colon: ': ', comma: ', ' }), how: 'its blanks taken out', guess: true }
  },
  evidence({ bytes, stop }, { headers = [], trust, complete = true }) {
    const announced = declaredLength({ headers })
    if (announced === undefined || announced === bytes.length) return undefined
    if (stop?.early || bytes.length === 0 || !complete || !isTrusted(trust)) return undefined
    if (headerValue(headers, 'content-encoding') || !SIGNS.some(name => headerValue(headers, name) !== undefined)) {
      return undefined
    }
    return 'the body has another length than Content-Length says, and headers show a proxy'
  },
}

/** How it is told that the framing is still there. */
export const CHUNKED = 'the framing of chunks left in it'

/** The chunks of a body whose transfer coding was not undone: a size in hex, CRLF, that many bytes, CRLF, up to a size of 0. */
export function chunksIn(bytes: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = []
  let at = 0
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const size = /^([0-9a-fA-F]{1,7})(?:;[^\r\n]{0,60})?\r\n/.exec(bytes.toString('latin1', at, at + 80))
    if (!size) return undefined
    const length = Number.parseInt(size[1]!, 16)
    if (length === 0) return parts.length > 0 ? parts : undefined
    const start = at + size[0].length
    if (start + length > bytes.length) return undefined
    parts.push(bytes.subarray(start, start + length))
    at = start + length + 2
  }
  return undefined
}
