/** What is this machine, and that nothing else is reached where only it is allowed. */
import { afterEach, expect, it } from 'vitest'
import { isLoopbackAddress, isLoopbackName, pinnedLookup, resolveTarget } from '../../src/http/address.js'
import { openEndpoint } from '../../src/http/endpoint.js'
import { answering } from '../support/servers.js'
import { answer, closeAll, OK, open, request } from './open.js'

afterEach(closeAll)

it.each(['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])('%s is loopback', address => {
  expect(isLoopbackAddress(address)).toBe(true)
})

it.each(['0.0.0.0', '::', '128.0.0.1', '10.0.0.1', '::2', '::ffff:10.0.0.1', 'localhost', '', '127.1'])(
  '%j is no loopback address',
  address => {
    expect(isLoopbackAddress(address)).toBe(false)
  },
)

it('knows localhost by its name', () => {
  expect(
    ['localhost', 'LOCALHOST', 'a.localhost', 'localhost.', '127.0.0.1', '::1'].filter(isLoopbackName),
  ).toHaveLength(6)
  expect(['notlocalhost', 'localhost.example.com', 'example.com', '0.0.0.0'].filter(isLoopbackName)).toEqual([])
})

it('resolves localhost to both families, whatever the hosts file says', async () => {
  const { addresses, loopback } = await resolveTarget('http://localhost:3000/')
  expect(addresses.map(one => one.address).sort()).toEqual(['127.0.0.1', '::1'])
  expect(loopback).toBe(true)
})

it.each([
  ['http://[::ffff:127.0.0.1]/', true],
  ['http://0.0.0.0/', false],
  ['http://[::]/', false],
  ['http://192.0.2.1/', false],
])('resolves %s without a name server', async (url, loopback) => {
  expect(await resolveTarget(url)).toMatchObject({ loopback })
})

const pinned = (url: string) => openEndpoint(url, { timeoutMs: 1000, connections: 1, env: {}, requireLoopback: true })

it.each([
  ['http://192.0.2.1/', '192.0.2.1 is not this machine', '--allow-remote'],
  ['http://[2001:db8::1]/', '2001:db8::1 is not this machine', '--allow-remote'],
  ['http://0.0.0.0:3000/', '0.0.0.0 is not this machine', 'write 127.0.0.1'],
  ['http://[::]:3000/', ':: is not this machine', 'write 127.0.0.1'],
])('refuses %s where only this machine is allowed', async (url, message, hint) => {
  await expect(pinned(url)).rejects.toMatchObject({
    code: 'remote-not-allowed',
    message,
    hints: expect.arrayContaining([expect.stringContaining(hint)]),
  })
})

it('sends to this machine where only it is allowed, with the host as given', async () => {
  const server = await answering(OK)
  const endpoint = await open(`http://localhost:${server.port}/`, { requireLoopback: true })
  expect(answer(await endpoint.attempt(request())).status).toBe(200)
  expect(server.requests[0]!.toString()).toContain(`host: localhost:${server.port}`)
})

it('looks nothing up again once addresses are pinned', () => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  const lookup = pinnedLookup(addresses)
  lookup('evil.example.com', { all: true }, (_error, found) => expect(found).toEqual(addresses))
  lookup('evil.example.com', {}, (_error, address, family) => expect([address, family]).toEqual(['127.0.0.1', 4]))
})
