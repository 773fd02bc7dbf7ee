/** Which kind of receiver refuses just these rungs: each predicts for which of them it computes another digest. */
import { ESCAPES, escaped, pythonNumber, roundedNumber } from '../../core/json-spelling.js'
import { type JsonNode, treeOfText } from '../../core/json-tree.js'
import { type WriteStyle, writeTree } from '../../core/json-write.js'
import { asParsed, merged } from '../../explain/json/duplicate-keys.js'
import { phpEmpties } from '../../explain/json/empty-containers.js'
import { trimmedTexts } from '../../explain/json/empty-strings.js'
import { byText, sorted } from '../../explain/json/key-order.js'
import { withoutNulls } from '../../explain/json/nulls-dropped.js'
import type { Rung } from './rungs.js'

type Step<From, To> = readonly [how: string, apply: (from: From) => To]

/** How the bytes become text. */
const READERS: readonly Step<Buffer, Buffer | string>[] = [
  ['reads it as UTF-8', body => body.toString('utf8')],
  ['reads it as UTF-8 without the byte order mark', body => new TextDecoder().decode(body)],
  ['trims it', body => body.toString('utf8').trim()],
  ['drops the newline at its end', body => body.toString('utf8').replace(/\r?\n$/, '')],
  ['turns CRLF into LF', body => body.toString('utf8').replaceAll('\r\n', '\n')],
  ['normalises its Unicode (NFC)', body => body.toString('utf8').normalize('NFC')],
  ['reads it as Latin-1', body => Buffer.from(body.toString('latin1'), 'utf8')],
  ['reads it as ASCII', body => body.toString('utf8').replace(/[^\0-\x7f]/g, '?')],
  ['cuts it at 1 kB', body => body.subarray(0, 1024)],
  ['cuts it at 4 kB', body => body.subarray(0, 4096)],
  ['cuts it at 8 kB', body => body.subarray(0, 8192)],
  ['cuts it at 16 kB', body => body.subarray(0, 16_384)],
]

const JS: WriteStyle = { number: roundedNumber }
const PHP: WriteStyle = {
  number: raw => pythonNumber(raw).replace(/\.0$/, ''),
  string: escaped({ escape: /[\u2028\u2029]/g }),
}

/**
 * How the text is parsed and written again. Serializers that no usual body passes, and that are plain guesses at a
 * signature, are found by that.
 */
const WRITERS: readonly Step<JsonNode, string>[] = [
  ['as JSON.parse and JSON.stringify', tree => writeTree(asParsed(tree), JS)],
  ['as JSON.stringify does, texts trimmed', tree => writeTree(trimmedTexts(asParsed(tree)), JS)],
  ['compactly, keeping numbers', tree => writeTree(tree)],
  ["as Python's json.dumps without blanks and escapes", tree => writeTree(merged(tree), { number: pythonNumber })],
  ["as PHP's json_encode with JSON_UNESCAPED_SLASHES and _UNICODE", tree => writeTree(phpEmpties(merged(tree)), PHP)],
  ["as Go's json.Marshal of a map", tree => writeTree(sorted(merged(tree), byText), { string: escaped(ESCAPES.go) })],
  ['as Gson, without nulls', tree => writeTree(withoutNulls(tree), { string: escaped(ESCAPES.gson) })],
]

/** What a receiver does that refuses exactly these rungs, for people; the simplest of several, undefined where none fits. */
export function modelOf(rungs: readonly Rung[], refused: ReadonlySet<Rung>): string | undefined {
  const fits = (apply: (body: Buffer) => Buffer | string | undefined, some = rungs) =>
    some.every(rung => {
      const made = apply(rung.body)
      // What cannot be parsed is refused in a way of the receiver's own.
      return made === undefined || Buffer.from(made as string).equals(rung.body) !== refused.has(rung)
    })
  for (const [how, read] of READERS) if (fits(read)) return `it ${how}`
  // What is no Unicode some parsers replace, and others refuse.
  const readable = rungs.filter(rung => rung.cause !== 'body-invalid-utf8')
  for (const [how, write] of WRITERS)
    if (fits(body => written(body, write), readable)) return `it parses it and writes it again ${how}`
  return undefined
}

/** Parsers of JSON read UTF-8, and take no byte order mark. */
function written(body: Buffer, write: (tree: JsonNode) => string): string | undefined {
  const tree = treeOfText(body.toString('utf8'))
  return tree && write(tree)
}
