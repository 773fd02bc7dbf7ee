/**
 * The command line itself on recordings: whatever the file, `verify` and `redact` end as 0, 1 or 2, and no stream shows what a
 * patient wrote, or anything that a terminal would obey.
 */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../../../src/cli/io.js'
import { run } from '../../../src/cli/program.js'
import { reportError } from '../../../src/cli/report-error.js'
import { seededBytes } from '../../../src/core/random.js'
import { PLANTED, planted } from '../refusal.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-fuzz-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const FILE = join(folder, 'capture')

const SECRET = 'Fuzz-Secret-4711'
const SECRETS = ['--secret-env', 'FUZZ_SECRET']

/** What a terminal obeys. */
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/

const COMMANDS: ReadonlyArray<(body: Buffer) => string[]> = [
  () => ['verify', FILE, ...SECRETS],
  () => ['verify', FILE, ...SECRETS, '--json'],
  () => ['redact', FILE, ...SECRETS],
  () => ['verify', FILE, ...SECRETS, '--report', 'html'],
  () => ['verify', FILE, ...SECRETS, '--report', 'junit'],
  () => ['verify', FILE, ...SECRETS, '--report', 'github'],
  () => ['verify', FILE, ...SECRETS, '--report', 'markdown'],
  body => ['verify', FILE, ...SECRETS, '--signature', createHmac('sha256', SECRET).update(body).digest('hex')],
  () => ['verify', FILE, ...SECRETS, '--signature', 'ab'.repeat(32), '--computed', 'cd'.repeat(32)],
]

export async function fuzz(data: Buffer): Promise<void> {
  const bytes = planted(data.subarray(1))
  writeFileSync(FILE, bytes)
  const argv = COMMANDS[(data[0] ?? 0) % COMMANDS.length]!(bytes)
  const { io, said } = quietIo()
  const code = await run(argv, io).catch(error => reportError(error, io, argv.includes('--json')))
  const { out, err } = said
  assert.ok(code === 0 || code === 1 || code === 2, `exit ${code}: ${err}`)
  for (const text of [out, err]) {
    assert.ok(!text.includes(PLANTED), `tells what was planted: ${text}`)
    assert.ok(!text.includes(SECRET), 'tells the secret')
    // A copy is data: JSON escapes fewer characters than a terminal needs.
    assert.doesNotMatch(text, argv[0] === 'redact' && text === out ? /[\0-\x09\x0b-\x1f]/ : UNSAFE)
  }
  if (argv.includes('--json')) {
    for (const line of out.trimEnd().split('\n')) assert.equal(typeof JSON.parse(line).type, 'string')
  }
}

/** A terminal that nobody looks at. */
function quietIo(): { io: Io; said: { out: string; err: string } } {
  const said = { out: '', err: '' }
  const plain = { isTTY: false, colour: 0, columns: 80 } as const
  const io: Io = {
    out: chunk => {
      said.out += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    },
    err: text => {
      said.err += text
    },
    stdin: (async function* () {})(),
    env: { FUZZ_SECRET: SECRET },
    cwd: folder,
    runtime: 'Node, fuzzed',
    terminal: { out: plain, err: plain },
    errStream: process.stderr,
    now: () => 1_767_225_600_000,
    randomBytes: seededBytes('fuzz'),
    stop: new AbortController().signal,
    prompt: async () => '',
    expectFewRequests: () => {},
    stopped: () => undefined,
    endInOrder: () => {},
    pid: 1,
    settled: () => {},
    end: () => {},
  }
  return { io, said }
}
