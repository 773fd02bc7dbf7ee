/** What the tests of this room share: every fixture, read from disk as people see it, and ways to change one. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Variant } from '../../src/events/catalogue.js'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { fixture } from '../../src/events/fixture.js'

const ROOT = new URL('../../fixtures/', import.meta.url)

/** The names of the fixture files of a folder, without ending. */
export const fileNames = (folder: 'events' | 'legacy') =>
  readdirSync(new URL(`${folder}/`, ROOT))
    .map(file => file.replace(/\.json$/, ''))
    .sort()

/** A fixture as it stands on disk. */
export const fileText = (folder: 'events' | 'legacy', name: string) =>
  readFileSync(new URL(`${folder}/${name}.json`, ROOT), 'utf8')

/** Every body that can be sent. */
export const SENDABLE: ReadonlyArray<readonly [event: string, variant: Variant]> = CATALOGUE.flatMap(entry =>
  entry.variants.map(variant => [entry.name, variant] as const),
)

/** A body as an object that may be changed at will. */
export const bodyOf = (event: string, variant: Variant = 'event'): any => fixture(event, { variant })

/** A JSON value with every string in it replaced; names of members stay. */
export function mapStrings(value: unknown, change: (text: string, path: string) => unknown, path = ''): unknown {
  if (typeof value === 'string') return change(value, path)
  if (Array.isArray(value)) return value.map((item, index) => mapStrings(item, change, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, mapStrings(inner, change, `${path}.${name}`)]),
  )
}

/** The paths of all members, items of arrays written `[]`. */
export function memberPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(item => [`${path}[]`, ...memberPaths(item, `${path}[]`)])
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const inside = path === '' ? name : `${path}.${name}`
    return [inside, ...memberPaths(inner, inside)]
  })
}
