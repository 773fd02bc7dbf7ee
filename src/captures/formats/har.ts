/** Format `har`: an HTTP archive of a browser or proxy; of its entries those that look like deliveries. */
import { headerValues } from '../../core/headers.js'
import { isObject } from '../../core/path.js'
import type { CapturedDelivery } from '../delivery.js'
import { answerOf, makeDelivery, momentOf, pathOf, textOf } from '../draft.js'
import { harBody } from '../har-body.js'
import { headersFrom } from '../headers.js'
import { type Item, ItemScanner } from '../json/items.js'
import { parsed } from '../json/parsed.js'
import { looksLikeDelivery } from '../looks-like.js'
import { badCapture, FORMATS_HINT, Notices } from '../problems.js'
import type { CaptureReader, CaptureStream, StreamOptions } from '../reader.js'

const MAX_ENTRY = 8 * 1024 ** 2
const PIECE = 1024 ** 2

/**
 * Cuts the entries out of an archive that comes in chunks of any size. Of each entry only `request` is kept in full;
 * long texts of the response are dropped while they pass. An entry that is still larger than 8 MiB is noticed, not read.
 */
export function harEntries({ name }: StreamOptions): CaptureStream {
  const notices = new Notices(name)
  const scanner = new ItemScanner({ path: ['log', 'entries'], keep: 'request', limit: MAX_ENTRY })
  let entries = 0
  let others = 0

  const read = (item: Item): CapturedDelivery[] => {
    entries++
    const where = `entry ${item.number}`
    if (!item.bytes) notices.add(where, `is larger than ${MAX_ENTRY / 1024 ** 2} MiB; skipped`)
    else {
      const entry = parsed(Buffer.from(item.bytes).toString('utf8'))?.value
      if (!isObject(entry) || !isObject(entry['request']))
        notices.add(where, 'has no request that can be read; skipped')
      else {
        const delivery = readEntry(entry, entry['request'], `${name}, ${where}`)
        if (delivery) return [delivery]
        others++
      }
    }
    return []
  }

  return {
    push: chunk => scanner.push(chunk).flatMap(read),
    end() {
      if (!scanner.found) throw badCapture(name, 'has no list log.entries, as a HAR has', [FORMATS_HINT])
      if (!scanner.closed) notices.add('', 'is cut off; the entries that are whole were read')
      if (others > 0) notices.add('', `${others} of ${entries} entries do not look like deliveries; skipped`)
      return []
    },
    notices: () => notices.list(),
  }
}

/** Reads an archive that is in memory. */
export const readHar: CaptureReader = ({ bytes, name }, notices) => {
  const stream = harEntries({ name })
  const deliveries: CapturedDelivery[] = []
  for (let at = 0; at < bytes.length; at += PIECE) {
    for (const delivery of stream.push(bytes.subarray(at, at + PIECE))) deliveries.push(delivery)
  }
  stream.end()
  notices.adopt(stream.notices())
  return deliveries
}

function readEntry(
  entry: Record<string, unknown>,
  request: Record<string, unknown>,
  source: string,
): CapturedDelivery | undefined {
  const headers = headersFrom(request['headers'])
  const { bytes, lossy, notes } = harBody(request, headers)
  if (!looksLikeDelivery(headers, bytes)) return undefined
  const { response } = entry
  const browser =
    '_initiator' in entry || '_securityState' in entry || headerValues(headers, 'sec-fetch-mode').length > 0
  if (browser) notes.push('a browser wrote this: the request is one that a page made, and its body was printed as text')
  const size = request['bodySize']
  const cut = typeof size === 'number' && bytes !== undefined && size > bytes.length
  if (cut) notes.push(`the archive counts ${size} bytes of body, but holds ${bytes.length}`)
  return makeDelivery({
    source,
    format: 'har',
    trust: browser ? 'logged' : 'wire',
    method: textOf(request['method']),
    path: pathOf(textOf(request['url']) ?? '/'),
    httpVersion: textOf(request['httpVersion'])?.replace(/^HTTP\//i, ''),
    receivedAt: momentOf(entry['startedDateTime']),
    headers,
    body: bytes,
    complete: bytes !== undefined && !cut,
    lossy,
    answer: isObject(response) ? answerOf(response['status']) : undefined,
    notes,
  })
}
