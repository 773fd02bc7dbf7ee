/** A `cv-hook listen` that runs beside a test, and senders for it. */
import type { spawn } from 'node:child_process'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll } from 'vitest'
import { type CliOptions, type CliResult, cli, jsonLines } from '../support/cli.js'
import { hmac, SECRET } from './receiver.js'

/** A listener that listens. */
export interface Running {
  url: string
  /** What it has printed on standard output until now. */
  printed(): string
  /** Its records of a type until now. */
  records(type: string): any[]
  /** Resolves when so many records of a type, or the text, were printed. */
  until(what: string | RegExp, count?: number): Promise<void>
  /** Resolves when the text was printed, wherever to. */
  said(what: RegExp): Promise<void>
  /** Sends the signal, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<CliResult>
  /** Its end, whatever brings it. */
  ended: Promise<CliResult>
  pid: number
}

const running = new Set<Running>()

/** Ends the listeners that the tests of a file have left. */
export const stopListening = () =>
  afterAll(async () => {
    await Promise.all([...running].map(one => one.stop('SIGKILL')))
  })

/** Starts `cv-hook listen` on a free port with the usual secret, and waits until it listens. */
export function listening(args: readonly string[] = ['--json'], options: CliOptions = {}): Promise<Running> {
  let child: ReturnType<typeof spawn> | undefined
  let out = ''
  let all = ''
  const waiting: Array<{ done: () => boolean; resolve: () => void }> = []
  return new Promise((resolve, reject) => {
    const command = ['listen', '--port', '0', ...args]
    const ended = cli(command, {
      mayBeInside: options.cwd === undefined && options.limitFiles === undefined && !args.includes('--'),
      ...options,
      env: { CV_HOOK_SECRET: SECRET, ...options.env },
      onOutput: (text, process, stream) => {
        child = process
        all += text
        if (stream === 'stdout') out += text
        const url = /(?:listening on |"type":"ready","url":")(http:\/\/[^\s"]+)/.exec(all)?.[1]
        if (url && !one.url) {
          one.url = url
          one.pid = process.pid!
          running.add(one)
          resolve(one)
        }
        for (const { done, resolve: go } of waiting) if (done()) go()
      },
    })
    const one: Running = {
      url: '',
      pid: 0,
      printed: () => out,
      records: type => jsonLines(out.slice(0, out.lastIndexOf('\n') + 1)).filter(record => record.type === type),
      until: (what, count = 1) =>
        new Promise(go => {
          const done = () =>
            typeof what === 'string'
              ? one.records(what).length >= count
              : (out.match(new RegExp(what, 'g')) ?? []).length >= count
          if (done()) go()
          else waiting.push({ done, resolve: go })
        }),
      said: what =>
        new Promise(go => {
          if (what.test(all)) go()
          else waiting.push({ done: () => what.test(all), resolve: go })
        }),
      stop: async (signal = 'SIGINT') => {
        child?.kill(signal)
        return ended
      },
      ended,
    }
    ended.then(result => {
      running.delete(one)
      reject(new Error(`listen ended with ${result.code}: ${result.stderr}${result.stdout}`))
    }, reject)
  })
}

/** An answer to a delivery. */
export interface Answered {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** How a delivery is sent. */
export interface Delivery {
  /** `undefined` signs with the usual secret, `null` sends no signature. */
  signature?: string | null
  secret?: string
  path?: string
  /** The request target, in place of the URL's. */
  target?: string
  method?: string
  /** Gives up when it is aborted. */
  signal?: AbortSignal
  /** Sent as they are, in this order. */
  headers?: Record<string, string | string[]>
}

/** Sends the head of a signed delivery and the beginning of its body, then goes away. */
export function breakOff(url: string, body: string, bytes: number): Promise<void> {
  const whole = Buffer.from(body)
  const head = `POST / HTTP/1.1\r\nHost: x\r\nx-cv-signature: ${hmac(whole, SECRET)}\r\nContent-Length: ${whole.length}`
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), whole.subarray(0, bytes)]), () => {
      socket.destroy()
      resolve()
    })
  })
}

/** Sends a body over a connection of its own. */
export function deliver(url: string, body: string | Buffer, delivery: Delivery = {}): Promise<Answered> {
  const bytes = Buffer.from(body as string)
  const { signature = hmac(bytes, delivery.secret ?? SECRET), path = '', method = 'POST', headers = {} } = delivery
  return new Promise((resolve, reject) => {
    const sent = request(url + path, {
      method,
      agent: false,
      ...(delivery.signal ? { signal: delivery.signal } : {}),
      ...(delivery.target === undefined ? {} : { path: delivery.target }),
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'x-cv-signature': signature }),
        ...headers,
        'content-length': bytes.length,
      },
    })
    sent.on('error', reject)
    sent.on('response', response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      )
    })
    sent.end(bytes)
  })
}
