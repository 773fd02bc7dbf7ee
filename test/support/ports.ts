/** Whether a port was left. */
import { connect } from 'node:net'
import { expect } from 'vitest'

/**
 * Waits until connections to a port of this machine are refused. A program that is being started meanwhile holds copies
 * of all sockets for a moment, listening ones too, so that the system may still take a connection that nobody answers.
 */
export async function expectRefused(port: number): Promise<void> {
  await expect.poll(() => connecting(port), { timeout: 10_000 }).toBe('ECONNREFUSED')
}

function connecting(port: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy()
      resolve('connected')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
}
