/** The library: everything that is public, re-exported; nobody inside src imports this file. */
export { type FixtureFor, fixture, type LibraryFixtureOptions } from './app/library-fixture.js'
export { sign } from './app/library-sign.js'
export { type VerifyInput, type VerifyOptions, verify, type WebhookEvent } from './app/library-verify.js'
export { CvHookError, type ErrorCode, type SignatureErrorCode } from './core/errors.js'
export { SIGNATURE_HEADER } from './core/signature.js'
export {
  CATALOGUE as events,
  type CatalogueEntry,
  type EventName,
  type LegacyEvent,
  type SendableEvent,
  type Variant,
} from './events/catalogue.js'
export type { Finding, FindingCode } from './events/findings.js'
export { type Validation, validate } from './events/validate.js'
export type { EventBodies, LegacyBodies } from './generated/payloads.js'
