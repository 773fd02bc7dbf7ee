/** The signature of a copy: as right or as wrong as that of the original, made with test secrets. */
import { createHmac } from 'node:crypto'
import type { CapturedDelivery } from '../../captures/delivery.js'
import { MASKED } from '../../captures/record.js'
import { headerValues } from '../../core/headers.js'
import { isSignature, type NamedSecret, SIGNATURE_HEADER, stripBlanks } from '../../core/signature.js'
import type { Explanation } from '../../explain/explanation.js'
import type { Judgement } from '../judge.js'
import type { Disguise } from './disguise.js'
import { otherSignature, withDigest } from './signature.js'
import type { TestSecrets } from './test-secrets.js'

/** A delivery with what was found of it, and the body of its copy. */
export interface Signing {
  delivery: CapturedDelivery
  judgement: Judgement
  explanation: Explanation | undefined
  body: Uint8Array
  /** The secrets that the originals are checked with. */
  secrets: readonly NamedSecret[]
  disguise: Disguise
  tests: TestSecrets
  /** Makes the signature of a copy that shows a cause; nothing where it cannot. */
  remake(explanation: Explanation): string[] | undefined
}

/** The values of the signature header of a copy. */
export function signatureOf(signing: Signing): readonly string[] {
  const { delivery, judgement, explanation, disguise } = signing
  const values = headerValues(delivery.headers, SIGNATURE_HEADER)
  if (judgement.masked === SIGNATURE_HEADER) return values.map(() => MASKED)
  const made =
    judgement.verdict === 'valid' ? validAgain(values, signing) : explanation?.transform && signing.remake(explanation)
  return made ?? values.map(value => unexplained(value, signing) ?? otherSignature(value, disguise))
}

/** The test secret for a secret, made where there is none yet. */
export function testFor(label: string, tests: TestSecrets): string {
  const [secret] = tests.candidates('accepted', label, '')
  tests.keep('accepted', secret!)
  return secret!.value
}

function validAgain(values: readonly string[], { delivery, judgement, secrets, body, disguise, tests }: Signing) {
  const secret = secrets.find(one => one.label === judgement.secret)!
  const before = hmac(delivery.body!, secret.value)
  return withDigest(
    values,
    { before, after: hmac(body, testFor(secret.label, tests)), digits: 64, fromEnd: false },
    disguise,
  )
}

/** A value that holds a secret itself, or of which nobody knows whether it was right: the copy's is. */
function unexplained(value: string, { secrets, body, tests }: Signing): string | undefined {
  const plain = stripBlanks(value)
  const held = secrets.find(one => Buffer.from(one.value).toString('latin1') === plain || one.value === plain)
  if (held) return Buffer.from(testFor(held.label, tests)).toString('latin1')
  return secrets.length === 0 && isSignature(plain) ? hmac(body, testFor('secret 1', tests)).toString('hex') : undefined
}

const hmac = (body: Uint8Array, secret: string) => createHmac('sha256', secret).update(body).digest()
