/** JSON that was stringified twice. */
import { parsed } from '../../captures/json/parsed.js'
import { decoded, ESCAPES, styledString } from '../../core/json-spelling.js'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

const MAX_TIMES = 3

export const doubleEncoded: BodyFault = {
  id: 'json-double-encoded',
  wraps: true,
  *undo({ text, tree }) {
    if (text === undefined || text.length > TEXT_LIMIT) return
    let inner: string | undefined = tree?.kind === 'text' ? decoded(tree.raw) : undefined
    if (!tree && /^\s{0,4}[{[]\s{0,4}\\"/.test(text)) inner = said(`"${text}"`)
    for (let times = 0; inner !== undefined && times < MAX_TIMES; times++) {
      yield { body: inner }
      inner = inner[0] === '"' ? said(inner) : undefined
    }
  },
  *redo({ text }) {
    if (text === undefined) return
    yield { body: JSON.stringify(text), how: 'stringified once more' }
    yield { body: styledString(text, ESCAPES.ascii), how: 'stringified once more by Python' }
    yield { body: JSON.stringify(text).slice(1, -1), how: 'its quotes escaped' }
    yield { body: styledString(text, ESCAPES.php), how: 'stringified once more by PHP' }
  },
}

/** What a string token says. */
const said = (raw: string) => parsed(raw)?.value as string | undefined
