/** Holds catalogue, schemas and fixture files together, in both directions. */
import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { describeFields } from '../../src/events/fields.js'
import { fixture } from '../../src/events/fixture.js'
import { eventSchema } from '../../src/events/schema.js'
import { FULL_LISTS } from '../../src/events/shape.js'
import { validate } from '../../src/events/validate.js'
import { bodyOf, fileNames, fileText, memberPaths, SENDABLE } from './bodies.js'

const withVariant = (variant: 'event' | 'legacy') =>
  CATALOGUE.filter(entry => entry.variants.includes(variant))
    .map(entry => entry.name)
    .sort()

/** Members that no fixture shows, on purpose. */
const NEVER = [
  /^payload\.respondent(\.|$)/, // the other of two possible places
  /\.url$/, // documents go inline unless told otherwise
  /\.forms\[\]$|\.availableInStates\[\]$/, // no document shows an item
  /\.tracking\.(utm_campaign|utm_source|utm_content|salesforce_uuid)$/, // past the cut
]

/** Members that some fixtures lack. */
const SOMETIMES = [
  /^order(\.|$)/, // the place beside the payload: full bodies have it
  /^payload\.order(\.|$)/, // full bodies have it beside the payload
  /^payload\.activity(\.|$)/, // older shapes: not in the article
  /\.archiveNote$|\.productBundleId$|\.productBundle\.id$/, // newer pages only
  /^payload\.case\.(assignedTo|assignedBy|hrRep)$/, // what the article calls a full case, without spelling it out
]

describe('files and catalogue', () => {
  test('every sendable event has a fixture file, and every file an event', () => {
    expect(fileNames('events')).toEqual(withVariant('event'))
    expect(fileNames('legacy')).toEqual(withVariant('legacy'))
  })

  test.each(fileNames('events'))('%s: the file says what its name says', name => {
    expect(JSON.parse(fileText('events', name))).toEqual(fixture(name))
    expect(fixture(name).event).toBe(name)
  })

  test.each(fileNames('legacy'))('%s, older: the file says what its name says', name => {
    expect(JSON.parse(fileText('legacy', name))).toEqual(fixture(name, { variant: 'legacy' }))
  })
})

describe.each(SENDABLE)('%s, %s', (event, variant) => {
  const rows = describeFields(event, variant)
  const known = new Set(rows.map(row => row.path))
  const present = new Set(memberPaths(bodyOf(event, variant)))

  test('its payload has the members of the catalogue, in that order', () => {
    const entry = CATALOGUE.find(one => one.name === event)!
    expect(Object.keys(bodyOf(event, variant).payload)).toEqual(entry.members[variant])
  })

  test('every member of the fixture is in the schema', () => {
    expect([...present].filter(path => !known.has(path))).toEqual([])
  })

  test('every member of the schema is in the fixture, or absent on purpose', () => {
    const empty = emptyPaths(bodyOf(event, variant))
    const excused = (path: string) =>
      [...NEVER, ...SOMETIMES].some(pattern => pattern.test(path)) || empty.some(other => isWithin(path, other))
    expect([...known].filter(path => !present.has(path) && !excused(path))).toEqual([])
  })

  test('the fixture is parsed by zod and has no finding', () => {
    expect(eventSchema(event, variant).safeParse(bodyOf(event, variant)).success).toBe(true)
    expect(validate(bodyOf(event, variant))).toEqual({ event, shape: variant, findings: [] })
  })

  test('so it is with documents as links', () => {
    const body = fixture(event, { variant, documents: 'url' })
    expect(validate(body)).toEqual({ event, shape: variant, findings: [] })
  })
})

test('every member of every schema is shown by some fixture', () => {
  const shown = new Set(SENDABLE.flatMap(([event, variant]) => memberPaths(bodyOf(event, variant))))
  const known = new Set(SENDABLE.flatMap(([event, variant]) => describeFields(event, variant).map(row => row.path)))
  expect([...known].filter(path => !shown.has(path) && !NEVER.some(pattern => pattern.test(path)))).toEqual([])
})

test.each(withVariant('event'))('%s: what is inferred in its fixture is marked so in the catalogue', name => {
  const present = new Set(memberPaths(bodyOf(name)))
  const inferred = describeFields(name)
    .filter(row => row.evidence === 'inferred' && present.has(row.path))
    .map(row => row.path)
  const topmost = inferred.filter(path => !inferred.some(other => isWithin(path, other)))
  const marked = CATALOGUE.find(entry => entry.name === name)!.inferred
  expect(topmost.map(path => path.replace('payload.', ''))).toEqual(marked)
})

test('a full body is told apart by lists that the case of no other body has', () => {
  for (const [event, variant] of SENDABLE) {
    const lists = FULL_LISTS.filter(list => list in (bodyOf(event, variant).payload.case ?? {}))
    expect([event, lists]).toEqual([event, variant === 'full' ? FULL_LISTS : []])
  }
})

const isWithin = (path: string, other: string) => path.startsWith(`${other}.`) || path.startsWith(`${other}[`)

/** Paths at which a body has null, or an object or array with nothing in it. */
function emptyPaths(value: unknown, path = ''): string[] {
  if (value === null) return [path]
  if (typeof value !== 'object') return []
  const inner = Array.isArray(value)
    ? value.map(item => [`${path}[]`, item] as const)
    : Object.entries(value).map(([name, item]) => [path === '' ? name : `${path}.${name}`, item] as const)
  return inner.length === 0 ? [path] : inner.flatMap(([inside, item]) => emptyPaths(item, inside))
}
