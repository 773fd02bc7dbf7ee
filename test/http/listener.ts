/** What the tests of the listener share: one that remembers what it was told, and peers that speak in raw bytes. */
import { connect, type Socket } from 'node:net'
import type {
  Arrival,
  Listener,
  ListenerAnswer,
  ListenerHandlers,
  ListenerOptions,
  RefusedRequest,
} from '../../src/http/arrival.js'
import { startListener } from '../../src/http/listener.js'

/** A listener with all that it told. */
export interface Watched {
  listener: Listener
  arrivals: Arrival[]
  refused: RefusedRequest[]
  cut: Arrival[]
  failed: unknown[]
  answered: Array<{ status: number; sent: boolean }>
}

const open = new Set<Listener>()

/** Starts a listener on a free port that answers 200. */
export async function watched(
  options: Partial<ListenerOptions> = {},
  deliver: ListenerHandlers['deliver'] = (): ListenerAnswer => ({ status: 200, body: '{"ok":true}' }),
): Promise<Watched> {
  const seen: Omit<Watched, 'listener'> = { arrivals: [], refused: [], cut: [], failed: [], answered: [] }
  const settled = (answer: ListenerAnswer) => ({
    ...answer,
    settled: (sent: boolean) => void seen.answered.push({ status: answer.status, sent }),
  })
  const noted = (answer: ListenerAnswer | Promise<ListenerAnswer>) =>
    answer instanceof Promise ? answer.then(settled) : settled(answer)
  const listener = await startListener(
    { host: '127.0.0.1', port: 0, ...options },
    {
      deliver: arrival => {
        seen.arrivals.push(arrival)
        return noted(deliver(arrival))
      },
      refused: one => seen.refused.push(one),
      cut: one => seen.cut.push(one),
      failed: error => seen.failed.push(error),
    },
  )
  open.add(listener)
  return { listener, ...seen }
}

/** Closes every listener that was started. */
export async function closeListeners(): Promise<void> {
  for (const one of open) await one.close(0)
  open.clear()
}

/** Sends bytes as they are, and resolves with all that came back once the listener closed, or `until` matches. */
export function raw(port: number, bytes: string | Buffer | readonly (string | Buffer)[], until?: RegExp) {
  return new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let text = ''
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      if (until?.test(text)) socket.destroy()
    })
    socket.on('error', error =>
      (error as NodeJS.ErrnoException).code === 'ECONNRESET' ? resolve(text) : reject(error),
    )
    socket.on('close', () => resolve(text))
    socket.on('end', () => socket.destroy())
    for (const part of Array.isArray(bytes) ? bytes : [bytes]) socket.write(part as Buffer)
  })
}

/** A connection to a port, once it is there. */
export function connection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket))
    socket.on('error', reject)
  })
}

/** A whole request. */
export const post = (body: string | Buffer, headers = '', target = '/hook') =>
  Buffer.concat([
    Buffer.from(
      `POST ${target} HTTP/1.1\r\nhost: a\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n`,
      'latin1',
    ),
    Buffer.from(body as string),
  ])
