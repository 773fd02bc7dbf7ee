/**
 * What arrives at a listener: whatever the bytes, it answers in HTTP or closes, and has no bug to tell of. A body that was
 * rightly signed is never refused as a forgery.
 */
import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { createDuplicates } from '../../../src/app/listen/duplicates.js'
import { createFaults } from '../../../src/app/listen/faults.js'
import { listen } from '../../../src/app/listen/listen.js'
import type { Received } from '../../../src/app/listen/received.js'
import { parseCaptures } from '../../../src/captures/parse.js'
import { validateBody } from '../../../src/events/validate.js'

const SECRET = 'fuzz-secret'
const MAX_BODY = 8192

let port: Promise<number> | undefined
let received: Received[] = []
let captured: Buffer[] = []
let failures: unknown[] = []

export async function fuzz(data: Buffer): Promise<void> {
  received = []
  captured = []
  failures = []
  port ??= start()
  const body = data.subarray(1, 1 + MAX_BODY)
  const isSigned = (data[0] ?? 0) % 4 === 0
  const answers = await ask(await port, isSigned ? signed(body) : data.subarray(1))
  assert.deepEqual(failures, [])
  assert.match(answers, /^(?:HTTP\/1\.1 [1-5]\d\d [A-Za-z -]+\r\n|$)/)
  if (isSigned) checkSigned(body, answers)
  checkCaptured()
}

async function start(): Promise<number> {
  let count = 0
  const { listener } = await listen({
    host: '127.0.0.1',
    port: 0,
    accepted: { secrets: [{ label: 'main', value: SECRET }], staticHeaders: [], unsigned: false },
    findings: true,
    duplicates: createDuplicates(),
    newId: () => `delivery-${++count}`,
    capture: {
      append: async line => void captured.push(Buffer.from(line)),
      add: line => void captured.push(Buffer.from(line as string)),
    },
    secretHeaders: new Set(),
    faults: createFaults([], [0, 0], () => 0),
    sleep: async () => undefined,
    forwardInvalid: false,
    filter: undefined,
    gate: () => undefined,
    explainer: undefined,
    clock: () => 0,
    later: (ms, callback) => void setTimeout(callback, ms).unref(),
    onReceived: one => void received.push(one),
    onRefused: () => undefined,
    failed: error => void failures.push(error),
  })
  return listener.port
}

/** Says it all, and hangs up; gives what came back. */
function ask(to: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end(bytes))
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      // Whoever is turned away may go on sending for two seconds.
      if (/^connection: close\r$/im.test(text) && text.endsWith('}\n')) socket.destroy()
    })
    // What is refused early may be cut while it is still being said.
    socket.on('error', ({ code, ...error }: NodeJS.ErrnoException) =>
      code === 'ECONNRESET' || code === 'EPIPE' ? resolve(text) : reject(error),
    )
    socket.on('close', () => resolve(text))
  })
}

function signed(body: Buffer): Buffer {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex')
  const head = `POST / HTTP/1.1\r\nhost: a\r\nx-cv-signature: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), body])
}

function checkSigned(body: Buffer, answers: string): void {
  const isJson = isUtf8(body) && !validateBody(body).findings.some(({ code }) => code === 'not-json')
  assert.equal(answers.slice(0, 12), `HTTP/1.1 ${isJson ? 200 : 400}`)
  assert.equal(received.length, 1)
  const [{ judgement, arrival } = assert.fail()] = received
  assert.equal(judgement.verdict, 'valid')
  assert.deepEqual(arrival.body, body)
}

/** What is kept of deliveries can be read again, each as it came. */
function checkCaptured(): void {
  if (captured.length === 0) return
  const { deliveries, notices } = parseCaptures(Buffer.concat(captured), { name: 'f', format: 'cv-hook' })
  assert.deepEqual(notices, [])
  for (const { arrival } of received) {
    assert.ok(deliveries.some(({ body }) => Buffer.compare(body!, arrival.body) === 0))
  }
}
