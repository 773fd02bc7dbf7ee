/** An error that nobody foresaw: said to be a bug, with its stack, and code 70. */
import { expect, it } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { reportError } from '../../src/cli/report-error.js'
import { plainTerminal } from '../../src/cli/terminal.js'

async function told(error: unknown, json = false) {
  let [stdout, stderr] = ['', '']
  const io = {
    out: (text: string) => {
      stdout += text
    },
    err: (text: string) => {
      stderr += text
    },
    terminal: { out: plainTerminal({}), err: plainTerminal({}) },
  }
  return { code: await reportError(error, io as unknown as Io, json), stdout, stderr }
}

it.each<[string, unknown, RegExp]>([
  ['an error', new TypeError('x is not a function'), /\nTypeError: x is not a function\n {4}at /],
  ['a text', 'gone', /\ngone\n$/],
])('%s', async (_title, error, lines) => {
  const { code, stderr } = await told(error)
  expect({ code, stderr }).toEqual({ code: 70, stderr: expect.stringMatching(lines) })
  expect(stderr).toMatch(/^error: this is a bug in cv-hook [\d.]+, please report it with the lines below\n/)
})

it('is a record besides, with --json', async () => {
  const { stdout } = await told(new Error('a\nb'), true)
  expect(JSON.parse(stdout)).toEqual({ type: 'error', code: 'internal', message: 'a\\nb', hints: [] })
})
