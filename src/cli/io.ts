/** Everything outside that a command touches: streams, terminal, environment, clock, randomness, signals. `process` is named here alone. */
import { fstatSync, writeSync } from 'node:fs'
import { wrapLines } from './render/wrap.js'
import { columns, type Environment, plainTerminal, type Terminal, terminal } from './terminal.js'

/** The outside world as one value, so that a test can hand in another. */
export interface Io {
  /** Writes a result. Resolves when the stream can take more; a closed pipe ends the run through {@link Io.stop}. */
  out(chunk: string | Uint8Array): Promise<void> | void
  /** Writes talk: progress, hints, warnings, errors; on a terminal wrapped, but for lines that are indented. */
  err(text: string): void
  /** The whole of standard input. */
  stdin: AsyncIterable<Uint8Array> & { isTTY?: boolean }
  env: Environment
  cwd: string
  /** Node's version and the system, e.g. `Node 20.19.0, linux x64`. */
  runtime: string
  terminal: { out: Terminal; err: Terminal }
  /** The stream that a progress line is drawn on. */
  errStream: NodeJS.WriteStream
  now(): number
  randomBytes(count: number): Uint8Array
  /** Aborted by the first SIGINT or SIGTERM, or when standard output takes no more; its reason says which. */
  stop: AbortSignal
  /** Reads one line without showing it. */
  prompt(question: string): Promise<string>
  /** To be called before the network is loaded where a run makes few requests: they end sooner, many would take longer. */
  expectFewRequests(): void
  /** Why the run was asked to stop, if it was. */
  stopped(): StopReason | undefined
  /**
   * Takes SIGINT and SIGTERM for an orderly end: the exit code is then the command's own. A second signal still ends
   * the process at once.
   */
  endInOrder(): void
  pid: number
  /** Resolves once it is known whether a file or pipe took what was written. */
  settled(): Promise<void> | void
  /**
   * The end of the run: takes the handlers off and sets the exit code. Where nothing is left to be written the process
   * ends at once, since node would tidy a heap first that nobody needs.
   */
  end(code: number): void
}

/** Why {@link Io.stop} was aborted. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'closed' | 'unwritable'

/**
 * The real world. Everything is set up on first use, since a command such as `--version` uses next to nothing: until
 * somebody asks for {@link Io.stop}, a signal ends the process as the system does it.
 */
export function systemIo(): Io {
  let reason: StopReason | undefined
  // Made on first use: Node loads what is behind it for the first one of a process.
  const stop = once(() => {
    const controller = new AbortController()
    // Every delivery under way listens to it.
    process.getBuiltinModule('node:events').setMaxListeners(0, controller.signal)
    if (reason !== undefined) controller.abort(reason)
    return controller
  })
  const stopFor = (why: StopReason) => {
    if (reason !== undefined) return
    reason = why
    stop().abort(why)
  }
  const handlers = { SIGINT: () => interrupt('SIGINT'), SIGTERM: () => interrupt('SIGTERM') }
  const interrupt = (signal: 'SIGINT' | 'SIGTERM') => {
    // The second signal means now.
    if (reason !== undefined) process.exit(signal === 'SIGINT' ? 130 : 143)
    stopFor(signal)
  }
  const onPipeError = (error: NodeJS.ErrnoException) => {
    const closed = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
    stopFor(closed ? 'closed' : 'unwritable')
  }
  let first = true
  const written: NodeJS.WriteStream[] = []
  const stdout = once(() => opened(process.stdout, onPipeError))
  // Nobody has to listen to the talk.
  const stderr = once(() => opened(process.stderr, () => {}))
  const opened = (stream: NodeJS.WriteStream, onError: (error: NodeJS.ErrnoException) => void) => {
    written.push(stream)
    return stream.on('error', onError)
  }
  const isPlain = { out: once(() => isPipeOrFile(1)), err: once(() => isPipeOrFile(2)) }
  let inOrder = false
  const stdin = once(() => {
    // Whoever waits for more of it would wait on, whatever the signal.
    stop().signal.addEventListener('abort', () => process.stdin.destroy(), { once: true })
    return process.stdin
  })
  let listening = false
  const listen = once(() => {
    listening = true
    process.on('SIGINT', handlers.SIGINT)
    process.on('SIGTERM', handlers.SIGTERM)
  })
  return {
    out: chunk => {
      if (reason === 'closed' || reason === 'unwritable') return undefined
      const rest = first && isPlain.out() ? firstWrite(chunk, onPipeError) : chunk
      first = false
      if (rest.length === 0) return undefined
      return stdout().write(rest) ? undefined : drained(stdout(), stop().signal)
    },
    err: text => {
      const { isTTY } = stderr()
      stderr().write(isTTY ? wrapLines(text, columns(process.env, stderr().columns)) : text)
    },
    get stdin() {
      return stdin()
    },
    env: process.env,
    get cwd() {
      return process.cwd()
    },
    get runtime() {
      return `Node ${process.versions.node}, ${process.platform} ${process.arch}`
    },
    terminal: {
      get out() {
        return isPlain.out() ? plainTerminal(process.env) : terminal(stdout(), process.env)
      },
      get err() {
        return isPlain.err() ? plainTerminal(process.env) : terminal(stderr(), process.env)
      },
    },
    get errStream() {
      return stderr()
    },
    now: Date.now,
    randomBytes: count => process.getBuiltinModule('node:crypto').randomBytes(count),
    get stop() {
      listen()
      return stop().signal
    },
    prompt: async question => (await import('./prompt.js')).promptHidden(question, process, interrupt),
    expectFewRequests: () => {
      // Node 20 compiles all of undici's parser with full optimisation, and does not exit before it is done; later ones do not.
      if (process.versions.node.startsWith('20.'))
        process.getBuiltinModule('node:v8').setFlagsFromString('--liftoff-only')
    },
    stopped: () => (inOrder && (reason === 'SIGINT' || reason === 'SIGTERM') ? undefined : reason),
    endInOrder: () => {
      listen()
      inOrder = true
    },
    get pid() {
      return process.pid
    },
    // Node tells of a failed write in a later turn.
    settled: () => (written.length === 0 ? undefined : new Promise(resolve => setImmediate(resolve))),
    end: code => {
      process.exitCode = code
      if (written.every(stream => stream.writableLength === 0)) process.exit()
      if (!listening) return
      process.off('SIGINT', handlers.SIGINT)
      process.off('SIGTERM', handlers.SIGTERM)
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The most that an empty pipe takes at once on every system. */
const PIPE_ROOM = 4096

/** Whether a stream is a pipe or a file: told without Node's stream, whose set-up is a tenth of a short command's time. */
function isPipeOrFile(descriptor: 1 | 2): boolean {
  try {
    return !fstatSync(descriptor).isCharacterDevice()
  } catch {
    return false
  }
}

/**
 * Writes the first little output of a short command straight to a pipe or file.
 *
 * @returns what is left to be written the long way
 */
function firstWrite(chunk: string | Uint8Array, onError: (error: NodeJS.ErrnoException) => void): Uint8Array {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  if (bytes.length > PIPE_ROOM) return bytes
  try {
    return bytes.subarray(writeSync(1, bytes))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return bytes
    onError(error as NodeJS.ErrnoException)
    return bytes.subarray(bytes.length)
  }
}

function drained(stream: NodeJS.WriteStream, stop: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      stream.off('drain', done)
      stop.removeEventListener('abort', done)
      resolve()
    }
    stream.on('drain', done)
    stop.addEventListener('abort', done)
  })
}
