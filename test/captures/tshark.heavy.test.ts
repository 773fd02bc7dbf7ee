/** Streams as nc writes and tshark follows them. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hasPeer } from '../support/peers.js'
import { freePort } from '../support/server-process.js'
import { pcap } from './pcap.js'
import { BODY, PLAIN, read, readOne, request } from './sample.js'

const TSHARK = 'tshark'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-captures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

it.runIf(hasPeer('nc'))('nc listens, and writes what comes', async () => {
  const port = await freePort()
  const listener = spawn('nc', ['-v', '-l', '-p', String(port), '-q', '1', '-s', '127.0.0.1'])
  const closed = new Promise(resolve => listener.on('close', resolve))
  const parts: Buffer[] = []
  listener.stdout.on('data', part => parts.push(part))
  await new Promise<void>((resolve, reject) => {
    listener.on('error', reject)
    listener.stderr.on('data', said => /listening/i.test(String(said)) && resolve())
  })
  const socket = connect(port, '127.0.0.1', () => socket.end(request()))
  await closed
  expect(readOne(Buffer.concat(parts))).toMatchObject({ trust: 'wire', complete: true, body: Buffer.from(BODY) })
})

describe.runIf(hasPeer(TSHARK))('tshark follows a stream', () => {
  const follow = (mode: string, body: string) => {
    const answer = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nno\n'
    const whole = Buffer.from(request(body))
    writeFileSync(
      path('stream.pcap'),
      pcap([
        [true, whole.subarray(0, 150)],
        [true, whole.subarray(150)],
        [false, Buffer.from(answer)],
      ]),
    )
    return execFileSync(TSHARK, ['-r', path('stream.pcap'), '-q', '-z', `follow,${mode},0`])
  }

  it.each(['tcp,raw', 'tcp,hex'])('%s: exact', mode => {
    expect(readOne(follow(mode, BODY))).toMatchObject({
      trust: 'wire',
      complete: true,
      body: Buffer.from(BODY),
      answer: { status: 401 },
    })
  })

  it('tcp,ascii: exact for ASCII, else dots', () => {
    expect(readOne(follow('tcp,ascii', PLAIN))).toMatchObject({
      complete: true,
      body: Buffer.from(PLAIN),
      answer: { status: 401 },
    })
    expect(readOne(follow('tcp,ascii', BODY)).lossy).toContain('dots')
  })

  it('http,ascii', () => {
    expect(readOne(follow('http,ascii', PLAIN))).toMatchObject({
      complete: true,
      body: Buffer.from(PLAIN),
      answer: { status: 401 },
    })
  })

  it('a file of packets itself is refused, with the command', () => {
    follow('tcp,raw', PLAIN)
    expect(() => read(readFileSync(path('stream.pcap')))).toThrow('packet capture')
  })
})
