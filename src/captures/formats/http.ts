/** Format `http`: the text of HTTP/1.x requests, bare or as a tool printed it, with the answers where they stand there too. */
import { asBuffer } from '../../core/bytes.js'
import type { CapturedDelivery } from '../delivery.js'
import { answerOf, makeDelivery, pathOf } from '../draft.js'
import type { RequestMessage } from '../http1/messages.js'
import { type Exchange, readTranscript } from '../http1/transcript.js'
import { parsed } from '../json/parsed.js'
import { mayDeliver } from '../looks-like.js'
import { badCapture, FORMATS_HINT } from '../problems.js'
import type { CaptureReader } from '../reader.js'

/** Reads every request that may have a body. */
export const readHttp: CaptureReader = ({ bytes, name }, notices) => {
  const text = asBuffer(bytes).toString('latin1')
  const deliveries: CapturedDelivery[] = []
  let number = 0
  let strayLines = 0
  for (const exchange of readTranscript(text)) {
    strayLines += exchange.strayLines
    for (const request of exchange.requests) {
      const where = `request ${++number}`
      if (mayDeliver(request.method, request.headers))
        deliveries.push(toDelivery(request, exchange.flaw, `${name}, ${where}`))
      else notices.add(where, 'is a request without a body; skipped')
    }
  }
  if (number === 0)
    throw badCapture(name, 'has no HTTP/1.x request', [
      'a request begins with a line like "POST /path HTTP/1.1"',
      FORMATS_HINT,
    ])
  if (strayLines > 0)
    notices.add('', `${strayLines} ${strayLines === 1 ? 'line belongs' : 'lines belong'} to no HTTP message; skipped`)
  return deliveries
}

function toDelivery(request: RequestMessage, flaw: Exchange['flaw'], source: string): CapturedDelivery {
  const hidden = flaw === 'no-bodies' && !request.body?.length
  const notes = [...request.notes]
  if (hidden) notes.push('curl -v does not print the body: use --trace, which writes every byte')
  return makeDelivery({
    source,
    format: 'http',
    trust: request.exact ? 'wire' : 'logged',
    method: request.method,
    path: pathOf(request.target),
    httpVersion: request.httpVersion,
    headers: request.headers,
    body: hidden ? undefined : request.body,
    complete: request.complete && !hidden,
    lossy: flaw && request.body && lossOf(request.body, flaw),
    answer: answerOf(request.status),
    notes,
  })
}

/**
 * Why a body cannot be the one that was sent. In a print with dots each byte outside ASCII is one: JSON without two in
 * a row has none of them, since every character of UTF-8 beyond ASCII has two bytes or more.
 */
function lossOf(body: Uint8Array, flaw: Exchange['flaw']): string | undefined {
  const text = Buffer.from(body).toString('utf8')
  if (flaw === 'replaced') return text.includes('\ufffd') ? 'the tool replaced bytes that were not UTF-8' : undefined
  if (flaw !== 'dots' || !text.includes('.') || (!text.includes('..') && parsed(text))) return undefined
  return 'the tool prints bytes outside ASCII as dots: use curl --trace, or tshark -z follow,tcp,raw'
}
