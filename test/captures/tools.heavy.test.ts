/** Captures that other programs made of deliveries which went over a socket. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPeer } from '../support/peers.js'
import { pcap } from './pcap.js'
import { BODY, PLAIN, read, readOne, request, SIGNATURE, signatureOf, textOf } from './sample.js'

const TSHARK = 'tshark'
const MITMDUMP = 'mitmdump'
const PRETTY = `${JSON.stringify(JSON.parse(PLAIN), null, '\t').replaceAll('\n', '\r\n')}\n`

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-captures-'))
const received: Buffer[] = []
let server: Server
let url = ''

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = []
    incoming.on('data', part => parts.push(part))
    incoming.on('end', () => {
      received.push(Buffer.concat(parts))
      outgoing.writeHead(401, { 'content-type': 'text/plain' }).end('no\n')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?x=1`
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

const path = (name: string) => join(folder, name)

/** Runs curl while the server of this process answers. */
function curl(...options: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('curl', ['-sS', '-H', `X-CV-Signature: ${SIGNATURE}`, ...options, url])
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

function bodyFile(name: string, body: string): string {
  writeFileSync(path(name), body)
  return `@${path(name)}`
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const open = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`nothing listens on ${port}`)
}

async function freePort(): Promise<number> {
  const probe = createTcpServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
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
    const trace = path('trace.txt')
    await curl('--trace', trace, ...options, '--data-binary', bodyFile('body', body))
    expect(received.at(-1)).toEqual(Buffer.from(body))
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
    const trace = path('ascii.txt')
    await curl('--trace-ascii', trace, '--data-binary', bodyFile('body', PLAIN))
    expect(readOne(readFileSync(trace))).toMatchObject({ complete: true, trust: 'wire', body: Buffer.from(PLAIN) })
    expect(readOne(readFileSync(trace)).lossy).toBeUndefined()
    await curl('--trace-ascii', trace, '--data-binary', bodyFile('body', BODY))
    expect(readOne(readFileSync(trace)).lossy).toContain('dots')
    const crlf = JSON.stringify(JSON.parse(PLAIN), null, 1).replaceAll('\n', '\r\n')
    await curl('--trace-ascii', trace, '--data-binary', bodyFile('body', `${crlf}\r\n`))
    expect(readOne(readFileSync(trace))).toMatchObject({ complete: true, body: Buffer.from(`${crlf}\r\n`) })
  })

  it('--trace of two requests on one connection', async () => {
    const trace = path('two.txt')
    await curl('--trace', trace, '--data-binary', bodyFile('body', BODY), url)
    expect(read(readFileSync(trace)).deliveries.map(one => [textOf(one), one.answer?.status])).toEqual([
      [BODY, 401],
      [BODY, 401],
    ])
  })

  it('-v shows everything but the body', async () => {
    const one = readOne(await curl('-v', '--data-binary', bodyFile('body', BODY)))
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
      const command = `curl -s ${url} ${part}\n`
      const child = spawn('bash', ['--norc', '-c', command], { stdio: 'ignore' })
      await new Promise(resolve => child.on('close', resolve))
      expect(readOne(command).body, part).toEqual(received.at(-1))
    }
  })
})

it.runIf(hasPeer('nc'))('nc listens, and writes what comes', async () => {
  const port = await freePort()
  const listener = spawn('nc', ['-l', '-p', String(port), '-q', '1', '-s', '127.0.0.1'])
  const parts: Buffer[] = []
  listener.stdout.on('data', part => parts.push(part))
  await new Promise(resolve => setTimeout(resolve, 300))
  await new Promise<void>(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.end(request()))
    listener.on('close', () => resolve())
  })
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

const HAR_SCRIPT = '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py'

describe.runIf(hasPeer(MITMDUMP))('mitmproxy', () => {
  const latin = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xe9]), Buffer.from('"}')])
  const bodies = [BODY, PRETTY, latin].map(body => Buffer.from(body as string))

  it('records deliveries as HAR and as curl command', async () => {
    writeFileSync(
      path('export.py'),
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
    const port = await freePort()
    const proxy = spawn(
      MITMDUMP,
      [
        '-q',
        '--mode',
        `reverse:${new URL(url).origin}`,
        '--listen-host',
        '127.0.0.1',
        '-p',
        String(port),
        '-w',
        path('flows'),
        '-s',
        path('export.py'),
        '-s',
        HAR_SCRIPT,
        '--set',
        `hardump=${path('flows.har')}`,
      ],
      {
        stdio: 'ignore',
        env: { ...process.env, HOME: folder },
      },
    )
    try {
      await untilOpen(port)
      for (const [index, body] of bodies.entries()) {
        writeFileSync(path(`body${index}`), body)
        const child = spawn('curl', [
          '-sS',
          '-H',
          `X-CV-Signature: ${SIGNATURE}`,
          '-H',
          'content-type: application/json',
          '--data-binary',
          `@${path(`body${index}`)}`,
          `http://127.0.0.1:${port}/hooks?x=1`,
        ])
        await new Promise(resolve => child.on('close', resolve))
        expect(received.at(-1)).toEqual(body)
      }
    } finally {
      const closed = new Promise(resolve => proxy.on('close', resolve))
      proxy.kill('SIGINT')
      await closed
    }
    const har = read(readFileSync(path('flows.har'))).deliveries
    expect(har.map(one => [one.format, one.trust, one.complete, one.lossy, one.answer?.status])).toEqual(
      bodies.map(() => ['har', 'wire', true, undefined, 401]),
    )
    expect(har.map(one => Buffer.from(one.body!))).toEqual(bodies)
    expect(har.map(signatureOf)).toEqual(bodies.map(() => SIGNATURE))
    const commands = read(readFileSync(path('export.py.sh'))).deliveries
    expect(commands.map(textOf)).toEqual([BODY, PRETTY])
    const raw = read(readFileSync(path('export.py.raw'))).deliveries
    expect(raw.map(one => Buffer.from(one.body!))).toEqual(bodies)
    expect(() => read(readFileSync(path('flows')))).toThrow('mitmproxy')
  }, 60_000)
})

describe.runIf(hasPeer('python3'))('Python', () => {
  const python = (code: string) =>
    spawnSync('python3', ['-c', `import json, sys, pprint, logging\nbody = sys.stdin.buffer.read()\n${code}`], {
      input: BODY,
      env: { PATH: process.env['PATH'], PYTHONIOENCODING: 'utf-8' },
    }).stdout

  it.each([
    ['print(body)', BODY],
    ['print("got %r" % body)', BODY],
    ['print(repr(body.decode()))', BODY],
    ['print({"body": body.decode()})', BODY],
    ['print(json.loads(body))', BODY.replace('12.50', '12.5')],
    ['pprint.pprint(json.loads(body), sort_dicts=False)', BODY.replace('12.50', '12.5')],
    ['print(json.dumps({"message": repr(json.loads(body))}))', BODY.replace('12.50', '12.5')],
    ['print(json.dumps({"message": repr(body)}))', BODY],
    ['print(json.dumps({"message": json.dumps({"body": body.decode()})}))', BODY],
  ])('%s', (code, body) => {
    expect(textOf(readOne(python(code), { format: 'text' }))).toBe(body)
  })
})
