/** Bodies that were treated as a form: percent-encoded, in a field, or as the name of a field. */
import { decoded } from '../../core/json-spelling.js'
import { type BodyView, TEXT_LIMIT } from '../view.js'
import type { BodyFault, Candidate } from './fault.js'

const MAX_FIELDS = 20

export const formEncoded: BodyFault = {
  id: 'body-form-encoded',
  wraps: true,
  *undo(view) {
    const { text } = view
    if (!text || text.length > TEXT_LIMIT) return
    if (text.includes('%7B') || text.includes('%7b')) {
      const fields = text.split('&', MAX_FIELDS)
      for (const field of fields) {
        const equals = field.indexOf('=')
        if (equals > 0) yield* percentDecoded(field.slice(equals + 1))
        if (equals === field.length - 1) yield* percentDecoded(field.slice(0, -1))
      }
      yield* percentDecoded(text)
    }
    if (text.endsWith('=') && text[0] === '{') yield { body: text.slice(0, -1) }
    const plain = /^[\w.-]{1,40}=(?=[{[])/.exec(text)
    if (plain) yield { body: text.slice(plain[0].length) }
    yield* keysJoined(view)
  },
  *redo({ text }) {
    if (text === undefined || text.length > TEXT_LIMIT) return
    const encoded = encodeURIComponent(text)
    yield { body: encoded, how: 'percent-encoded' }
    yield { body: encoded.replaceAll('%20', '+'), how: 'form-encoded' }
    for (const name of ['payload', 'body', 'data']) {
      yield { body: `${name}=${encoded}`, how: `in a form field "${name}"` }
      yield { body: `${name}=${encoded.replaceAll('%20', '+')}`, how: `in a form field "${name}"` }
    }
    yield { body: `${text}=`, how: 'as the name of a form field' }
    yield { body: JSON.stringify({ [text]: '' }), how: 'as the name of a form field, stringified' }
    yield { body: text.replaceAll('+', ' '), how: 'plus signs decoded as blanks', causes: ['json-plus-as-space'] }
  },
}

function* percentDecoded(text: string): Iterable<Candidate> {
  if (!text.includes('%')) return
  try {
    const spaced = decodeURIComponent(text.replaceAll('+', ' '))
    yield { body: spaced }
    const kept = decodeURIComponent(text)
    if (kept !== spaced) yield { body: kept }
  } catch {
    // Not percent-encoded.
  }
}

// A form parser splits JSON at & and at the first =: the names and values put together again are the body.
function* keysJoined({ tree }: BodyView): Iterable<Candidate> {
  if (tree?.kind !== 'object' || tree.members.length === 0 || tree.members.length > MAX_FIELDS) return
  const first = decoded(tree.members[0]!.key)
  if (first[0] !== '{' && first[0] !== '[') return
  const fields = tree.members.map(({ key, value }) => [decoded(key), value.kind === 'text' ? decoded(value.raw) : ''])
  const joined = fields.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')
  yield { body: joined }
}
