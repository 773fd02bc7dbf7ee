/** Plus signs that form decoding turned into blanks. */
import type { JsonNode } from '../../core/json-tree.js'
import type { JsonAxis } from './axis.js'
import { changed, rewriteTexts } from './rewrite.js'

const MAIL = /^[^\s@]{1,200}(?: [^\s@]{1,200}){1,4}@[^\s@]{1,200}$/
const BLANK_AND_DIGIT = / \d/
const ZONE = /^(\d{4}-\d\d-\d\dT[\d:.]{5,20}) (\d\d:?\d\d)$/
const BASE64 = /^[A-Za-z0-9+/ ]+={0,2}$/
const SHORTEST_BASE64 = 32

/** Where a plus sign stood before a number: after another blank, or before a telephone number too. */
const NARROWER = [/(?<=^|[ (\n]) (?=\d)/g, /(?<=^|[ (\n]) (?=\d)|(?<=[:;,=]) (?=\d{7})/g]
/** Wherever it may. */
const WIDEST = /(?<=^|[ (:;,=\n]) (?=\d)/g

export const plusAsSpace: JsonAxis = {
  id: 'json-plus-as-space',
  needs: / /,
  opens: ['json-dates'],
  *undo(tree, shape) {
    const widest = rewriteTexts(tree, shape, text => restored(text, WIDEST))
    if (widest === tree) return
    for (const place of NARROWER) {
      yield* changed(
        tree,
        rewriteTexts(tree, shape, text => restored(text, place)),
      )
    }
    yield widest
    yield* changed(
      tree,
      rewriteTexts(tree, shape, text => (/^ \d/.test(text) ? `+${text.slice(1)}` : text)),
    )
  },
}

function restored(text: string, beforeNumber: RegExp): string {
  if (!text.includes(' ')) return text
  if (text.length < 1000 && text.includes('@') && MAIL.test(text)) return text.replaceAll(' ', '+')
  if (text.length >= SHORTEST_BASE64 && text.length % 4 === 0 && BASE64.test(text)) {
    return isWords(text) ? text : text.replaceAll(' ', '+')
  }
  if (!BLANK_AND_DIGIT.test(text)) return text
  return text.replace(ZONE, '$1+$2').replace(beforeNumber, '+')
}

// Prose has short runs between its blanks; base64 has long ones.
const isWords = (text: string) => text.split(' ').every(run => run.length < 20)

/** A tree with every plus sign of its texts as a blank. */
export const plusToSpace = (tree: JsonNode) => rewriteTexts(tree, undefined, text => text.replaceAll('+', ' '))
