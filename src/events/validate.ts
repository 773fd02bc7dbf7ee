/** Compares a body with what is known of its event, in the shape that it has. */
import { formatPath, isObject, type Json, type Segment } from '../core/path.js'
import { utf8Text } from '../core/utf8.js'
import { type CatalogueEntry, isEventName } from './catalogue.js'
import { compare } from './compare.js'
import { type Finding, Findings, MAX_FINDINGS } from './findings.js'
import { hasPlainNames } from './json-names.js'
import { scanJson } from './json-scan.js'
import { eventTree } from './member-tree.js'
import { recognise, type Shape } from './shape.js'
import { shownName } from './shown-name.js'
import { ACTIVITY_ONLY, DUPLICATE, kindOf, NOT_UTF8, notJson, TYPE_MISMATCH, UNKNOWN_EVENT } from './wording.js'

export type { Finding } from './findings.js'
export type { Shape } from './shape.js'

/** The one event that is no value of `activity.type`: which type stands in its activity is not known. */
const UNTYPED = 'CALENDAR_EVENT_STATUS_UPDATED'

/** What a validation came to. */
export interface Validation {
  /** The event's name as it stands in the body, if it is a known name or has the form of one. */
  event: string | undefined
  /** Which shape it was compared with; `unknown` where it has none. */
  shape: Shape
  /** What it differs in, 100 at most. */
  findings: Finding[]
}

/**
 * Compares a parsed body with what is known of its event. Total: no value makes it throw.
 *
 * @param value the body, parsed
 * @param options.text the text that the value was parsed from, to be searched for names that stand twice
 * @example
 * const { findings } = validate(JSON.parse(text), { text })
 */
export function validate(value: unknown, options: { text?: string } = {}): Validation {
  const findings = new Findings()
  if (options.text !== undefined) addDuplicates(scanJson(options.text, MAX_FINDINGS).duplicates, findings)
  return check(value, findings)
}

/** Compares the bytes of a body, and gives the parsed body too so that nobody parses it twice. */
export function validateBody(bytes: Uint8Array): Validation & { body: Json | undefined } {
  const findings = new Findings()
  const text = utf8Text(bytes)
  const plain = text === undefined || bytes.length > MOST_UNSCANNED ? undefined : parsePlain(text, bytes)
  if (plain !== undefined) return withBody(check(plain, findings), plain)
  const scan = text === undefined ? undefined : scanJson(text, MAX_FINDINGS)
  if (text === undefined || !scan || scan.fault) {
    findings.add('error', 'not-json', '', scan?.fault ? notJson(scan.fault) : NOT_UTF8)
    return withBody({ event: undefined, shape: 'unknown', findings: findings.list() }, undefined)
  }
  addDuplicates(scan.duplicates, findings)
  const body = JSON.parse(text) as Json
  return withBody(check(body, findings), body)
}

const withBody = ({ event, shape, findings }: Validation, body: Json | undefined) => ({ event, shape, findings, body })

/** Longer texts are scanned before they are parsed, since what nests deep takes a parser much memory. */
const MOST_UNSCANNED = 65_536

/** The value of a text that needs no scan: good JSON, not too deep, no name twice. */
function parsePlain(text: string, bytes: Uint8Array): Json | undefined {
  try {
    const value = JSON.parse(text) as Json
    return hasPlainNames(bytes, value) ? value : undefined
  } catch {
    return undefined
  }
}

function addDuplicates(paths: readonly Segment[][], findings: Findings): void {
  for (const path of paths) {
    const shown = path.map(segment => (typeof segment === 'string' ? shownName(segment) : segment))
    findings.add('warning', 'duplicate-key', formatPath(shown), DUPLICATE)
  }
}

function check(value: unknown, findings: Findings): Validation {
  const { event, entry, shape } = recognise(value)
  if (entry && shape !== 'unknown') {
    compare(value, eventTree(entry.name, shape), findings)
    checkActivityType(entry.name, (value as { payload: Record<string, unknown> }).payload, findings)
  } else if (!isObject(value)) {
    findings.add('error', 'wrong-type', '', `the body is ${kindOf(value)}: expected an object`)
  } else checkEnvelope(value, entry, findings)
  return { event, shape, findings: findings.list() }
}

/** What every event has, whatever its name: a name and a payload. */
function checkEnvelope(body: Record<string, unknown>, entry: CatalogueEntry | undefined, findings: Findings): void {
  for (const [name, kind] of [
    ['event', 'a string'],
    ['payload', 'an object'],
  ] as const) {
    const value = body[name]
    if (value === undefined) findings.add('error', 'missing', name, `is missing: ${kind}`)
    else if (value === null) findings.add('error', 'null', name, `is null: expected ${kind}`)
    else if (kindOf(value) !== kind) {
      findings.add('error', 'wrong-type', name, `is ${kindOf(value)}: expected ${kind}`)
    } else if (name === 'event' && !entry) findings.add('warning', 'unknown-event', name, UNKNOWN_EVENT)
    else if (name === 'event' && entry?.variants.length === 0) {
      findings.add('warning', 'unknown-event', name, ACTIVITY_ONLY)
    }
  }
}

function checkActivityType(event: string, payload: Record<string, unknown>, findings: Findings): void {
  if (event === UNTYPED) return
  const activity = payload['activity']
  const type = isObject(activity) ? activity['type'] : undefined
  if (isEventName(type) && type !== event) {
    findings.add('warning', 'type-mismatch', 'payload.activity.type', TYPE_MISMATCH)
  }
}
