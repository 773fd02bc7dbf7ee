/** What a receiver said before it cut the connection is read, although the next write fails. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Wire } from '../../src/http/wire.js'
import { closeServers, listen } from '../support/servers.js'

afterEach(closeServers)

it('reads an answer that came before a write that fails', async () => {
  const server = await listen(() => {})
  const socket = connect(server.port, '127.0.0.1')
  const errors: string[] = []
  socket.on('error', (error: NodeJS.ErrnoException) => errors.push(`${error.syscall} ${error.code}`))
  await once(socket, 'connect')
  while (server.sockets.size === 0) await new Promise(setImmediate)
  const wire = new Wire(socket)
  let read = ''
  socket.on('readable', () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) read += chunk
  })
  await new Promise(setImmediate)
  for (const peer of server.sockets) peer.write('HTTP/1.1 413 -\r\n\r\n', () => peer.resetAndDestroy())
  while (server.sockets.values().next().value?.destroyed === false) await new Promise(process.nextTick)
  socket.write('{}')
  expect(wire.sent).toBe(false)
  await new Promise(resolve => socket.once('close', resolve))
  expect(read).toBe('HTTP/1.1 413 -\r\n\r\n')
  expect(wire.sent).toBe(false)
  expect(errors).toHaveLength(1)
})
