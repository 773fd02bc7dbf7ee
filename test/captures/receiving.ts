/** A receiver on loopback that keeps the bodies it gets and refuses each, and a folder for what tools write of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The receiver. */
export interface Receiving {
  url: string
  /** The bodies, as they came. */
  received: Buffer[]
  /** The path of a file in the folder. */
  path(name: string): string
  /** Writes a body into the folder; gives the `@file` that curl wants. */
  bodyFile(name: string, body: string | Buffer): string
  close(): void
}

/** Starts a receiver, which answers everything with 401. */
export async function startReceiving(): Promise<Receiving> {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-captures-'))
  const received: Buffer[] = []
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = []
    incoming.on('data', part => parts.push(part))
    incoming.on('end', () => {
      received.push(Buffer.concat(parts))
      outgoing.writeHead(401, { 'content-type': 'text/plain' }).end('no\n')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const path = (name: string) => join(folder, name)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?x=1`,
    received,
    path,
    bodyFile(name, body) {
      writeFileSync(path(name), body)
      return `@${path(name)}`
    },
    close() {
      server.close()
      server.closeAllConnections()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
