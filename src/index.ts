/**
 * Signs, verifies, explains, receives and makes up CareValidate's webhooks. Everything that is public is re-exported here.
 *
 * @module cv-hook
 */

export type { Explained } from './app/explained.js'
export { type ParseOptions, parseCaptures } from './app/library-captures.js'
export { type ExplainInput, type ExplainOptions, explain } from './app/library-explain.js'
export { type FixtureFor, fixture, type LibraryFixtureOptions } from './app/library-fixture.js'
export type { HeadersInput } from './app/library-headers.js'
export { startListener } from './app/library-listener.js'
export { type NodeRequest, type ReadOptions, readDelivery } from './app/library-read.js'
export type {
  ListenerOptions,
  NextOptions,
  ReceivedDelivery,
  StartedListener,
  VerifiedDelivery,
} from './app/library-received.js'
export { sign } from './app/library-sign.js'
export { type VerifyInput, type VerifyOptions, verify, type WebhookEvent } from './app/library-verify.js'
export type { BytesTrust, CapturedDelivery, CaptureFormat } from './captures/delivery.js'
export type { ParsedCaptures } from './captures/parse.js'
export type { RawHeader } from './captures/record.js'
export { CvHookError, type ErrorCode, type SignatureErrorCode } from './core/errors.js'
export { SIGNATURE_HEADER } from './core/signature.js'
export type { CatalogueEntry, EventName, LegacyEvent, SendableEvent, Variant } from './events/catalogue.js'
export { CATALOGUE as events } from './events/catalogue-list.js'
export type { Finding, FindingCode } from './events/findings.js'
export { type Shape, type Validation, validate } from './events/validate.js'
export type { CauseText } from './explain/causes/cause.js'
export { CAUSES as causes, type CauseId } from './explain/causes.js'
export type { Proof } from './explain/explanation.js'
export type { EventBodies, LegacyBodies } from './generated/payloads.js'
