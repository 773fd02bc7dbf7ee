/** What receivers answer, byte for byte as it comes from a socket: a result that says what came, and a hint or none. */
import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { answerHint, factsOfAnswer, isWall } from '../../../src/app/answer-hints.js'
import { type AttemptResult, type Endpoint, openEndpoint } from '../../../src/http/endpoint.js'
import { checkLine } from '../refusal.js'

const MOST = 1024
const CODES = ['reset', 'tls', 'usage']

let answer: Buffer = Buffer.alloc(0)
let opened: Promise<Endpoint> | undefined

export async function fuzz(data: Buffer): Promise<void> {
  const [flags = 0] = data
  answer = data.subarray(1)
  opened ??= open()
  const endpoint = await opened
  const result = await endpoint.attempt({ headers: [['x-test', '1']], body: Buffer.from('{}') })
  check(result, flags)
}

async function open(): Promise<Endpoint> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const { port } = server.address() as AddressInfo
  return openEndpoint(`http://127.0.0.1:${port}/hook`, {
    timeoutMs: 9000,
    connections: 1,
    maxAnswerBytes: MOST,
    env: {},
  })
}

function check(result: AttemptResult, flags: number): void {
  if (!result.ok) {
    assert.ok(CODES.includes(result.error.code), `refused as ${result.error.code}: ${result.error.message}`)
    for (const line of [result.error.message, ...result.error.hints]) checkLine(line)
    return
  }
  const { status, statusText, headers, body, bodyBytes, truncated } = result
  assert.ok(status >= 200 && status <= 999, `status ${status}`)
  assert.match(headers.flat().join(''), /^[\0-\xff]*$/)
  assert.equal(typeof statusText, 'string')
  assert.ok(body.length <= MOST && bodyBytes >= body.length && truncated === bodyBytes > body.length)
  const facts = factsOfAnswer(result, { signed: (flags & 1) !== 0, forged: (flags & 2) !== 0, bytes: flags * 100_000 })
  const hint = answerHint(facts)
  if (hint !== undefined) checkLine(hint)
  assert.equal(typeof isWall(facts), 'boolean')
}
