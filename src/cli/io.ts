/** Everything outside that a command touches: streams, terminal, environment, clock, randomness, signals. `process` is named here alone. */
import { randomBytes } from 'node:crypto'

/** The outside world as one value, so that a test can hand in another. */
export interface Io {
  /** Writes a result. Resolves when the stream can take more; a closed pipe ends the run through {@link Io.stop}. */
  out(chunk: string | Uint8Array): Promise<void> | void
  /** Writes talk: progress, hints, warnings, errors. */
  err(text: string): void
  /** The whole of standard input. */
  stdin: AsyncIterable<Uint8Array> & { isTTY?: boolean }
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  terminal: { out: Terminal; err: Terminal }
  /** The stream that a progress line is drawn on. */
  errStream: NodeJS.WriteStream
  now(): number
  randomBytes(count: number): Uint8Array
  /** Aborted by the first SIGINT or SIGTERM, or when nobody reads standard output any more; its reason says which. */
  stop: AbortSignal
  /** Reads one line without showing it. */
  prompt(question: string): Promise<string>
  /** Takes the handlers off again. */
  close(): void
}

/** What a stream can show. */
export interface Terminal {
  isTTY: boolean
  /** chalk's levels: 0 none, 1 basic, 2 256 colours, 3 true colour. */
  colour: 0 | 1 | 2 | 3
  columns: number
}

/** Why {@link Io.stop} was aborted. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'closed'

/** The real world. */
export function systemIo(): Io {
  const stop = new AbortController()
  const onSigint = () => interrupt('SIGINT')
  const onSigterm = () => interrupt('SIGTERM')
  const interrupt = (signal: 'SIGINT' | 'SIGTERM') => {
    // The second signal means now.
    if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
    stop.abort(signal)
  }
  const onPipeError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error
    stop.abort('closed' satisfies StopReason)
  }
  process.on('SIGINT', onSigint)
  process.on('SIGTERM', onSigterm)
  process.stdout.on('error', onPipeError)
  process.stderr.on('error', onPipeError)
  return {
    out: chunk => {
      if (stop.signal.reason === 'closed') return undefined
      return process.stdout.write(chunk) ? undefined : drained(process.stdout, stop.signal)
    },
    err: text => {
      process.stderr.write(text)
    },
    get stdin() {
      return process.stdin
    },
    env: process.env,
    cwd: process.cwd(),
    terminal: { out: terminal(process.stdout), err: terminal(process.stderr) },
    errStream: process.stderr,
    now: Date.now,
    randomBytes,
    stop: stop.signal,
    prompt: question => promptHidden(question, stop.signal),
    close: () => {
      process.off('SIGINT', onSigint)
      process.off('SIGTERM', onSigterm)
    },
  }
}

function terminal(stream: NodeJS.WriteStream): Terminal {
  const columns = Number(process.env['COLUMNS']) || stream.columns || 80
  return { isTTY: stream.isTTY === true, colour: colourLevel(stream), columns: Math.max(20, columns) }
}

function colourLevel(stream: NodeJS.WriteStream): Terminal['colour'] {
  const { NO_COLOR: never, FORCE_COLOR: always, TERM: term } = process.env
  if (always !== undefined && always !== '')
    return always === '0' || always === 'false' ? 0 : (Math.min(3, Number(always) || 1) as 1 | 2 | 3)
  if ((never !== undefined && never !== '') || stream.isTTY !== true || term === 'dumb') return 0
  const depth = stream.getColorDepth()
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0
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

async function promptHidden(question: string, stop: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline')
  const { Writable } = await import('node:stream')
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve, reject) => {
    const end = (value: string | Error) => {
      reader.close()
      process.stderr.write('\n')
      if (typeof value === 'string') resolve(value)
      else reject(value)
    }
    reader.once('line', end)
    reader.once('SIGINT', () => end(new Error('SIGINT')))
    stop.addEventListener('abort', () => end(new Error('SIGINT')), { once: true })
  })
}
