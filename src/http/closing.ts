/** Watching a connection that says nothing of closing. */
import type { Socket } from 'node:net'

/** Whether a connection is closed within so many milliseconds. */
export function closesWithin(ms: number, socket: Socket | null | undefined): Promise<boolean> {
  if (!socket || socket.destroyed) return Promise.resolve(true)
  return new Promise<boolean>(resolve => {
    const closed = () => {
      clearTimeout(timer)
      resolve(true)
    }
    const timer = setTimeout(() => {
      socket.off('close', closed)
      resolve(false)
    }, ms)
    socket.once('close', closed)
  })
}
