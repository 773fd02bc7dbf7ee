/** Config files, scenarios, baselines and patches: read, or refused with file and line; what is no JSON is never quoted. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isObject, type Json, mergeInto } from '../../../src/core/path.js'
import { checkScenario } from '../../../src/events/scenario.js'
import { readBaseline } from '../../../src/store/baseline.js'
import { readConfig } from '../../../src/store/config.js'
import { readJsonFile } from '../../../src/store/json-file.js'
import { checkLine, checkQuote, PLANTED, planted, readOrRefuseLater } from '../refusal.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-fuzz-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const FILE = join(folder, 'file.json')

const READERS: ReadonlyArray<() => Promise<unknown>> = [
  () => readConfig(FILE, '--config'),
  () => readBaseline(FILE),
  async () => {
    const { value, where } = await readJsonFile(FILE, '--scenario')
    return checkScenario(value, where)
  },
  async () => {
    const { value } = await readJsonFile(FILE, '--merge')
    if (isObject(value)) mergeInto({ a: { b: [] } }, value as { [member: string]: Json })
  },
]

export async function fuzz(data: Buffer): Promise<void> {
  const text = data.subarray(1).toString('utf8')
  const bytes = planted(data.subarray(1))
  // A member that is not known is named to its user; what is no JSON may be anything.
  const isJson = parses(text) || parses(bytes.toString())
  writeFileSync(FILE, isJson ? text : bytes)
  const read = READERS[(data[0] ?? 0) % READERS.length]!
  const checked = () => read().catch(error => checkPlace(error, text))
  await readOrRefuseLater(['bad-config', 'usage'], checked, isJson ? checkQuote : checkLine)
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  assert.ok(!Object.hasOwn(Object.prototype, PLANTED))
}

/** An error names a line that the file has. */
function checkPlace(error: unknown, text: string): never {
  const { message } = error as Error
  const place = message.startsWith(FILE) ? /^:(\d+)/.exec(message.slice(FILE.length)) : undefined
  if (place) assert.ok(Number(place[1]) >= 1 && Number(place[1]) <= text.split('\n').length, message)
  throw error
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
