/** Format `body`: a file that is the body and nothing else, with the signature given beside it. */
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { makeDelivery } from '../draft.js'
import type { CaptureReader } from '../reader.js'
import { isPastedFile, PASTED } from '../typographic.js'

/** Takes the file as it is. */
export const readBody: CaptureReader = ({ bytes, name, signature }) => {
  const pasted = isPastedFile(bytes)
  return [
    makeDelivery({
      source: name,
      format: 'body',
      trust: pasted ? 'typed' : 'receiver',
      headers: signature === undefined ? [] : [[SIGNATURE_HEADER, signature]],
      body: bytes,
      notes: pasted ? [PASTED] : [],
    }),
  ]
}
