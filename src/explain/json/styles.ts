/** How serializers write JSON: blanks, escapes, numbers. */
import { ESCAPES, escaped, pythonNumber, roundedNumber } from '../../core/json-spelling.js'
import type { WriteStyle } from '../../core/json-write.js'

/** A serializer by its name, what it writes, and what it puts at the end. */
export type Named = readonly [how: string, style: WriteStyle, end?: string]

/** The list, plain ones first. */
export const STYLES: readonly Named[] = [
  ['compact, as JSON.stringify writes it', {}],
  ["as Python's json.dumps", { colon: ': ', comma: ', ', string: escaped(ESCAPES.ascii), number: pythonNumber }],
  ["as Python's json.dumps with ensure_ascii=False", { colon: ': ', comma: ', ', number: pythonNumber }],
  ["as Python's json.dumps without blanks", { string: escaped(ESCAPES.ascii), number: pythonNumber }],
  [
    "as Python's json.dumps with indent=2",
    { indent: '  ', colon: ': ', string: escaped(ESCAPES.ascii), number: pythonNumber },
  ],
  [
    "as Python's json.dumps with indent=4",
    { indent: '    ', colon: ': ', string: escaped(ESCAPES.ascii), number: pythonNumber },
  ],
  ['with a blank after each colon and comma', { colon: ': ', comma: ', ' }],
  ['with a blank after each colon', { colon: ': ' }],
  ['indented by two blanks', { indent: '  ', colon: ': ' }],
  ['indented by two blanks, with a final line feed', { indent: '  ', colon: ': ' }, '\n'],
  ['indented by four blanks', { indent: '    ', colon: ': ' }],
  ['indented by four blanks, with a final line feed', { indent: '    ', colon: ': ' }, '\n'],
  ['indented by tabs', { indent: '\t', colon: ': ' }],
  ['indented by one blank', { indent: ' ', colon: ': ' }],
  ["as PHP's json_encode", { string: escaped(ESCAPES.php) }],
  ["as PHP's json_encode with JSON_PRETTY_PRINT", { indent: '    ', colon: ': ', string: escaped(ESCAPES.php) }],
  ["as PHP's json_encode with JSON_UNESCAPED_UNICODE", { string: escaped(ESCAPES.slash) }],
  ["as PHP's json_encode with JSON_UNESCAPED_SLASHES", { string: escaped(ESCAPES.ascii) }],
  ["as Go's json.Marshal or Rails", { string: escaped(ESCAPES.go) }],
  ["as Go's json.Encoder", { string: escaped(ESCAPES.go) }, '\n'],
  ["as Go's json.MarshalIndent", { indent: '  ', colon: ': ', string: escaped(ESCAPES.go) }],
  ['as Gson', { string: escaped(ESCAPES.gson) }],
  ['as System.Text.Json', { string: escaped(ESCAPES.dotnet) }],
  ['with upper-case escapes', { string: escaped(ESCAPES.upper) }],
  ['compact, with a final line feed', {}, '\n'],
  ['with large integers rounded (JSON.parse and JSON.stringify)', { number: roundedNumber }],
]
