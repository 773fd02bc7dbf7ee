/** Runs the command line in this process, in an outside world of its own. */
import { setMaxListeners } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Io, plainTerminal } from '../../src/cli/io.js'
import { exitCode } from '../../src/cli/main.js'
import type { CliOptions, CliResult } from './cli.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The folder of a process is one for all: runs that have one of their own wait for each other. */
let turn = Promise.resolve()

/** Runs `cv-hook` with these arguments; output is collected, no signal comes, nothing is a terminal. */
export async function inside(args: readonly string[], { env = {}, cwd, input }: CliOptions): Promise<CliResult> {
  const out: Uint8Array[] = []
  let stderr = ''
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const all = { PATH: process.env['PATH'], ...env }
  const io: Io = {
    out: chunk => void out.push(Buffer.from(chunk as Uint8Array)),
    err: text => {
      stderr += text
    },
    stdin: (async function* () {
      if (input !== undefined) yield Buffer.from(input as Uint8Array)
    })(),
    env: all,
    cwd: cwd ?? ROOT,
    runtime: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    terminal: { out: plainTerminal(all), err: plainTerminal(all) },
    errStream: process.stderr,
    now: Date.now,
    randomBytes: count => crypto.getRandomValues(Buffer.alloc(count)),
    stop: stop.signal,
    prompt: () => Promise.reject(new Error('there is no terminal')),
    expectFewRequests: () => {},
    stopped: () => undefined,
    endInOrder: () => {},
    pid: process.pid,
    end: () => {},
  }
  const code = await (cwd === undefined ? exitCode(args, io) : inFolder(cwd, () => exitCode(args, io)))
  const bytes = Buffer.concat(out)
  return { code, signal: null, stdout: bytes.toString(), stderr, bytes }
}

function inFolder<T>(cwd: string, action: () => Promise<T>): Promise<T> {
  const done = turn.then(async () => {
    const before = process.cwd()
    process.chdir(cwd)
    try {
      return await action()
    } finally {
      process.chdir(before)
    }
  })
  turn = done.then(
    () => {},
    () => {},
  )
  return done
}
