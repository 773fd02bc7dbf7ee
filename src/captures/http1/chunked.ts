/** The chunked transfer coding, undone. */
import { nextLine, withoutEnd } from './head.js'

/** What was read of a chunked body. */
export interface Chunked {
  body: string
  /** Where the message ends. */
  end: number
  complete: boolean
  notes: string[]
}

const SIZE = /([0-9a-fA-F]{1,8})[ \t]{0,64}(?:;[^\r\n]*)?\r?\n/y

/** Reads chunks up to the last one and its trailers; `undefined` when there are no chunks at all. */
export function readChunks(text: string, from: number): Chunked | undefined {
  const parts: string[] = []
  let at = from
  for (;;) {
    SIZE.lastIndex = at
    const size = SIZE.exec(text)
    if (!size) {
      if (parts.length === 0 && /[^0-9a-fA-F]/.test(text[at] ?? '')) return undefined
      return broken(parts, at, 'the chunks of the body stop before the last one')
    }
    const data = at + size[0].length
    const length = Number.parseInt(size[1]!, 16)
    if (length === 0) return { body: parts.join(''), ...skipTrailers(text, data) }
    parts.push(text.slice(data, data + length))
    at = data + length
    if (at >= text.length) return broken(parts, text.length, 'the body is cut off inside a chunk')
    if (text.startsWith('\r\n', at)) at += 2
    else if (text[at] === '\n') at++
    else return broken(parts, at, 'a chunk of the body has another length than it says')
  }
}

function broken(parts: string[], end: number, note: string): Chunked {
  return { body: parts.join(''), end, complete: false, notes: [note] }
}

function skipTrailers(text: string, from: number): Omit<Chunked, 'body'> {
  let end = from
  let trailers = 0
  while (end < text.length) {
    const next = nextLine(text, end)
    const line = withoutEnd(text.slice(end, next))
    if (line !== '' && !/^[!#-'*+\-.^_`|~0-9A-Za-z]{1,256}:/.test(line)) break
    end = next
    if (line === '') break
    trailers++
  }
  const notes = trailers === 0 ? [] : [`${trailers} trailers stand after the body; they are no headers here`]
  return { end, complete: true, notes }
}
