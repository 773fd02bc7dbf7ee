/** One delivery on its way out: kept where that is wanted, sent, judged by what was expected of its answer. */
import { answerLine, type RawHeader, receiptLine } from '../captures/record.js'
import type { Forgery } from '../core/forge.js'
import type { NamedSecret } from '../core/signature.js'
import type { StatusExpectation } from '../core/status.js'
import type { DeliveryResult } from '../http/delivery.js'

/** One request, ready to go. */
export interface OutgoingRequest {
  headers: RawHeader[]
  body: Uint8Array
}

/** What a delivery is, and what is expected of its answer. */
export interface SentStep {
  /** The event's name; null where it has none that is known, as the user's own bytes. */
  event: string | null
  forge: Forgery | undefined
  expect: StatusExpectation
  /** Milliseconds within which the answer must be there. */
  withinMs: number | undefined
}

/** What sending needs of the outside. */
export interface SendOneContext {
  /** Signs; undefined where nothing is signed anew. */
  secret: NamedSecret | undefined
  /** Path and query, for captures. */
  path: string
  deliver(request: OutgoingRequest): Promise<DeliveryResult>
  /** Keeps a line of the capture file; a delivery is not sent before its receipt line is kept. */
  capture?: (line: string) => Promise<void>
  /** Lower-case names of headers whose values a capture may not hold. */
  secretHeaders: ReadonlySet<string>
  newId(): string
  now(): number
}

/** One delivery and its verdict. */
export interface Delivered {
  id: string
  step: SentStep
  result: DeliveryResult
  bytes: number
  signature: string | undefined
  secret: string | undefined
  forge: Forgery | undefined
  ok: boolean
  /** Why it is not ok, in words; undefined when it is, or when the endpoint could not be reached. */
  unmet: string | undefined
  /** Where the delivery stands that was sent again. */
  recorded?: { source: string; id: string | undefined }
}

/** Sends a request, with the signature among its headers. */
export async function sendOne(
  step: SentStep,
  request: OutgoingRequest,
  signature: string | undefined,
  context: SendOneContext,
): Promise<Delivered> {
  const id = context.newId()
  if (context.capture) await context.capture(sentReceipt(id, request, context))
  const result = await context.deliver(request)
  if (context.capture && result.ok) {
    await context.capture(answerLine({ id, status: result.status, durationMs: Math.round(result.durationMs) }))
  }
  const unmet = result.ok ? unmetExpectation(step, result.status, result.durationMs) : undefined
  return {
    id,
    step,
    result,
    bytes: request.body.length,
    signature,
    secret: context.secret?.label,
    forge: step.forge,
    ok: result.ok && unmet === undefined,
    unmet,
  }
}

/** The line of a capture file for a request that is about to be sent. */
export function sentReceipt(
  id: string,
  { method = 'POST', headers, body }: OutgoingRequest & { method?: string },
  context: Pick<SendOneContext, 'now' | 'path' | 'secret' | 'secretHeaders'>,
): string {
  return receiptLine(
    {
      direction: 'out',
      id,
      receivedAt: context.now(),
      method,
      path: context.path,
      httpVersion: '1.1',
      headers,
      body,
      complete: true,
      secret: context.secret?.label,
    },
    context.secretHeaders,
  )
}

function unmetExpectation(step: SentStep, status: number, durationMs: number): string | undefined {
  if (!step.expect.matches(status)) return `expected ${step.expect.text}`
  if (step.withinMs !== undefined && durationMs > step.withinMs) return `expected an answer within ${step.withinMs} ms`
  return undefined
}
