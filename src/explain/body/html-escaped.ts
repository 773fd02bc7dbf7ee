/** A whole body with its quotes as entities. */
import { ESCAPERS, unescapeHtml } from '../html.js'
import type { BodyFault } from './fault.js'

export const htmlEscaped: BodyFault = {
  id: 'body-html-escaped',
  wraps: true,
  *undo({ text, tokens }) {
    if (!text?.includes('&') || tokens) return
    const plain = unescapeHtml(text)
    if (plain !== text) yield { body: plain }
  },
  *redo({ text }) {
    if (text === undefined) return
    for (const [how, escaped] of ESCAPERS) if (/quote/.test(how)) yield { body: escaped(text), how }
  },
}
