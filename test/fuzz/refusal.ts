/** What a reader may do with bad input: refuse it by an error of ours, in lines that tell nothing of what people wrote. */
import assert from 'node:assert/strict'
import { CvHookError, type ErrorCode } from '../../src/core/errors.js'
import { printable } from '../../src/core/printable.js'

/** Stands for what a patient wrote. Two words: a single one might be the name of a member, which may be told. */
export const PLANTED = 'Zq7 Planted'

/** No line quotes more than its reader needs; 200 characters that cannot be printed take six times as many. */
const LONGEST = 1500

/** Runs a reader; gives what it read, or `undefined` where it refused as it may. */
export function readOrRefuse<Read>(
  codes: readonly ErrorCode[],
  read: () => Read,
  check: (line: string) => void = checkLine,
): Read | undefined {
  try {
    return read()
  } catch (error) {
    checkRefusal(codes, error, check)
    return undefined
  }
}

/** The same for a reader that takes its time. */
export async function readOrRefuseLater<Read>(
  codes: readonly ErrorCode[],
  read: () => Promise<Read>,
  check: (line: string) => void = checkLine,
): Promise<Read | undefined> {
  try {
    return await read()
  } catch (error) {
    checkRefusal(codes, error, check)
    return undefined
  }
}

function checkRefusal(codes: readonly ErrorCode[], error: unknown, check: (line: string) => void): void {
  if (!(error instanceof CvHookError)) throw error
  assert.ok(codes.includes(error.code), `refused as ${error.code}`)
  for (const line of [error.message, ...error.hints]) check(line)
}

/** A line for people: one line, which a terminal takes for text, and without anything of what people wrote. */
export function checkLine(line: string): void {
  assert.match(line, /^[^\n\r\x1b]+$/)
  assert.ok(!line.includes(PLANTED), `tells what was planted: ${line}`)
  checkLength(line)
}

/** A line that quotes to a user what that user wrote: it is made printable where it is shown. */
export function checkQuote(line: string): void {
  checkLength(printable(line))
}

function checkLength(line: string): void {
  assert.ok(line.length > 0 && line.length <= LONGEST, `a line of ${line.length}: ${line.slice(0, 100)}`)
}

/** An input with what a patient wrote wherever the fuzzer put a byte 1, which no format has. */
export function planted(data: Uint8Array): Buffer {
  return data.includes(1)
    ? Buffer.from(Buffer.from(data).toString('latin1').replaceAll('\x01', PLANTED), 'latin1')
    : Buffer.from(data)
}
