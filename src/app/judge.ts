/** The verdict on one delivery, whoever recorded it: its signature, its static header, and what its body differs in. */
import { timingSafeEqual } from 'node:crypto'
import { type CapturedDelivery, isTrusted } from '../captures/delivery.js'
import { MASKED } from '../captures/record.js'
import { asBuffer } from '../core/bytes.js'
import { headerValues } from '../core/headers.js'
import { isMaskedValue } from '../core/masked.js'
import type { Json } from '../core/path.js'
import { isReadable } from '../core/readable.js'
import { checkSignature, type NamedSecret, SIGNATURE_HEADER, stripBlanks } from '../core/signature.js'
import type { Finding } from '../events/findings.js'
import { type Shape, validateBody } from '../events/validate.js'

/** Every verdict, in the order in which they are told. */
export const VERDICTS = ['valid', 'invalid', 'unsigned', 'unverifiable'] as const

/** `unverifiable`: it cannot be told, for want of a secret or of bytes that can be trusted. */
export type Verdict = (typeof VERDICTS)[number]

/** Why a verdict is what it is. Stable: records and reports carry it. */
export type VerdictCode =
  | 'ok'
  | 'no-signature'
  | 'malformed'
  | 'multiple'
  | 'mismatch'
  | 'no-secret'
  | 'lossy-capture'
  | 'static-header-missing'
  | 'static-header-wrong'

/** What a delivery is checked against. */
export interface Accepted {
  /** Every secret that is accepted; empty when none is known. */
  secrets: readonly NamedSecret[]
  /** Fixed headers of an older set-up, all of which must be there. */
  staticHeaders: ReadonlyArray<{ name: string; value: string }>
  /** The webhook has no secret: nothing is verified. */
  unsigned: boolean
}

/** What was found of one delivery. */
export interface Judgement {
  verdict: Verdict
  code: VerdictCode
  /** The label of the secret that fits. */
  secret: string | undefined
  /** The header that the recording masks, so that nothing can be told. */
  masked?: string
  event: string | undefined
  shape: Shape
  findings: Finding[]
  /** The parsed body, where it is JSON and was looked at. */
  body: Json | undefined
}

/** As much of a delivery as a verdict needs. */
export type JudgedDelivery = Pick<CapturedDelivery, 'headers' | 'body' | 'complete' | 'lossy' | 'trust'> &
  Partial<Pick<CapturedDelivery, 'format'>>

type Check = Pick<Judgement, 'verdict' | 'code' | 'secret' | 'masked'> & { upperCase?: boolean }

/** Judges a delivery. Total: no input makes it throw. */
export function judge(delivery: JudgedDelivery, accepted: Accepted, options: { findings: boolean }): Judgement {
  const { verdict, code, secret, masked, upperCase } = checkDelivery(delivery, accepted)
  const validation = options.findings && delivery.body ? validated(delivery.body) : NOT_COMPARED
  const { event, shape, body } = validation
  const findings = upperCase && options.findings ? [UPPER_CASE, ...validation.findings] : validation.findings
  // Written out: to copy the rest of an object costs more than all of the above.
  const judgement: Judgement = { verdict, code, secret, event, shape, findings, body }
  return masked === undefined ? judgement : { ...judgement, masked }
}

const NOT_COMPARED: Pick<Judgement, 'event' | 'shape' | 'findings' | 'body'> = {
  event: undefined,
  shape: 'unknown',
  findings: [],
  body: undefined,
}

const validated = (body: Uint8Array) =>
  isBeyondValidation(body) ? { ...NOT_COMPARED, event: eventAtStart(body) } : validateBody(body)

/** Whether a body is verified, but too large to be compared with its schema: its parsed form would not fit the memory. */
export const isBeyondValidation = (body: Uint8Array | undefined): boolean => body !== undefined && !isReadable(body)

const UPPER_CASE: Finding = {
  severity: 'warning',
  code: 'signature-case',
  path: SIGNATURE_HEADER,
  message: 'is written in upper case, where the vendor writes lower case',
}

function checkDelivery(delivery: JudgedDelivery, accepted: Accepted): Check {
  if (accepted.unsigned) return { verdict: 'unsigned', code: 'ok', secret: undefined }
  const fixed = accepted.staticHeaders.length === 0 ? undefined : checkStatic(delivery, accepted.staticHeaders)
  if (accepted.secrets.length === 0 && fixed) return fixed
  const signed = checkSigned(delivery, accepted.secrets)
  return signed.verdict === 'valid' && fixed && fixed.verdict !== 'valid' ? fixed : signed
}

function checkSigned(delivery: JudgedDelivery, secrets: readonly NamedSecret[]): Check {
  const { body, complete, lossy, trust } = delivery
  const values = headerValues(delivery.headers, SIGNATURE_HEADER)
  const check = checkSignature(values, body ?? NOTHING, secrets)
  if (check.verdict === 'valid') return body === undefined ? { ...check, ...WITHOUT_BODY } : check
  const { code } = check
  if (code === 'no-signature')
    return { verdict: hasHeaders(delivery) ? 'unsigned' : 'unverifiable', code, secret: undefined }
  if (code === 'malformed' && isMasked(delivery, values[0]!)) return { ...WITHOUT_BODY, masked: SIGNATURE_HEADER }
  const no = { verdict: isTrusted(trust) ? 'invalid' : 'unverifiable', code, secret: undefined } as const
  if (code !== 'mismatch') return no
  if (secrets.length === 0) return { verdict: 'unverifiable', code: 'no-secret', secret: undefined }
  if (body === undefined || lossy !== undefined || (!complete && trust !== 'receiver')) return WITHOUT_BODY
  return no
}

/** A live request masks nothing, and a capture of our own masks in one way only. */
const isMasked = ({ format }: JudgedDelivery, value: string) =>
  format !== undefined && (format === 'cv-hook' ? value === MASKED : isMaskedValue(stripBlanks(value)))

/** A body alone does not tell which headers came with it. */
const hasHeaders = ({ format, headers }: JudgedDelivery) =>
  (format !== 'body' && format !== 'text') || headers.length > 0

const NOTHING = Buffer.alloc(0)
const WITHOUT_BODY: Check = { verdict: 'unverifiable', code: 'lossy-capture', secret: undefined }

/** Every fixed header once, with its very value; a capture that masked it cannot tell. */
function checkStatic(delivery: JudgedDelivery, wanted: Accepted['staticHeaders']): Check {
  let masked: string | undefined
  for (const { name, value } of wanted) {
    const values = headerValues(delivery.headers, name.toLowerCase())
    if (values.length === 0) return { verdict: 'unsigned', code: 'static-header-missing', secret: undefined }
    if (values.length === 1 && equalTexts(stripBlanks(values[0]!), value)) continue
    if (values.length === 1 && isMasked(delivery, values[0]!)) masked ??= name
    else {
      return { verdict: 'invalid', code: 'static-header-wrong', secret: undefined }
    }
  }
  return masked !== undefined ? { ...WITHOUT_BODY, masked } : { verdict: 'valid', code: 'ok', secret: undefined }
}

/** In a time that tells nothing but the length. */
function equalTexts(received: string, wanted: string): boolean {
  const one = Buffer.from(received, 'latin1')
  const other = Buffer.from(wanted, 'utf8')
  return one.length === other.length && timingSafeEqual(one, other)
}

/** The event of a compact body, which begins with it, without a look at the rest. */
export function eventAtStart(body: Uint8Array): string | undefined {
  const start = asBuffer(body).toString('latin1', 0, 100)
  return /^\{"event":"([A-Z]{2,30}(?:_[A-Z]{1,30}){1,8})"/.exec(start)?.[1]
}
