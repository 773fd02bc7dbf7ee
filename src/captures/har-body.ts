/** The body of a request in an HTTP archive: `postData`, in the ways in which browsers and proxies fill it. */
import { headerValue, headerValues } from '../core/headers.js'
import { isObject } from '../core/path.js'
import { type BodyBytes, base64Bytes, textBytes } from './body-text.js'
import type { RawHeader } from './record.js'

/** A body, with what was odd about it. */
export interface HarBody {
  bytes: Uint8Array | undefined
  lossy: string | undefined
  notes: string[]
}

/** Reads a request's body; `bytes` is `undefined` where the archive does not hold it. */
export function harBody(request: Record<string, unknown>, headers: readonly RawHeader[]): HarBody {
  const data = request['postData']
  if (!isObject(data)) return absent(request['bodySize'], 'the archive has no body of this request')
  const text = data['text']
  if (typeof text !== 'string') {
    const elsewhere = typeof data['_file'] === 'string' || typeof data['_sha1'] === 'string'
    return absent(
      request['bodySize'],
      elsewhere ? IN_ANOTHER_FILE : 'the archive has the body as form fields only, not as text',
    )
  }
  if (data['encoding'] === 'base64' || data['_encoding'] === 'base64') {
    const bytes = base64Bytes(text)
    return { bytes, lossy: undefined, notes: bytes ? [] : ['the body is marked as base64, but is none'] }
  }
  const { bytes, lossy } = inCharset(text, headers)
  const coding = headerValues(headers, 'content-encoding').find(value => !/^\s{0,9}(?:identity)?\s{0,9}$/i.test(value))
  return { bytes, lossy: coding === undefined ? lossy : UNCOMPRESSED, notes: [] }
}

const IN_ANOTHER_FILE = 'the archive keeps the body in a file beside it: save it with bodies embedded'
const UNCOMPRESSED = 'the body was sent with a Content-Encoding, and the recorder undid it'

function absent(size: unknown, note: string): HarBody {
  return size === 0
    ? { bytes: new Uint8Array(0), lossy: undefined, notes: [] }
    : { bytes: undefined, lossy: undefined, notes: [note] }
}

/** Recorders decode by the charset that the request names; only latin1 can be undone besides UTF-8. */
function inCharset(text: string, headers: readonly RawHeader[]): BodyBytes {
  const charset = /;\s{0,9}charset="?([\w-]{1,20})/i
    .exec(headerValue(headers, 'content-type') ?? '')?.[1]
    ?.toLowerCase()
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8' || /^[\0-\x7f]*$/.test(text))
    return textBytes(text)
  const latin = charset === 'iso-8859-1' || charset === 'latin1' || charset === 'us-ascii'
  if (latin && /^[\0-\xff]*$/.test(text)) return { bytes: Buffer.from(text, 'latin1') }
  return { bytes: textBytes(text).bytes, lossy: 'the recorder decoded the body by a charset that cannot be undone' }
}
