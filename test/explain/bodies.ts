/** A body as the sender writes it, and writers of other platforms, made for tests alone: nothing of src/explain is in them. */
import { createHmac } from 'node:crypto'
import { fixture } from '../../src/events/fixture.js'
import type { ExplainInput } from '../../src/explain/explanation.js'

export const SECRET = 'whk_7Qm2-Zx81vTn4RbC9sLd'

/** Holds what serializers trip over. */
export const SAMPLE = {
  event: 'PAYMENT_ADDED',
  payload: {
    payment: {
      id: 'b1f6a7c2-8d0e-4f7a-9c55-0d2f1e3a4b5c',
      amount: 50,
      fee: 0.00001,
      rate: 1e-7,
      total: 10000000000000000,
      note: 'Zoë <b>& co</b> "quoted" it\'s a/b €5 🧊',
      phone: '+12025550143',
      mail: 'zoe.nunez+care@example.com',
      createdAt: '2026-03-06T16:42:27.000Z',
      paidAt: '2026-03-06T16:42:27.731Z',
      empty: {},
      list: [],
      nothing: null,
      blank: '',
    },
    activity: { id: '5', type: 'PAYMENT_ADDED', isPHI: false, flags: [true, false] },
  },
}

export const sample = JSON.stringify(SAMPLE)
export const decision = JSON.stringify(fixture('ADD_CASE_DECISION'))
export const deleted = JSON.stringify(fixture('DECISION_DELETED'))

export const hmac = (body: Uint8Array | string, key: string | Uint8Array = SECRET, algorithm = 'sha256') =>
  createHmac(algorithm, key).update(body).digest('hex')

/** A delivery that was signed over one body and is at hand as another. */
export function delivery(
  signed: Uint8Array | string,
  received: Uint8Array | string,
  more: Partial<ExplainInput> & { signKey?: string | Uint8Array } = {},
): ExplainInput {
  const { signKey = SECRET, ...rest } = more
  return {
    body: typeof received === 'string' ? Buffer.from(received) : received,
    signatureValues: [hmac(signed, signKey)],
    secrets: [{ label: 'main', value: SECRET }],
    trust: 'receiver',
    ...rest,
  }
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** How a writer writes. */
export interface Style {
  colon?: string
  comma?: string
  indent?: string
  text?: (quoted: string) => string
  number?: (value: number) => string
  keys?: (keys: string[]) => string[]
  skip?: (value: Json) => boolean
  value?: (value: Json) => Json
}

/** Writes JSON in a style. */
export function write(input: Json, style: Style = {}, level = ''): string {
  const { colon = ':', comma = ',', indent, text = one => one, number = String, keys = one => one } = style
  const value = style.value ? style.value(input) : input
  const around = (open: string, parts: string[], close: string) => {
    if (parts.length === 0) return open + close
    if (indent === undefined) return open + parts.join(comma) + close
    const inner = `\n${level}${indent}`
    return `${open}${inner}${parts.join(`,${inner}`)}\n${level}${close}`
  }
  const next = level + (indent ?? '')
  if (typeof value === 'string') return text(JSON.stringify(value))
  if (typeof value === 'number') return number(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) {
    return around(
      '[',
      value.map(item => write(item, style, next)),
      ']',
    )
  }
  const names = keys(Object.keys(value)).filter(name => !style.skip?.(value[name]!))
  return around(
    '{',
    names.map(name => text(JSON.stringify(name)) + colon + write(value[name]!, style, next)),
    '}',
  )
}

const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(4, '0')
const lower = (text: string, which: RegExp) => text.replace(which, char => `\\u${hex(char)}`)
const upper = (text: string, which: RegExp) => text.replace(which, char => `\\u${hex(char).toUpperCase()}`)

/** repr() of a Python float, for the values of the sample. */
export const pyNumber = (value: number) => {
  if (Number.isInteger(value)) return String(value)
  const plain = String(value)
  if (Math.abs(value) >= 1e-4 && !plain.includes('e')) return plain
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
}

export const python: Style = { colon: ': ', comma: ', ', text: one => lower(one, /[\u007f-\uffff]/g), number: pyNumber }
export const pythonUtf8: Style = { ...python, text: one => one }
export const php: Style = { text: one => lower(one, /[\u0080-\uffff]/g).replaceAll('/', '\\/'), number: pyPhp }
function pyPhp(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toExponential().replace(/^(\d)e/, '$1.0e')
}
export const go: Style = { text: one => lower(one, /[<>&\u2028\u2029]/g), keys: one => one.toSorted() }
export const goStruct: Style = { text: one => lower(one, /[<>&\u2028\u2029]/g) }
export const gson: Style = { text: one => lower(one, /[<>&='\u2028\u2029]/g), skip: value => value === null }
export const dotnet: Style = {
  text: one => `"${upper(one.slice(1, -1).replaceAll('\\"', '\\u0022'), /[<>&'+`\u007f-\uffff]/g)}"`,
}
export const sortedKeys: Style = { keys: one => one.toSorted() }
export const jsonb: Style = {
  colon: ': ',
  comma: ', ',
  keys: one => one.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)),
}
