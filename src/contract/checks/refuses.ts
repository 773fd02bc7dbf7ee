/** Deliveries whose signature is wrong in one way each: a receiver refuses them with 4xx, and lives on. */
import { forge } from '../../core/forge.js'
import { sign } from '../../core/signature.js'
import type { Check, Kit, Sending } from '../check.js'
import { digestBy, otherLastDigit, rightLine, signatureLine } from '../signing.js'

/** Compares digests of any length; what most receivers that fail here lack. */
const COMPARE =
  'Refuse what is not exactly 64 hex digits before you compare, then compare the decoded bytes in constant time.'

/** Bytes of a header that every common server still takes. */
const LONG_HEADER = 6000

interface Spec {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly fix?: string
  send(body: Buffer, secret: string, kit: Kit): Wrong | readonly Wrong[]
  readonly requests?: number
}

/** A request whose body is the one that was drawn, unless it says otherwise. */
type Wrong = Pick<Sending, 'signature'> & Partial<Sending>

const wrongLine = (body: Buffer, secret: string) => signatureLine(otherLastDigit(sign(body, secret)))

const headerOnly =
  (value: (digest: string, body: Buffer) => string): Spec['send'] =>
  (body, secret) => ({ signature: [signatureLine(value(sign(body, secret), body))] })

const SPECS: readonly Spec[] = [
  {
    id: 'no-signature',
    title: 'a delivery without a signature is refused',
    why: 'Anybody who knows the URL can send one. Code that takes the header for granted throws: a 500 or a dead process.',
    fix: 'Answer 401 when x-cv-signature is missing, before anything else.',
    send: () => ({ signature: [] }),
  },
  {
    id: 'empty-signature',
    title: 'an empty signature is refused',
    why: 'An empty header is not a missing one: code that asks only for that compares nothing with a digest.',
    fix: COMPARE,
    send: headerOnly(() => ''),
  },
  {
    id: '63-digits',
    title: 'a signature that lacks its last digit is refused',
    why: 'Comparing buffers of unequal length throws in Node and others: a 500, or a dead process, by one request of anybody.',
    fix: COMPARE,
    send: headerOnly(digest => digest.slice(0, -1)),
  },
  {
    id: '64-wrong-digits',
    title: 'a signature whose last digit is wrong is refused',
    why: 'The form is right and all but four bits fit: only a comparison of the whole digest tells.',
    send: headerOnly(otherLastDigit),
  },
  {
    id: '65-digits',
    title: 'a signature with a digit too many is refused',
    why: "Some decoders of hex drop what they cannot use: Node's Buffer.from(text, 'hex') reads 65 digits as 64.",
    fix: COMPARE,
    send: headerOnly(digest => `${digest}0`),
  },
  {
    id: '128-digits',
    title: 'the signature written twice in one header is refused',
    why: 'A comparison of the beginning, or one that throws on unequal lengths, is not a check.',
    fix: COMPARE,
    send: headerOnly(digest => digest + digest),
  },
  {
    id: 'non-hex',
    title: 'a signature of 64 characters that are not all hex is refused',
    why: 'A check of the length alone lets it through to a decoder that cuts at the first other character.',
    fix: COMPARE,
    send: headerOnly(digest => `${digest.slice(0, -1)}g`),
  },
  {
    id: 'prefix',
    title: 'a signature with "sha256=" before it is refused',
    why: 'CareValidate sends bare hex. A decoder that stops at "s" compares nothing with a digest, and may throw.',
    fix: COMPARE,
    send: headerOnly(digest => `sha256=${digest}`),
  },
  {
    id: 'base64',
    title: 'the right digest in base64 is refused',
    why: 'CareValidate sends hex. Other lengths and letters must not reach a comparison that throws.',
    fix: COMPARE,
    send: headerOnly(digest => Buffer.from(digest, 'hex').toString('base64')),
  },
  {
    id: 'non-ascii',
    title: 'a signature with bytes beyond ASCII is refused',
    why: 'Comparing texts beyond ASCII throws in Python (hmac.compare_digest) and confuses decoders elsewhere.',
    fix: COMPARE,
    send: headerOnly(digest => `${digest.slice(0, -2)}\u00e9\u00ff`),
  },
  {
    id: 'very-long',
    title: 'a signature of thousands of characters is refused',
    why: 'A comparison or a pattern that is slow on long text, or a buffer of fixed size, is an open door.',
    fix: COMPARE,
    send: headerOnly(digest => digest.padEnd(LONG_HEADER, '0')),
  },
  {
    id: 'two-headers',
    title: 'two signature headers, of which one is right, are refused, whichever comes first',
    why: 'Exactly one is ever sent. A receiver that takes the first, the last or any that fits can be led by whoever adds one on the way; many servers join the two with a comma, where a decoder of hex stops.',
    fix: 'Refuse a request that has x-cv-signature more than once, also when the server joins the values with a comma.',
    requests: 2,
    send: (body, secret, kit) => {
      const other = kit.body()
      return [
        { signature: [wrongLine(body, secret), rightLine(body, secret)], which: 'the wrong one first' },
        { body: other, signature: [rightLine(other, secret), wrongLine(other, secret)], which: 'the right one first' },
      ]
    },
  },
  {
    id: 'other-body',
    title: 'the right signature of another body is refused',
    why: 'A signature that was seen once must not open the door for any other body.',
    send: (_body, secret, kit) => ({ signature: [rightLine(kit.body(), secret)] }),
  },
  {
    id: 'tampered-body',
    title: 'a body that was changed after it was signed is refused',
    why: 'This is what the signature is for: one digit changed on the way.',
    send: (body, secret) => {
      const { body: tampered, signature } = forge('tampered', body, secret)
      return { body: Buffer.from(tampered), signature: [signatureLine(signature!)] }
    },
  },
  {
    id: 'appended-bytes',
    title: 'a body with bytes appended after it was signed is refused',
    why: 'Blanks after the JSON change nothing for a parser, and everything for the signature: a receiver that hashes what it parsed does not see them.',
    fix: 'Hash the raw bytes of the request, all of them, before any parser.',
    send: (body, secret) => ({
      body: Buffer.concat([body, Buffer.from('  \n')]),
      signature: [rightLine(body, secret)],
    }),
  },
  {
    id: 'wrong-secret',
    title: 'a signature made with another secret is refused',
    why: 'A receiver that does not use its secret, or uses an empty one, accepts everybody.',
    send: (body, secret) => ({ signature: [signatureLine(sign(body, `${secret}x`))] }),
  },
  {
    id: 'empty-secret',
    title: 'a signature made with an empty secret is refused',
    why: 'A receiver whose secret was never loaded keeps its HMAC with an empty key, and anybody can do the same.',
    fix: 'Refuse to start without the secret, and never fall back to an empty one.',
    send: body => ({ signature: [signatureLine(sign(body, ''))] }),
  },
  {
    id: 'sha1',
    title: 'a SHA-1 digest is refused',
    why: 'The scheme is SHA-256. The shorter digest must be refused without throwing.',
    fix: COMPARE,
    send: (body, secret) => ({ signature: [signatureLine(digestBy('sha1', body, secret))] }),
  },
  {
    id: 'sha512',
    title: 'a SHA-512 digest is refused',
    why: 'The scheme is SHA-256. The longer digest must be refused without throwing.',
    fix: COMPARE,
    send: (body, secret) => ({ signature: [signatureLine(digestBy('sha512', body, secret))] }),
  },
]

/** What to do where nothing is verified. */
export const VERIFY =
  'Compute HMAC-SHA256 over the raw body with the secret, and answer 401 unless it equals x-cv-signature.'

/** The checks of a signature. */
export const REFUSES: readonly Check[] = SPECS.map(({ id, title, why, fix = VERIFY, requests, send }) => ({
  id: `refuses/${id}`,
  group: 'refuses',
  level: 'must',
  title,
  why,
  fix,
  expect: 'refused',
  ...(requests === undefined ? {} : { requests }),
  send: kit => {
    const body = kit.body()
    return [send(body, kit.secret!, kit)].flat().map(one => ({ body, ...one }))
  },
}))
