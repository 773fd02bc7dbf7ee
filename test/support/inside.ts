/** Runs the command line in this process, in an outside world of its own. */
import type { ChildProcess } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Io, StopReason } from '../../src/cli/io.js'
import { exitCode } from '../../src/cli/main.js'
import { plainTerminal } from '../../src/cli/terminal.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The folder of a process is one for all: runs that have one of their own wait for each other. */
let turn = Promise.resolve()

/** What a run is given, as in `CliOptions`. */
interface Given {
  env?: Record<string, string>
  cwd?: string
  input?: string | Uint8Array
  onOutput?: (text: string, child: ChildProcess, stream: 'stdout' | 'stderr') => void
}

/** Runs `cv-hook` with these arguments; nothing is a terminal, and a signal is the wish to stop alone. */
export async function inside(args: readonly string[], { env = {}, cwd, input, onOutput }: Given) {
  const out: Uint8Array[] = []
  let stderr = ''
  let inOrder = false
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const kill = (signal: NodeJS.Signals) => stop.abort(signal)
  const child = { pid: process.pid, kill } as unknown as ChildProcess
  const all = { PATH: process.env['PATH'], ...env }
  const io: Io = {
    out: chunk => {
      const bytes = Buffer.from(chunk as Uint8Array)
      out.push(bytes)
      onOutput?.(bytes.toString(), child, 'stdout')
    },
    err: text => {
      stderr += text
      onOutput?.(text, child, 'stderr')
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
    stopped: () => (inOrder ? undefined : (stop.signal.reason as StopReason | undefined)),
    endInOrder: () => {
      inOrder = true
    },
    pid: process.pid,
    settled: () => {},
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
