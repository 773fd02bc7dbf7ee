/** The list of faults of the body's bytes: first those of the ends, then those that wrap a body, cheapest and most frequent first. */
import { base64 } from './base64.js'
import { bom } from './bom.js'
import { bufferObject } from './buffer-object.js'
import { compressed } from './compressed.js'
import { doubleEncoded } from './double-encoded.js'
import { trailingBytes, trimmed } from './ends.js'
import { envelope, partSigned } from './envelope.js'
import type { BodyFault } from './fault.js'
import { formEncoded } from './form.js'
import { htmlEscaped } from './html-escaped.js'
import { latin1 } from './latin1.js'
import { lineEndings } from './line-endings.js'
import { ascii, invalidUtf8 } from './lossy.js'
import { alteredByProxy } from './proxy.js'
import { stringifiedObject } from './stringified.js'
import { empty, truncated } from './truncated.js'
import { typographic } from './typographic.js'
import { unicodeNormalised } from './unicode.js'
import { utf16 } from './utf16.js'

/** Those that put something around a body: what is left of them for one whose bytes are changed in pieces. */
export const WRAPPINGS: readonly BodyFault[] = [
  compressed,
  base64,
  formEncoded,
  htmlEscaped,
  doubleEncoded,
  bufferObject,
  stringifiedObject,
  envelope,
]

/** The whole list. */
export const BODY_FAULTS: readonly BodyFault[] = [
  empty,
  trailingBytes,
  trimmed,
  lineEndings,
  bom,
  latin1,
  utf16,
  unicodeNormalised,
  ...WRAPPINGS,
  partSigned,
  typographic,
  ascii,
  invalidUtf8,
  alteredByProxy,
  truncated,
]
