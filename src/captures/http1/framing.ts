/** Where the body of a message ends: by its headers, and by what stands there where the headers cannot be right. */
import { headerValues } from '../../core/headers.js'
import { parsed } from '../json/parsed.js'
import { isBodyless } from '../looks-like.js'
import { readChunks } from './chunked.js'
import { type Head, nextStart, startLineAt } from './head.js'

/** A body, one character per byte. */
export interface Framed {
  /** `undefined` where the recording stops before it. */
  body: string | undefined
  /** Where the message ends. */
  next: number
  complete: boolean
  /** Whether the headers say where it ends. */
  measured: boolean
  notes: string[]
}

/** Reads the body that follows a head. */
export function readFramed(text: string, head: Head): Framed {
  const { start } = head
  if (!head.complete) return { body: undefined, next: head.end, complete: false, measured: false, notes: [] }
  if (start.kind === 'response' && (start.status < 200 || start.status === 204 || start.status === 304)) {
    return { body: '', next: head.end, complete: true, measured: true, notes: [] }
  }
  const [length, second] = headerValues(head.headers, 'content-length')
  if (headerValues(head.headers, 'transfer-encoding').some(coding => /\bchunked\b/i.test(coding))) {
    const notes = length === undefined ? [] : ['both Transfer-Encoding and Content-Length are there: the first counts']
    const chunked = readChunks(text, head.end)
    if (chunked) {
      const { body, complete } = chunked
      return { body, next: chunked.end, complete, measured: true, notes: [...notes, ...chunked.notes] }
    }
    const whole = unmeasured(text, head)
    if (whole.body) whole.notes.push('Transfer-Encoding says chunked, but the body stands there without chunks')
    return { ...whole, measured: false }
  }
  if (length === undefined || !/^\d{1,15}$/.test(length)) return unmeasured(text, head)
  const framed = measured(text, head.end, Number(length))
  if (second !== undefined && second !== length)
    framed.notes.push('there are two Content-Length headers: the first counts')
  return framed
}

function measured(text: string, from: number, length: number): Framed {
  const end = from + length
  const notes: string[] = []
  const fits = end <= text.length
  if (!fits || !mayEnd(text, end)) {
    const other = startLineAt(text, from) ? from : nextStart(text, from, Math.min(end, text.length))
    if (other !== undefined) {
      notes.push('another message begins before Content-Length is reached: the body is cut off there')
      return { body: text.slice(from, other), next: other, complete: false, measured: true, notes }
    }
    if (fits) notes.push('more stands directly after the body than Content-Length counts')
  }
  return { body: text.slice(from, end), next: Math.min(end, text.length), complete: fits, measured: true, notes }
}

/** Whether a message can end here: at the end, before a line break, or before another message. */
function mayEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || text[at] === '\r' || startLineAt(text, at) !== undefined
}

function unmeasured(text: string, { start, end: from }: Head): Framed {
  if (start.kind === 'request' && isBodyless(start.method)) {
    return { body: '', next: from, complete: true, measured: true, notes: [] }
  }
  const next = startLineAt(text, from) ? from : (nextStart(text, from, text.length) ?? text.length)
  let end = next
  while (end > from && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  const body = text.slice(from, end)
  if (body === '' || start.kind === 'response') return { body, next, complete: true, measured: true, notes: [] }
  const whole = parsed(Buffer.from(body, 'latin1').toString('utf8')) !== undefined
  const notes = [
    'nothing says how long the body is: it was taken to the next message or the end, without line breaks there',
  ]
  return { body, next, complete: whole, measured: false, notes }
}
