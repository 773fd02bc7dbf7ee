/** What mitmproxy records of deliveries that went through it. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPeer } from '../support/peers.js'
import { type Receiving, startReceiving } from './receiving.js'
import { BODY, PLAIN, read, SIGNATURE, signatureOf, textOf } from './sample.js'

const MITMDUMP = 'mitmdump'
const PRETTY = `${JSON.stringify(JSON.parse(PLAIN), null, '\t').replaceAll('\n', '\r\n')}\n`

let receiving: Receiving
beforeAll(async () => {
  receiving = await startReceiving()
})
afterAll(() => receiving.close())

const HAR_SCRIPT = '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py'

describe.runIf(hasPeer(MITMDUMP))('mitmproxy', () => {
  const latin = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xe9]), Buffer.from('"}')])
  const bodies = [BODY, PRETTY, latin].map(body => Buffer.from(body as string))

  it('records deliveries as HAR and as curl command', async () => {
    writeFileSync(
      receiving.path('export.py'),
      [
        'from mitmproxy.addons import export',
        'def response(flow):',
        '    with open(__file__ + ".raw", "ab") as f: f.write(export.raw_request(flow))',
        '    try:',
        '        command = export.curl_command(flow)',
        '    except Exception:',
        '        return',
        '    with open(__file__ + ".sh", "a") as f: f.write(command + "\\n")',
      ].join('\n'),
    )
    const options = ['--mode', `reverse:${new URL(receiving.url).origin}`, '--listen-host', '127.0.0.1', '-p', '0']
    const scripts = ['-s', receiving.path('export.py'), '-s', HAR_SCRIPT]
    const files = ['-w', receiving.path('flows'), '--set', `hardump=${receiving.path('flows.har')}`]
    const proxy = spawn(MITMDUMP, [...options, ...scripts, ...files], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, HOME: receiving.path('.'), PYTHONUNBUFFERED: '1' },
    })
    const closed = new Promise(resolve => proxy.on('close', resolve))
    try {
      const port = await new Promise<string>((resolve, reject) => {
        let printed = ''
        proxy.on('error', reject)
        proxy.stdout.on('data', part => {
          printed += part
          const listening = /listening at \S*:(\d+)/.exec(printed)
          if (listening) resolve(listening[1]!)
        })
        closed.then(() => reject(new Error(`mitmdump ended: ${printed}`)))
      })
      for (const [index, body] of bodies.entries()) {
        const data = ['--data-binary', receiving.bodyFile(`body${index}`, body)]
        const headers = ['-H', `X-CV-Signature: ${SIGNATURE}`, '-H', 'content-type: application/json']
        const child = spawn('curl', ['-sS', ...headers, ...data, `http://127.0.0.1:${port}/hooks?x=1`])
        await new Promise(resolve => child.on('close', resolve))
        expect(receiving.received.at(-1)).toEqual(body)
      }
    } finally {
      proxy.kill('SIGINT')
      await closed
    }
    const har = read(readFileSync(receiving.path('flows.har'))).deliveries
    expect(har.map(one => [one.format, one.trust, one.complete, one.lossy, one.answer?.status])).toEqual(
      bodies.map(() => ['har', 'wire', true, undefined, 401]),
    )
    expect(har.map(one => Buffer.from(one.body!))).toEqual(bodies)
    expect(har.map(signatureOf)).toEqual(bodies.map(() => SIGNATURE))
    const commands = read(readFileSync(receiving.path('export.py.sh'))).deliveries
    expect(commands.map(textOf)).toEqual([BODY, PRETTY])
    const raw = read(readFileSync(receiving.path('export.py.raw'))).deliveries
    expect(raw.map(one => Buffer.from(one.body!))).toEqual(bodies)
    expect(() => read(readFileSync(receiving.path('flows')))).toThrow('mitmproxy')
  }, 60_000)
})
