/** What curl writes of deliveries that went over a socket, and what it sends for commands that are read here. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPeer } from '../support/peers.js'
import { type Receiving, startReceiving } from './receiving.js'
import { BODY, PLAIN, read, readOne, SIGNATURE, signatureOf, textOf } from './sample.js'

const PRETTY = `${JSON.stringify(JSON.parse(PLAIN), null, '\t').replaceAll('\n', '\r\n')}\n`

let receiving: Receiving
beforeAll(async () => {
  receiving = await startReceiving()
})
afterAll(() => receiving.close())

/** Runs curl while the server of this process answers. */
function curl(...options: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('curl', ['-sS', '-H', `X-CV-Signature: ${SIGNATURE}`, ...options, receiving.url])
    let output = ''
    child.stdout.on('data', part => {
      output += part
    })
    child.stderr.on('data', part => {
      output += part
    })
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

describe.runIf(hasPeer('curl'))('curl', () => {
  it.each([
    ['plain', PLAIN, []],
    ['difficult', BODY, []],
    ['with line breaks', PRETTY, ['--trace-time']],
    ['chunked', BODY, ['-H', 'Transfer-Encoding: chunked']],
    ['after 100 Continue', BODY, ['-H', 'Expect: 100-continue']],
    ['large', JSON.stringify({ event: 'A_B', payload: 'é'.repeat(200_000) }), []],
    ['empty', '', []],
  ])('--trace, %s', async (_, body, options) => {
    const trace = receiving.path('trace.txt')
    await curl('--trace', trace, ...options, '--data-binary', receiving.bodyFile('body', body))
    expect(Buffer.compare(receiving.received.at(-1)!, Buffer.from(body))).toBe(0)
    const one = readOne(readFileSync(trace))
    expect(one).toMatchObject({
      format: 'http',
      trust: 'wire',
      complete: true,
      path: '/hooks?x=1',
      answer: { status: 401 },
    })
    expect(Buffer.compare(Buffer.from(one.body!), Buffer.from(body))).toBe(0)
    expect(signatureOf(one)).toBe(SIGNATURE)
  })

  it('--trace-ascii, exact as long as all is ASCII on one line', async () => {
    const trace = receiving.path('ascii.txt')
    await curl('--trace-ascii', trace, '--data-binary', receiving.bodyFile('body', PLAIN))
    expect(readOne(readFileSync(trace))).toMatchObject({ complete: true, trust: 'wire', body: Buffer.from(PLAIN) })
    expect(readOne(readFileSync(trace)).lossy).toBeUndefined()
    await curl('--trace-ascii', trace, '--data-binary', receiving.bodyFile('body', BODY))
    expect(readOne(readFileSync(trace)).lossy).toContain('dots')
    const crlf = JSON.stringify(JSON.parse(PLAIN), null, 1).replaceAll('\n', '\r\n')
    await curl('--trace-ascii', trace, '--data-binary', receiving.bodyFile('body', `${crlf}\r\n`))
    expect(readOne(readFileSync(trace))).toMatchObject({ complete: true, body: Buffer.from(`${crlf}\r\n`) })
  })

  it('--trace of two requests on one connection', async () => {
    const trace = receiving.path('two.txt')
    await curl('--trace', trace, '--data-binary', receiving.bodyFile('body', BODY), receiving.url)
    expect(read(readFileSync(trace)).deliveries.map(one => [textOf(one), one.answer?.status])).toEqual([
      [BODY, 401],
      [BODY, 401],
    ])
  })

  it('-v shows everything but the body', async () => {
    const one = readOne(await curl('-v', '--data-binary', receiving.bodyFile('body', BODY)))
    expect(one).toMatchObject({ complete: false, body: undefined, answer: { status: 401 } })
    expect(signatureOf(one)).toBe(SIGNATURE)
  })

  it.runIf(hasPeer('bash'))('sends what is read from its command', async () => {
    const quoted = `'${BODY.replaceAll("'", `'\\''`)}'`
    const data = [
      `--data-raw ${quoted}`,
      `-d "a\\"b\\$c\\\\d" -d e --data-raw '@f'`,
      `--json '{"a":1}' --json ' '`,
      `-d $'\\x5a\\u00eb\\n\\t\\'' --data-urlencode 'n=ö &=' --data-urlencode '= x'`,
      `--data-binary @- <<'END'\n${BODY}\n$x\nEND`,
      `-d @- <<END\n{"a": \\\\ \\$ "b\\n"}\nEND`,
      `--data-binary @- <<< ${quoted}`,
      `-sXPOST -H'a: b' -A x -o /dev/null -d1`,
    ]
    for (const part of data) {
      const command = `curl -s ${receiving.url} ${part}\n`
      const child = spawn('bash', ['--norc', '-c', command], { stdio: 'ignore' })
      await new Promise(resolve => child.on('close', resolve))
      expect(readOne(command).body, part).toEqual(receiving.received.at(-1))
    }
  })
})
