/** The messages of a stream: requests, and the statuses that answer them. */
import { headerValues } from '../../core/headers.js'
import type { RawHeader } from '../record.js'
import { readFramed } from './framing.js'
import { type Head, nextLine, readHead, startLineAt } from './head.js'

/** The two directions of a connection, one character per byte. */
export interface Conversation {
  client: string
  server: string
  /** What the tool does not show as it was: `dots` for bytes outside ASCII, U+FFFD for invalid ones, no bodies of requests. */
  flaw?: 'dots' | 'replaced' | 'no-bodies'
}

/** A request as it stood in a stream. */
export interface RequestMessage {
  method: string
  target: string
  httpVersion: string
  headers: RawHeader[]
  body: Uint8Array | undefined
  complete: boolean
  /** Whether these can be the very bytes of the connection: nothing was converted, the length is known. */
  exact: boolean
  notes: string[]
  /** The final status that answered it. */
  status?: number
}

/** What a stream held. */
export interface Messages {
  requests: RequestMessage[]
  /** Final statuses, in order. */
  statuses: number[]
  /** Lines that belong to no message. */
  strayLines: number
}

/**
 * Reads a stream of one direction, or of both mixed; then a response answers the request before it.
 *
 * @param text one character per byte
 */
export function readMessages(text: string): Messages {
  const messages: Messages = { requests: [], statuses: [], strayLines: 0 }
  let at = 0
  while (at < text.length) {
    const start = startLineAt(text, at)
    if (!start) {
      const next = nextLine(text, at)
      if (text.slice(at, Math.min(next, at + 200)).trim() !== '') messages.strayLines++
      at = next
      continue
    }
    const head = readHead(text, start)
    if (start.kind === 'request') at = readRequest(text, head, messages)
    else {
      at = readFramed(text, head).next
      if (start.status >= 200) addStatus(messages, start.status)
    }
  }
  return messages
}

function readRequest(text: string, head: Head, messages: Messages): number {
  const { start } = head
  if (start.kind !== 'request') return head.end
  if (head.complete && headerValues(head.headers, 'expect').length > 0) skipContinue(text, head)
  const framed = readFramed(text, head)
  const hasBreaks = framed.body !== undefined && /[\r\n]/.test(framed.body)
  const exact = framed.measured && (head.crlf || !hasBreaks)
  const notes = [...head.notes, ...framed.notes]
  if (!exact && framed.measured) notes.push('the lines end in LF: line breaks in the body may have been converted too')
  messages.requests.push({
    method: start.method.toUpperCase(),
    target: start.target,
    httpVersion: start.version,
    headers: head.headers,
    body: framed.body === undefined ? undefined : Buffer.from(framed.body, 'latin1'),
    complete: framed.complete,
    exact,
    notes,
  })
  return framed.next
}

/** Passes over a `100 Continue` that a mixed stream shows between head and body. */
function skipContinue(text: string, head: Head): void {
  const start = startLineAt(text, head.end)
  if (start?.kind !== 'response' || start.status >= 200) return
  const interim = readHead(text, start)
  if (interim.complete) head.end = interim.end
}

function addStatus(messages: Messages, status: number): void {
  messages.statuses.push(status)
  const request = messages.requests.at(-1)
  if (request && request.status === undefined) request.status = status
}
