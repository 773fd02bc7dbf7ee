/**
 * Bodies: what is JSON is told as `JSON.parse` has it; findings are few, of one line, and quote nothing; offsets stay within the
 * text; a summary and a masked copy tell nothing. Rightly signed, a body is valid, in whatever format it was recorded.
 */
import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import { createHmac } from 'node:crypto'
import { judge } from '../../../src/app/judge.js'
import { CAPTURE_FORMATS, type CaptureFormat } from '../../../src/captures/delivery.js'
import { parseCaptures } from '../../../src/captures/parse.js'
import { isTokens, type JsonTokens, tokenize } from '../../../src/core/json-tokens.js'
import { treeOf } from '../../../src/core/json-tree.js'
import { compactTokens, writeTree } from '../../../src/core/json-write.js'
import { MAX_DEPTH, scanJson } from '../../../src/events/json-scan.js'
import { maskBody } from '../../../src/events/mask.js'
import { summarise } from '../../../src/events/summary.js'
import { validate, validateBody } from '../../../src/events/validate.js'
import { lineOf } from '../../../src/store/json-place.js'
import { OF_BYTES, OF_TEXT, type Writer } from '../../captures/writers.js'
import { checkLine, PLANTED, planted } from '../refusal.js'

const SECRET = { label: 'main', value: 'fuzz-secret' }
const ACCEPTED = { secrets: [SECRET], staticHeaders: [], unsigned: false }

export function fuzz(data: Buffer): void {
  const bytes = planted(data.subarray(1))
  checkSigned(bytes, data[0] ?? 0)
  const text = bytes.toString('utf8')
  const parsed = parse(text)
  const isJson = parsed !== undefined && isUtf8(bytes)
  const tokens = tokenize(text)
  assert.equal(isTokens(tokens), parsed !== undefined)
  const depth = isTokens(tokens) ? tokens.depth : 0

  const { findings } = validateBody(bytes)
  assert.ok(findings.length <= 100)
  for (const { path, message } of findings) checkLine(`${path} ${message}`)
  assert.equal(
    findings.some(({ code }) => code === 'not-json'),
    !isJson || depth > MAX_DEPTH,
  )
  const { fault } = scanJson(text, 10)
  assert.equal(fault === undefined, parsed !== undefined && depth <= MAX_DEPTH)
  if (fault) {
    checkLine(fault.reason)
    assert.ok(fault.offset >= 0 && fault.offset <= text.length)
  }

  if (!isTokens(tokens)) assert.ok(tokens.offset >= 0 && tokens.offset <= text.length)
  else if (parsed) checkParsed(parsed.value, tokens)
}

function checkParsed(value: unknown, tokens: JsonTokens): void {
  const { text, count, starts, ends, depth } = tokens
  for (let at = 0; at < count; at++) {
    assert.ok(starts[at]! >= (ends[at - 1] ?? 0) && ends[at]! > starts[at]! && ends[at]! <= text.length)
  }
  // What stands twice in the text is only once in the value.
  assert.ok(depth >= deepest(value))
  validate(value, { text })
  const summary = summarise(value)
  if (summary !== '') checkLine(summary)
  assert.ok(!JSON.stringify(maskBody(value, kind => kind)).includes(PLANTED))
  assert.deepEqual(JSON.parse(compactTokens(tokens, { strings: 'raw', numbers: 'raw' })), value)
  // JavaScript writes neither an infinity nor the sign of a zero.
  const inJs = compactTokens(tokens, { strings: 'js', numbers: 'js' })
  assert.equal(JSON.stringify(JSON.parse(inJs)), JSON.stringify(value))
  if (depth > MAX_DEPTH) return
  const tree = treeOf(tokens)
  assert.ok(tree)
  assert.deepEqual(JSON.parse(writeTree(tree)), value)
  assert.deepEqual(JSON.parse(writeTree(tree, { indent: '\t', colon: ': ' })), value)
  const path = typeof value === 'object' && value !== null ? Object.keys(value).slice(-1) : []
  const line = lineOf(text, path)
  assert.ok(line >= 1 && line <= text.split('\n').length)
}

/** Each writer makes a recording of the body, signed with the writer's own secret in place of ours. */
function checkSigned(body: Buffer, kind: number): void {
  const signature = createHmac('sha256', SECRET.value).update(body).digest('hex')
  const headers: Array<[string, string]> = [['X-CV-Signature', kind & 1 ? signature.toUpperCase() : `\t${signature} `]]
  const sent = { headers, body, complete: true, trust: 'wire' } as const
  assert.equal(judge(sent, ACCEPTED, { findings: false }).verdict, 'valid')
  const wrong = { ...sent, body: Buffer.concat([body, Buffer.from(' ')]) }
  assert.equal(judge(wrong, ACCEPTED, { findings: false }).verdict, 'invalid')

  const writers = Object.entries(isUtf8(body) ? { ...OF_BYTES, ...OF_TEXT } : OF_BYTES)
  const [name, write] = writers[(kind >> 1) % writers.length] as [string, Writer]
  // A word of a shell cannot hold NUL.
  if (name.startsWith('curl command') && body.includes(0)) return
  // A line of the body may look like the beginning of a recording in another format.
  const format = /[\r\n]/.test(body.toString('latin1')) ? formatOf(name) : undefined
  const { deliveries } = parseCaptures(write(body), { name: 'f', ...(format && { format }) })
  assert.equal(deliveries.length, 1)
  const [one] = deliveries
  assert.deepEqual(Buffer.from(one!.body!), body)
  assert.equal(judge({ ...one!, headers }, ACCEPTED, { findings: true }).verdict, 'valid')
}

/** Writers are named for what they write. */
function formatOf(writer: string): CaptureFormat {
  if (writer.startsWith('curl command')) return 'curl'
  if (/^(?:http|tshark|curl)/.test(writer)) return 'http'
  const name = writer.toLowerCase().replace('.', '-')
  return CAPTURE_FORMATS.find(format => name.startsWith(format)) ?? 'aws'
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function deepest(root: unknown): number {
  let depth = 0
  for (let level = [root].filter(isNested); level.length > 0; level = level.flatMap(inner).filter(isNested)) depth++
  return depth
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null
const inner = (value: object): unknown[] => Object.values(value)
