/** Header lines that a user may add: what can be written on the wire, and what belongs to the connection instead. */
import { CvHookError } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { stripBlanks } from '../core/signature.js'

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Names whose values follow from the request and the connection; to set them would make the two disagree. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'proxy-connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
])

/**
 * Checks a header. `host` is allowed: it is sent in place of the URL's own. No message quotes a value.
 *
 * @throws CvHookError `usage`
 */
export function checkHeader(name: string, value: string): void {
  if (!TOKEN.test(name)) {
    throw new CvHookError('usage', `"${printable(name.slice(0, 60))}" is not a header name`, [
      'a name has no blanks and no colon, for example X-Test',
    ])
  }
  if (OF_THE_CONNECTION.has(name.toLowerCase())) {
    throw new CvHookError('usage', `the header ${name} cannot be set: it belongs to the connection`)
  }
  const fault = valueFault(value)
  if (fault) throw new CvHookError('usage', `the value of the header ${name} ${fault}`)
}

/** Whether a header that was received can be written again. */
export const isSendableHeader = (name: string, value: string): boolean =>
  TOKEN.test(name) && valueFault(value) === undefined

/** Whether a header belongs to the connection, so that a recorded request's own cannot be sent again. */
export function isConnectionHeader(name: string): boolean {
  return OF_THE_CONNECTION.has(name.toLowerCase())
}

/**
 * Reads a header as it is written on a command line: `Name: value`. Blanks around the value are dropped; it may be empty.
 *
 * @throws CvHookError `usage` for anything else, and for what {@link checkHeader} refuses
 */
export function parseHeaderOption(text: string): [name: string, value: string] {
  const colon = text.indexOf(':')
  if (colon < 1) {
    throw new CvHookError('usage', 'a header option has no "Name:" at its start', [
      'write "Name: value", for example "X-Test: 1"',
    ])
  }
  const name = text.slice(0, colon)
  const value = stripBlanks(text.slice(colon + 1))
  checkHeader(name, value)
  return [name, value]
}

function valueFault(value: string): string | undefined {
  if (/[\r\n]/.test(value)) return 'has a line break'
  if (/[^\t\x20-\x7e\x80-\uffff]/.test(value)) return 'has a control character'
  if (/[^\t\x20-\xff]/.test(value)) return 'has characters beyond latin1, which a header cannot carry'
  return undefined
}
