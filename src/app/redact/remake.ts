/** The signature of a copy whose cause is proven: made over what the same transform gives of the redacted body, with the same fault of the key. */
import { createHmac } from 'node:crypto'
import { asBuffer } from '../../core/bytes.js'
import type { NamedSecret } from '../../core/signature.js'
import { knownBodies, lateBodies } from '../../explain/body/candidates.js'
import { explainMismatch } from '../../explain/explain-mismatch.js'
import type { ExplainInput, Explanation } from '../../explain/explanation.js'
import { CONSTRUCTIONS, type Construction, schemesFor } from '../../explain/header/construction.js'
import { type Reading, readingsOf } from '../../explain/header/reading.js'
import { HmacKey, Message } from '../../explain/search/hmac.js'
import { Keyring } from '../../explain/search/keyring.js'
import { Trials } from '../../explain/search/trials.js'
import { BodyView, COPIES_LIMIT, TEXT_LIMIT } from '../../explain/view.js'
import type { Disguise } from './disguise.js'
import { largeBodies } from './large.js'
import { withDigest } from './signature.js'
import { keyNamed, type TestSecrets } from './test-secrets.js'

/** Bodies and keys that are tried. */
const MOST_BODIES = 24
const MOST_WAYS = 3000
const MOST_TRIES = 60
const ENDLESS = { candidates: 1_000_000, bytes: Number.MAX_SAFE_INTEGER }

/** What a copy is to show, and of what it is made. */
export interface RemakeInput {
  /** The delivery as it was explained. */
  original: ExplainInput
  explanation: Explanation
  /** The redacted delivery, with the headers of the copy; its signature is made here. */
  copy: Omit<ExplainInput, 'signatureValues' | 'secrets' | 'suspects'>
  /** The body that was signed instead, redacted, where the signature is that of another delivery. */
  instead: Uint8Array | undefined
  disguise: Disguise
  tests: TestSecrets
}

/** The values of the signature header for a copy; nothing where it cannot be made to show the same. */
export function remake(input: RemakeInput): string[] | undefined {
  const { explanation, original, tests } = input
  const found = findMatch(original, explanation)
  if (!found || !explanation.transform) return undefined
  const { key } = explanation.transform
  const label = explanation.secret!
  const kind = original.secrets.some(one => one.label === label) ? 'accepted' : 'suspects'
  // Of a suspect as it is, the name is its label.
  const how = kind === 'suspects' && key === `suspect ${label}` ? '' : key
  const bodies = bodiesFor(input, found)
  let tries = 0
  for (const secret of tests.candidates(kind, label, how)) {
    for (const body of bodies) {
      if (tries++ > MOST_TRIES) return undefined
      const values = signedWith(input, found, secret, how, body)
      if (values && shows(input, kind, secret, values)) {
        tests.keep(kind, secret)
        return values
      }
    }
  }
  return undefined
}

/** Whether the copy with this signature is explained like the original. */
function shows(
  { copy, explanation, tests }: RemakeInput,
  kind: keyof Pick<TestSecrets, 'accepted' | 'suspects'>,
  secret: NamedSecret,
  signatureValues: string[],
): boolean {
  const added = (list: readonly NamedSecret[]) =>
    list.some(one => one.label === secret.label) ? list : [...list, secret]
  const told = explainMismatch({
    ...copy,
    signatureValues,
    secrets: kind === 'accepted' ? added(tests.accepted) : tests.accepted,
    suspects: kind === 'suspects' ? added(tests.suspects) : tests.suspects,
  })
  return told.proof === explanation.proof && told.causes.join() === explanation.causes.join()
}

/** What fits in the original. */
interface Found {
  reading: Reading
  /** The place of the construction among those that are told alike. */
  place: number | undefined
  /** The place of the body among those that a large one may have been. */
  bodyPlace: number
  digest: Buffer
}

/** A large body is not restored by whoever explains it. */
const isLarge = (body: Uint8Array | string) => body.length > TEXT_LIMIT

function findMatch(original: ExplainInput, explanation: Explanation): Found | undefined {
  const whole = asBuffer(original.body)
  const bodies = isLarge(whole) ? largeBodies(whole, explanation.causes) : [asBuffer(explanation.restored ?? whole)]
  let bodyPlace = 0
  for (const body of bodies) {
    const found = matchOf(body, original, explanation)
    if (found) return { ...found, bodyPlace }
    bodyPlace++
  }
  return undefined
}

function matchOf(
  body: Buffer,
  original: ExplainInput,
  { transform, secret }: Explanation,
): Omit<Found, 'bodyPlace'> | undefined {
  if (!transform) return undefined
  const { key: how, made } = transform
  const message = new Message(body)
  const keys = new Keyring(original.secrets, original.suspects ?? [])
    .named(how)
    .filter(one => one.secret.label === secret)
  const constructions = made === undefined ? [undefined] : constructionsNamed(original, made)
  for (const reading of readingsOf(original.signatureValues)) {
    const trials = new Trials([reading], ENDLESS)
    for (const key of keys) {
      for (const [place, construction] of constructions.entries()) {
        const fits = construction
          ? trials.made(body.length, algorithm => construction.digest(algorithm, body, key.secret.value))
          : (trials.hmac(message, key.hmac) ?? trials.rare(message, key.hmac))
        if (!fits) continue
        const digest = construction
          ? construction.digest(reading.algorithm, body, key.secret.value)
          : createHmac(reading.algorithm, key.hmac.bytes).update(body).digest()
        return { reading, place: construction && place, digest }
      }
    }
  }
  return undefined
}

const constructionsNamed = (input: ExplainInput, made: string): Construction[] =>
  [...CONSTRUCTIONS, ...schemesFor(input)].filter(one => one.how === made)

function signedWith(
  { original, explanation, copy, disguise }: RemakeInput,
  { reading, place, digest }: Found,
  secret: NamedSecret,
  how: string,
  body: Buffer,
): string[] | undefined {
  const written = (after: Buffer) =>
    withDigest(
      original.signatureValues,
      { before: digest, after, digits: reading.digits, fromEnd: reading.fromEnd ?? false },
      disguise,
    )
  const made = explanation.transform?.made
  if (made === undefined) {
    const key = keyNamed(secret.value, how)
    return key === undefined
      ? undefined
      : written(createHmac(reading.algorithm, new HmacKey(key).bytes).update(body).digest())
  }
  // What a scheme signs beside the body may stand in the header itself.
  const signatureValues = written(digest) ?? []
  const construction = constructionsNamed({ ...copy, signatureValues, secrets: [secret] }, made)[place ?? 0]
  return construction && written(construction.digest(reading.algorithm, body, secret.value))
}

/** What may be signed for the copy: first what comes by the very way by which the original was found. */
function bodiesFor({ original, explanation, copy, instead }: RemakeInput, { bodyPlace }: Found): Iterable<Buffer> {
  const { restored } = explanation
  if (isLarge(original.body)) return nth(largeBodies(asBuffer(copy.body), explanation.causes), bodyPlace)
  if (!restored) return [asBuffer(copy.body)]
  if (instead) return [asBuffer(instead)]
  const view = new BodyView(copy.body, copy.event)
  const input = { ...copy, signatureValues: original.signatureValues, secrets: [] }
  const waysOf = (of: BodyView, from: ExplainInput) => ways(of, from, explanation)
  const place = placeOf(waysOf(new BodyView(original.body, original.event), original), asBuffer(restored))
  const all: Buffer[] = []
  let first: Buffer | undefined
  let at = 0
  for (const body of waysOf(view, input)) {
    if (at === place) first = body
    else if (all.length < MOST_BODIES) all.push(body)
    if (at++ >= place && all.length >= MOST_BODIES) break
  }
  return first ? [first, ...all] : all
}

function nth<T>(list: Iterable<T>, place: number): T[] {
  let at = 0
  for (const one of list) if (at++ === place) return [one]
  return []
}

function* ways(view: BodyView, input: ExplainInput, { transform, causes }: Explanation): Iterable<Buffer> {
  const route = transform!.body
  let left = MOST_WAYS
  for (const { body } of knownBodies(view, input, route)) if (left-- > 0) yield asBuffer(body)
  if (view.bytes.length > COPIES_LIMIT) yield* largeBodies(view.bytes, causes)
  if (route !== 'json') return
  for (const { body } of lateBodies(view)) if (left-- > 0) yield asBuffer(body)
}

function placeOf(bodies: Iterable<Buffer>, wanted: Buffer): number {
  let place = 0
  for (const body of bodies) {
    if (body.equals(wanted)) return place
    place++
  }
  return 0
}
