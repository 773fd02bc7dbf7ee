/** What serializers make of the right JSON: every order, with every way of writing, with what is dropped or reprinted. */
import { ESCAPES, jsNumber, pythonNumber, roundedNumber } from '../../core/json-spelling.js'
import { isTokens, tokenize } from '../../core/json-tokens.js'
import type { JsonNode } from '../../core/json-tree.js'
import { type WriteStyle, writeTree } from '../../core/json-write.js'
import { type CauseId, inOrder } from '../causes.js'
import { DATE_FORMS, withDates } from './dates.js'
import { asParsed } from './duplicate-keys.js'
import { phpEmpties, railsEmpties } from './empty-containers.js'
import { emptyTextsToNull, trimmedTexts } from './empty-strings.js'
import { escapedValues } from './html-values.js'
import { byLength, byText, sorted } from './key-order.js'
import { lexicalCauses } from './lexical.js'
import { withoutNulls } from './nulls-dropped.js'
import { plusToSpace } from './plus-as-space.js'
import { rewrite } from './rewrite.js'

/** What one serializer makes of a body. */
export interface Profile {
  readonly body: string
  readonly causes: () => readonly CauseId[]
  readonly how: string
}

type Named = readonly [how: string, style: WriteStyle, end?: string]

const STYLES: readonly Named[] = [
  ['compact, as JSON.stringify writes it', {}],
  ["as Python's json.dumps", { colon: ': ', comma: ', ', escapes: ESCAPES.ascii, number: pythonNumber }],
  ["as Python's json.dumps with ensure_ascii=False", { colon: ': ', comma: ', ', number: pythonNumber }],
  ["as Python's json.dumps without blanks", { escapes: ESCAPES.ascii, number: pythonNumber }],
  ["as Python's json.dumps with indent=2", { indent: '  ', colon: ': ', escapes: ESCAPES.ascii, number: pythonNumber }],
  [
    "as Python's json.dumps with indent=4",
    { indent: '    ', colon: ': ', escapes: ESCAPES.ascii, number: pythonNumber },
  ],
  ['with a blank after each colon and comma', { colon: ': ', comma: ', ' }],
  ['with a blank after each colon', { colon: ': ' }],
  ['indented by two blanks', { indent: '  ', colon: ': ' }],
  ['indented by two blanks, with a final line feed', { indent: '  ', colon: ': ' }, '\n'],
  ['indented by four blanks', { indent: '    ', colon: ': ' }],
  ['indented by four blanks, with a final line feed', { indent: '    ', colon: ': ' }, '\n'],
  ['indented by tabs', { indent: '\t', colon: ': ' }],
  ['indented by one blank', { indent: ' ', colon: ': ' }],
  ["as PHP's json_encode", { escapes: ESCAPES.php }],
  ["as PHP's json_encode with JSON_PRETTY_PRINT", { indent: '    ', colon: ': ', escapes: ESCAPES.php }],
  ["as PHP's json_encode with JSON_UNESCAPED_UNICODE", { escapes: ESCAPES.slash }],
  ["as PHP's json_encode with JSON_UNESCAPED_SLASHES", { escapes: ESCAPES.ascii }],
  ["as Go's json.Marshal or Rails", { escapes: ESCAPES.go }],
  ["as Go's json.Encoder", { escapes: ESCAPES.go }, '\n'],
  ["as Go's json.MarshalIndent", { indent: '  ', colon: ': ', escapes: ESCAPES.go }],
  ['as Gson', { escapes: ESCAPES.gson }],
  ['as System.Text.Json', { escapes: ESCAPES.dotnet }],
  ['with upper-case escapes', { escapes: ESCAPES.upper }],
  ['compact, with a final line feed', {}, '\n'],
  ['with large integers rounded (JSON.parse and JSON.stringify)', { number: roundedNumber }],
]

type Changed = readonly [how: string, causes: readonly CauseId[], tree: JsonNode]

/** Every profile of a body, plain ones first. Two that write the same are both given. */
export function* profilesOf(tree: JsonNode): Iterable<Profile> {
  const base = asParsed(tree)
  const orders = [
    ...(base === tree ? [] : [['as a JavaScript parser reads it', ['json-duplicate-keys'], base] as Changed]),
    ...different(tree, [
      ['members sorted', ['json-key-order'], sorted(base, byText)],
      ['members ordered as by jsonb of PostgreSQL', ['json-key-order'], sorted(base, byLength)],
    ]),
  ]
  for (const style of STYLES) yield profile(['', [], tree], style)
  for (const order of orders) for (const style of STYLES) yield profile(order, style)
  const changes = different(tree, [...changesOf(tree)])
  for (const change of changes) for (const style of STYLES) yield profile(change, style)
  for (const [how, causes, changed] of changes) {
    const both: Changed = [`${how}, members sorted`, [...causes, 'json-key-order'], sorted(changed, byText)]
    if (both[2] !== changed) for (const style of STYLES) yield profile(both, style)
  }
}

function* changesOf(tree: JsonNode): Iterable<Changed> {
  yield ['members that are null left out', ['json-nulls-dropped'], withoutNulls(tree)]
  yield ['empty texts as null', ['json-empty-strings'], emptyTextsToNull(tree)]
  yield ['texts trimmed', ['json-empty-strings'], trimmedTexts(tree)]
  yield ['texts trimmed, empty ones as null', ['json-empty-strings'], emptyTextsToNull(trimmedTexts(tree))]
  yield ['empty objects as arrays', ['json-empty-containers'], phpEmpties(tree)]
  yield ['empty arrays as null', ['json-empty-containers'], railsEmpties(tree)]
  yield ['plus signs as blanks', ['json-plus-as-space'], plusToSpace(tree)]
  for (const [how, print] of DATE_FORMS) yield [`dates: ${how}`, ['json-dates'], withDates(tree, print)]
  for (const [how, changed] of escapedValues(tree)) yield [`values: ${how}`, ['json-html-values'], changed]
}

const different = (tree: JsonNode, changes: readonly Changed[]) => changes.filter(one => one[2] !== tree)

function profile([what, causes, tree]: Changed, [how, style, end = '']: Named): Profile {
  const number = style.number ?? jsNumber
  const body = writeTree(tree, { ...style, number }) + end
  return {
    body,
    causes: () => causesOf(body, [...causes, ...numberCauses(tree, number)]),
    how: what === '' ? how : `${what}; ${how}`,
  }
}

function causesOf(body: string, causes: readonly CauseId[]): CauseId[] {
  const tokens = tokenize(body)
  const lexical = isTokens(tokens) ? lexicalCauses(tokens, { strings: 'js', numbers: 'raw' }) : []
  return inOrder([...lexical, ...causes])
}

const LONG_INTEGER = /^-?\d{16,}$/

// What a writer does to the numbers of this very body.
function numberCauses(tree: JsonNode, number: (raw: string) => string): CauseId[] {
  const found = new Set<CauseId>()
  rewrite(tree, undefined, node => {
    if (node.kind === 'number' && number(node.raw) !== node.raw) {
      found.add(LONG_INTEGER.test(node.raw) ? 'json-big-integers' : 'json-numbers')
    }
    return node
  })
  return [...found]
}
