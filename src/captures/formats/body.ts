/** Format `body`: a file that is the body and nothing else, with the signature given beside it. */
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { makeDelivery } from '../draft.js'
import type { CaptureReader } from '../reader.js'

/** Takes the file as it is. */
export const readBody: CaptureReader = ({ bytes, name, signature }) => [
  makeDelivery({
    source: name,
    format: 'body',
    trust: 'receiver',
    headers: signature === undefined ? [] : [[SIGNATURE_HEADER, signature]],
    body: bytes,
  }),
]
