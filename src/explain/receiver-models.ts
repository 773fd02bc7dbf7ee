/** Receivers with a fault, for the active search: one body on the wire, signed as each of them would expect it. */
import { createHmac } from 'node:crypto'
import { hashedBodies } from './body/hashed.js'
import { type CauseId, inOrder } from './causes.js'
import { CONSTRUCTIONS } from './header/construction.js'
import { keyVariants } from './secret/faults.js'
import { BodyView } from './view.js'

/** What one faulty receiver accepts. */
export interface ReceiverModel {
  causes: CauseId[]
  /** What it does, for people. */
  how: string
  /** What it hashes. */
  body: Uint8Array
  /** The value of the signature header that it accepts. */
  signature: string
}

/**
 * Faulty receivers, the most frequent faults first; each signature once.
 *
 * @param raw the body that is on the wire, as the sender writes it
 */
export function* receiverModels(raw: Uint8Array, secret: string, event?: string): Iterable<ReceiverModel> {
  const view = new BodyView(raw, event)
  const seen = new Set([hmac(raw, secret)])
  for (const model of allModels(view, secret)) {
    if (seen.has(model.signature)) continue
    seen.add(model.signature)
    yield model
  }
}

function* allModels(view: BodyView, secret: string): Iterable<ReceiverModel> {
  for (const { body, causes, how = '' } of hashedBodies(view)) {
    const bytes = Buffer.from(body as string)
    yield { causes: inOrder(causes()), how, body: bytes, signature: hmac(bytes, secret) }
  }
  const { bytes } = view
  for (const { key, how, causes } of keyVariants(secret)) {
    yield {
      causes: inOrder(causes),
      how: `its key is the secret with ${how}`,
      body: bytes,
      signature: hmac(bytes, key),
    }
  }
  const digest = createHmac('sha256', secret).update(bytes).digest()
  yield { causes: ['header-encoding'], how: 'it expects base64', body: bytes, signature: digest.toString('base64') }
  yield {
    causes: ['header-format'],
    how: 'it expects "sha256="',
    body: bytes,
    signature: `sha256=${digest.toString('hex')}`,
  }
  yield {
    causes: ['comparison-wrong'],
    how: 'it expects upper case',
    body: bytes,
    signature: digest.toString('hex').toUpperCase(),
  }
  for (const algorithm of ['sha1', 'sha512', 'sha384', 'md5']) {
    const signature = createHmac(algorithm, secret).update(bytes).digest('hex')
    yield { causes: ['signature-algorithm'], how: `it uses ${algorithm}`, body: bytes, signature }
  }
  for (const one of CONSTRUCTIONS) {
    const signature = one.digest('sha256', bytes, secret).toString('hex')
    yield { causes: [one.cause], how: `it computes ${one.how}`, body: bytes, signature }
  }
}

const hmac = (body: Uint8Array, key: string | Uint8Array) => createHmac('sha256', key).update(body).digest('hex')
