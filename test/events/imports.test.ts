/** What may be loaded without zod, and that the room reaches for nothing outside. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOM = fileURLToPath(new URL('../../src/events/', import.meta.url))

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export)(?! type)[^;]*?from '([^']+)'/gm)].map(match => match[1]!)
}

function reached(file: string, seen = new Set<string>()): Set<string> {
  for (const specifier of importsOf(file)) {
    const target = specifier.startsWith('.') ? join(dirname(file), specifier.replace(/\.js$/, '.ts')) : specifier
    if (seen.has(target)) continue
    seen.add(target)
    if (specifier.startsWith('.')) reached(target, seen)
  }
  return seen
}

test.each([
  'catalogue',
  'fixture',
  'summary',
  'findings',
  'shape',
  'values',
  'validate',
  'mask',
  'fields',
  'json-schema',
  'scenario',
])('%s.ts loads no zod', name => {
  expect([...reached(join(ROOM, `${name}.ts`))]).not.toContain('zod/mini')
})

test.each(['schema-table', 'scenario-schema'])('%s.ts, which the build asks, does', name => {
  expect([...reached(join(ROOM, `${name}.ts`))]).toContain('zod/mini')
})

test('the room reaches for core, what is generated and zod alone', () => {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  for (const file of files) {
    for (const specifier of importsOf(join(ROOM, file))) {
      expect([file, specifier]).toEqual([file, expect.stringMatching(/^(\.\/|\.\.\/|zod\/mini$)/)])
      expect(specifier).not.toMatch(
        /^(\.\.\/)+(?!core\/|generated\/(?:catalogue|fixtures|forms|members)\.js$|field|values|catalogue)/,
      )
    }
  }
})
