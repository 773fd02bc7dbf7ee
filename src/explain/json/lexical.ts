/** What blanks, escapes and number spellings of a JSON text show: how it differs from what JavaScript writes. */
import { jsNumber, jsString } from '../../core/json-spelling.js'
import { type JsonTokens, TOKEN } from '../../core/json-tokens.js'
import type { Spelling } from '../../core/json-write.js'
import { type CauseId, inOrder } from '../causes.js'

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/gs

/** A character beyond the basic plane: JavaScript escapes half of a pair, but never a pair. */
const PAIR = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]/

/**
 * The causes that are seen in the spelling of a text.
 *
 * @param spelling which kinds of tokens are compared with JavaScript's spelling
 */
export function lexicalCauses(tokens: JsonTokens, spelling: Spelling): CauseId[] {
  const { text, count, kinds, starts, ends } = tokens
  const found = new Set<CauseId>(blankCauses(tokens))
  let separators = false
  for (let at = 0; at < count; at++) {
    const kind = kinds[at]!
    if (kind < TOKEN.name || kind === TOKEN.word) continue
    if (kind === TOKEN.number) {
      if (spelling.numbers === 'raw') continue
      const raw = text.slice(starts[at], ends[at])
      if (jsNumber(raw) !== raw) found.add('json-numbers')
    } else if (spelling.strings === 'js') {
      const raw = text.slice(starts[at], ends[at])
      if (!raw.includes('\\') || jsString(raw) === raw) continue
      if (PAIR.test(raw)) found.add('json-unicode-escapes')
      for (const [whole, hex, letter] of raw.matchAll(ESCAPE)) {
        if (letter === '/') found.add('json-slash-escapes')
        if (!hex) continue
        const code = Number.parseInt(hex, 16)
        if (code === 0x2028 || code === 0x2029) separators = true
        else if (code >= 0x20 && code < 0x7f) found.add('json-html-escapes')
        else if (jsString(`"${whole}"`) !== `"${whole}"`) found.add('json-unicode-escapes')
      }
    }
  }
  if (separators && !found.has('json-unicode-escapes')) found.add('json-html-escapes')
  return inOrder(found)
}

/** Blanks between tokens: line breaks mean indentation. At the ends they are told apart unless the text is indented. */
export function blankCauses({ text, count, starts, ends }: JsonTokens): CauseId[] {
  let spaced = false
  for (let at = 1; at < count; at++) {
    const from = ends[at - 1]!
    const to = starts[at]!
    if (from === to) continue
    spaced = true
    for (let place = from; place < to; place++) if (text.charCodeAt(place) !== 0x20) return ['json-indentation']
  }
  const around = starts[0]! > 0 || ends[count - 1]! < text.length
  return [...(spaced ? (['json-spacing'] as const) : []), ...(around ? (['body-trailing-bytes'] as const) : [])]
}
