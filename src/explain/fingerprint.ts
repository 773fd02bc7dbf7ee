/** Which serializer a JSON text looks like, from blanks, escapes, numbers and order alone. */
import { decoded } from '../core/json-spelling.js'
import { type JsonTokens, TOKEN } from '../core/json-tokens.js'
import type { JsonNode } from '../core/json-tree.js'
import { BodyView } from './view.js'

interface Traits {
  readonly colonBlank: boolean
  readonly commaBlank: boolean
  readonly indent: string | undefined
  readonly lowerUnicode: boolean
  readonly upperUnicode: boolean
  readonly rawUnicode: boolean
  readonly slashes: boolean
  readonly html: boolean
  readonly gson: boolean
  readonly dotnet: boolean
  readonly pythonNumbers: boolean
  readonly sorted: boolean
  readonly byLength: boolean
  readonly shortDates: boolean
  readonly finalNewline: boolean
}

const LOOKS: ReadonlyArray<readonly [name: string, fits: (traits: Traits) => boolean]> = [
  ["PHP's json_encode", one => one.slashes && !one.colonBlank],
  ["PHP's json_encode with JSON_PRETTY_PRINT", one => one.slashes && one.indent === '    '],
  ["PHP's json_encode", one => one.slashes],
  ['System.Text.Json of .NET', one => one.dotnet || (one.upperUnicode && !one.rawUnicode)],
  ['Gson (Java)', one => one.gson],
  ["Go's encoding/json (Encoder)", one => one.html && one.sorted && one.finalNewline],
  ["Go's encoding/json with a map", one => one.html && one.sorted],
  ["Go's encoding/json with a struct, or to_json of Rails", one => one.html],
  ["PostgreSQL's jsonb", one => one.colonBlank && one.commaBlank && !one.lowerUnicode && one.byLength],
  ["Python's json.dumps", one => one.colonBlank && one.commaBlank && (one.lowerUnicode || one.pythonNumbers)],
  ["Python's json.dumps", one => one.colonBlank && one.commaBlank && !one.rawUnicode],
  ["Python's json.dumps with ensure_ascii=False", one => one.colonBlank && one.commaBlank],
  ["Python's json.dumps with indent", one => one.indent !== undefined && (one.lowerUnicode || one.pythonNumbers)],
  ['JSON pretty-printed with tabs', one => one.indent === '\t'],
  ['JSON pretty-printed with two blanks (JavaScript, jq)', one => one.indent === '  '],
  ['JSON pretty-printed with four blanks', one => one.indent === '    '],
  ['JSON pretty-printed', one => one.indent !== undefined],
  ["Python's json.dumps without blanks", one => one.lowerUnicode && !one.rawUnicode],
  ['Newtonsoft.Json of .NET', one => one.shortDates],
  ['a serializer that sorts members (a Go map, sort_keys, canonical JSON)', one => one.sorted],
]

/** What a JSON text looks like, e.g. "looks like Python's json.dumps"; nothing where it looks like the sender's own. */
export function fingerprint(body: BodyView | string): string | undefined {
  const view = typeof body === 'string' ? new BodyView(body) : body
  if (!view.tokens) return undefined
  const traits = traitsOf(view.tokens, view.tree)
  const found = LOOKS.find(([, fits]) => fits(traits))
  return found && `looks like ${found[0]}`
}

const HTML = /\\u(?:003[cCeE]|0026)/
const FLOATS = /^-?\d+(?:\.\d+)?e[+-]\d\d$|^-?\d+\.0$/
const SHORT_DATE = /^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"$/
const MOST_TOKENS = 200_000

function traitsOf(tokens: JsonTokens, tree: JsonNode | undefined): Traits {
  const { text, kinds, starts, ends } = tokens
  const count = Math.min(tokens.count, MOST_TOKENS)
  const seen = { colons: 0, colonBlanks: 0, commas: 0, commaBlanks: 0, lower: false, upper: false, floats: false }
  const more = { slashes: false, html: false, gson: false, dotnet: false, dates: false }
  let indent: string | undefined
  for (let at = 0; at < count - 1; at++) {
    const kind = kinds[at]!
    const gap = starts[at + 1]! - ends[at]!
    if (kind === TOKEN.colon && ++seen.colons && gap === 1) seen.colonBlanks++
    if (kind === TOKEN.comma && ++seen.commas && gap === 1) seen.commaBlanks++
    if (kind === TOKEN.open && gap > 0 && indent === undefined && gap < 20) {
      const blank = text.slice(ends[at], starts[at + 1])
      if (blank.includes('\n')) indent = blank.slice(blank.lastIndexOf('\n') + 1)
    }
    if (kind < TOKEN.name) continue
    const raw = text.slice(starts[at], ends[at])
    if (kind === TOKEN.number) seen.floats ||= FLOATS.test(raw)
    else if (raw.length < 24 && SHORT_DATE.test(raw)) more.dates = true
    if (!raw.includes('\\')) continue
    more.slashes ||= raw.includes('\\/')
    more.html ||= HTML.test(raw)
    more.gson ||= /\\u003d|\\u0027/.test(raw)
    more.dotnet ||= /\\u00(?:2B|22|27(?![\s\S]*\\u003d)|60)/.test(raw)
    seen.lower ||= /\\u(?!00[0-7])(?=[0-9a-f]*[a-f])[0-9a-f]{4}/.test(raw)
    seen.upper ||= /\\u(?!00[0-7])(?=[0-9A-F]*[A-F])[0-9A-F]{4}/.test(raw)
  }
  const { byText, byLength } = sortedNames(tree)
  return {
    colonBlank: seen.colons > 0 && seen.colonBlanks === seen.colons,
    commaBlank: seen.colonBlanks > 0 && seen.commaBlanks === seen.commas,
    indent,
    lowerUnicode: seen.lower,
    upperUnicode: seen.upper && !seen.lower,
    rawUnicode: /[^\u0000-\u007f]/.test(text),
    slashes: more.slashes,
    html: more.html,
    gson: more.html && more.gson,
    dotnet: more.dotnet && !more.gson,
    pythonNumbers: seen.floats,
    sorted: byText,
    byLength,
    shortDates: more.dates,
    finalNewline: text.endsWith('\n'),
  }
}

function sortedNames(tree: JsonNode | undefined): { byText: boolean; byLength: boolean } {
  const open = tree ? [tree] : []
  let telling = 0
  let byText = true
  let byLength = true
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'array') for (const item of node.items) open.push(item)
    if (node.kind !== 'object') continue
    const names = node.members.map(one => decoded(one.key))
    if (names.length > 2) telling++
    for (let index = 1; index < names.length; index++) {
      const [before, after] = [names[index - 1]!, names[index]!]
      byText &&= before <= after
      byLength &&= before.length < after.length || (before.length === after.length && before <= after)
    }
    for (const member of node.members) open.push(member.value)
  }
  return { byText: byText && telling > 0, byLength: byLength && telling > 0 }
}
