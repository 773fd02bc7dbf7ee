/** A tunnel through a proxy: CONNECT, and what the proxy says to it. */
import type { Socket } from 'node:net'
import { CvHookError } from '../core/errors.js'
import type { HttpProxy } from './proxy.js'
import type { Target } from './target.js'

const MAX_ANSWER_BYTES = 16_384

/**
 * Asks a proxy, on a socket connected to it, for a tunnel to the target. The socket is then as if connected to the target.
 *
 * @throws CvHookError `refused` when the proxy says no, `reset` when it says nothing that can be understood
 */
export function openTunnel(socket: Socket, target: Target, proxy: HttpProxy): Promise<void> {
  const host = `${target.hostPort}`
  const credentials = proxy.authorization ? `proxy-authorization: ${proxy.authorization}\r\n` : ''
  socket.write(`CONNECT ${host} HTTP/1.1\r\nhost: ${host}\r\n${credentials}\r\n`, 'latin1')
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0)
    const finish = (error?: CvHookError) => {
      socket.off('readable', read).off('end', cut).off('close', cut)
      if (error) reject(error)
      else resolve()
    }
    const cut = () => finish(new CvHookError('reset', `${proxy.hostPort} closed the connection`))
    const read = () => {
      for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
        answer = Buffer.concat([answer, chunk])
      }
      const end = answer.indexOf('\r\n\r\n')
      if (end < 0 && answer.length <= MAX_ANSWER_BYTES) return
      const error = refusal(/^HTTP\/1\.[01] (\d{3})\b/.exec(answer.toString('latin1', 0, 13))?.[1], target, proxy)
      if (!error && end + 4 < answer.length) socket.unshift(answer.subarray(end + 4))
      finish(error)
    }
    socket.on('readable', read).on('end', cut).on('close', cut)
  })
}

function refusal(status: string | undefined, target: Target, proxy: HttpProxy): CvHookError | undefined {
  if (status === undefined) return new CvHookError('reset', `${proxy.hostPort} does not answer as an HTTP proxy`)
  if (status.startsWith('2')) return undefined
  if (status === '407') return credentialsWanted(proxy)
  return new CvHookError(
    'refused',
    `${proxy.hostPort} does not connect to ${target.hostPort} (it answered ${status})`,
    ['NO_PROXY names hosts that are reached without the proxy'],
  )
}

/** What a proxy's answer 407 means, to CONNECT and to a plain request alike. */
export function credentialsWanted(proxy: HttpProxy): CvHookError {
  return new CvHookError('refused', `${proxy.hostPort} wants credentials (407)`, [
    'give them in the variable: HTTPS_PROXY=http://user:password@host:port',
  ])
}
