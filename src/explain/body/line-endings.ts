/** LF against CRLF, and line breaks that vanished. */
import type { JsonTokens } from '../../core/json-tokens.js'
import type { BodyView } from '../view.js'
import type { BodyFault, Candidate } from './fault.js'

/** What may have been done to them. */
export const CONVERSIONS: ReadonlyArray<readonly [how: string, convert: (text: string) => string]> = [
  ['CRLF as LF', text => text.replaceAll('\r\n', '\n')],
  ['LF as CRLF', text => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')],
  ['CR as LF', text => text.replaceAll('\r', '\n')],
]

export const lineEndings: BodyFault = {
  id: 'body-line-endings',
  decisive: true,
  undo: converted,
  *redo(view) {
    yield* converted(view)
    if (view.text && /[\r\n]/.test(view.text))
      yield { body: view.text.replace(/[\r\n]/g, ''), how: 'line breaks removed' }
  },
  evidence({ tokens }) {
    return tokens && hasIndentationWithoutBreaks(tokens)
      ? 'blanks of an indentation are there, but no line breaks'
      : undefined
  },
}

function* converted({ text }: BodyView): Iterable<Candidate> {
  if (text === undefined || !/[\r\n]/.test(text)) return
  for (const [index, [how, convert]] of CONVERSIONS.entries()) {
    const body = convert(text)
    if (body !== text) yield { body, how, guess: index > 0 }
  }
}

function hasIndentationWithoutBreaks({ text, count, starts, ends }: JsonTokens): boolean {
  let wide = 0
  for (let at = 1; at < count; at++) {
    const blank = starts[at]! - ends[at - 1]!
    if (blank > 1) wide++
    if (blank > 0 && /[\r\n]/.test(text.slice(ends[at - 1]!, Math.min(starts[at]!, ends[at - 1]! + 4)))) return false
  }
  return wide > 1
}
