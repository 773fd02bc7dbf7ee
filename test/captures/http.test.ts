/** Raw HTTP, alone and as tools print it. */
import { describe, expect, it } from 'vitest'
import { BODY, LENGTH, PLAIN, read, readOne, request, SIGNATURE, signatureOf, textOf } from './sample.js'

const HEAD = ['POST /h HTTP/1.1', 'Host: localhost', `X-CV-Signature: ${SIGNATURE}`].join('\r\n')
const ANSWER = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nno\n'

describe('one request', () => {
  it('comes back byte for byte', () => {
    expect(readOne(request())).toEqual({
      source: 'capture, request 1',
      format: 'http',
      trust: 'wire',
      method: 'POST',
      path: '/hooks/cv?x=1',
      httpVersion: '1.1',
      headers: [
        ['Host', 'localhost:3000'],
        ['Content-Type', 'application/json'],
        ['X-CV-Signature', SIGNATURE],
        ['Content-Length', String(LENGTH)],
      ],
      body: Buffer.from(BODY),
      complete: true,
      notes: [],
    })
  })

  it.each(['Follow: tcp,hex', '> POST /h HTTP/1.1', '=> Send header, 9 bytes (0x9)'])(
    'is no print of a tool for a line of its body: %s',
    line => {
      const body = `a\n${line}\nb`
      expect(textOf(readOne(request(body)))).toBe(body)
    },
  )

  it('with LF only is trusted as long as no line break can have been converted', () => {
    const lf = request().replaceAll('\r\n', '\n')
    expect(readOne(`${lf}\n`)).toMatchObject({ trust: 'wire', complete: true, body: Buffer.from(BODY) })
    const pretty = '{\n "event": "X", "payload": {}\n}'
    const converted = readOne(request(pretty).replaceAll('\r\n', '\n'))
    expect(converted).toMatchObject({ trust: 'logged', complete: true, body: Buffer.from(pretty) })
    expect(converted.notes.join()).toContain('LF')
  })

  it('keeps duplicates, case and order of headers, and joins folded ones', () => {
    const one = readOne(request(PLAIN, ['X-Odd: a', ' b', '\tc', 'x-odd:  d ', 'x-cv-signature: second']))
    expect(one.headers.slice(4)).toEqual([
      ['X-Odd', 'a b c'],
      ['x-odd', 'd'],
      ['x-cv-signature', 'second'],
    ])
    expect(one.notes).toEqual(['a header stands on several lines; they were joined by a space'])
  })

  it('reads header bytes as latin1', () => {
    const raw = Buffer.from(request(PLAIN, ['X-Name: Zo\xeb']), 'latin1')
    expect(readOne(raw).headers.at(-1)).toEqual(['X-Name', 'Zo\xeb'])
  })

  it('cuts at Content-Length, and says when more follows on the line', () => {
    expect(textOf(readOne(`${request(PLAIN)}\n\n$ `))).toBe(PLAIN)
    const longer = readOne(`${request(PLAIN)}^C\n`)
    expect(textOf(longer)).toBe(PLAIN)
    expect(longer.notes.join()).toContain('more stands directly after the body')
  })

  it('is not complete where the recording stops', () => {
    const whole = request(PLAIN)
    const cut = readOne(whole.slice(0, -5))
    expect(cut.complete).toBe(false)
    expect(textOf(cut)).toBe(PLAIN.slice(0, -5))
    expect(readOne(whole.slice(0, whole.indexOf('\r\n\r\n')))).toMatchObject({ complete: false, body: undefined })
  })

  it('without any length takes the rest, as text that was logged', () => {
    const bare = `${HEAD}\r\n\r\n${BODY}\r\n`
    expect(readOne(bare)).toMatchObject({ trust: 'logged', complete: true, body: Buffer.from(BODY) })
    expect(readOne(bare.slice(0, -20))).toMatchObject({ complete: false })
  })

  it('with an empty body is a delivery with no bytes', () => {
    expect(readOne(`${HEAD}\r\nContent-Length: 0\r\n\r\n`)).toMatchObject({ complete: true, body: Buffer.alloc(0) })
    expect(readOne(`${HEAD}\r\n\r\n`)).toMatchObject({ complete: true, body: Buffer.alloc(0) })
  })

  it('keeps a compressed or binary body as it is', () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0, 1, 2, 0xff, 0x0d, 0x0a, 0x0d, 0x0a, 0x00])
    const raw = Buffer.concat([Buffer.from(`${HEAD}\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes])
    expect(readOne(raw)).toMatchObject({ complete: true, trust: 'wire', body: bytes })
  })
})

describe('chunked bodies', () => {
  const chunked = (chunks: string) => `${HEAD}\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`
  const first = PLAIN.slice(0, 10)
  const rest = PLAIN.slice(10)

  it('are put together, with extensions and trailers', () => {
    const one = readOne(
      chunked(`a;name="v"\r\n${first}\r\n${rest.length.toString(16)}  \r\n${rest}\r\n0\r\nX-T: 1\r\n\r\n`),
    )
    expect(one).toMatchObject({ complete: true, trust: 'wire', body: Buffer.from(PLAIN) })
    expect(one.notes).toEqual(['1 trailers stand after the body; they are no headers here'])
  })

  it('that are cut off are not complete', () => {
    const whole = chunked(`a\r\n${first}\r\n${rest.length.toString(16)}\r\n${rest}\r\n0\r\n\r\n`)
    for (let end = whole.indexOf('\r\n\r\n') + 4; end < whole.length - 2; end++) {
      expect(readOne(whole.slice(0, end)).complete, String(end)).toBe(end > whole.length - 3)
    }
  })

  it('may stand there without chunks, as proxies and follow,http print them', () => {
    const one = readOne(chunked(`${PLAIN}\n`))
    expect(one).toMatchObject({ complete: true, trust: 'logged', body: Buffer.from(PLAIN) })
    expect(one.notes.join()).toContain('without chunks')
  })

  it('with a wrong size are not complete', () => {
    expect(readOne(chunked(`5\r\n${PLAIN}\r\n0\r\n\r\n`))).toMatchObject({ complete: false })
  })
})

describe('a stream of several messages', () => {
  it('gives each request with its answer', () => {
    const { deliveries, notices } = read(
      request() + ANSWER + request(PLAIN) + ANSWER.replace('401 Unauthorized', '200 OK'),
    )
    expect(deliveries.map(one => [one.source, textOf(one), one.answer?.status])).toEqual([
      ['capture, request 1', BODY, 401],
      ['capture, request 2', PLAIN, 200],
    ])
    expect(notices).toEqual([])
  })

  it('may have lines of a log between, and requests that are no deliveries', () => {
    const log = `listening\n\n${request(PLAIN)}\n[info] answered\nGET / HTTP/1.1\r\nHost: x\r\n\r\n-- end\n`
    const { deliveries, notices } = read(log)
    expect(deliveries).toHaveLength(1)
    expect(notices).toEqual([
      'capture, request 2: is a request without a body; skipped',
      'capture: 3 lines belong to no HTTP message; skipped',
    ])
  })

  it('passes over 100 Continue between head and body', () => {
    const [head, body] = request(PLAIN, ['Expect: 100-continue']).split('\r\n\r\n')
    const { deliveries } = read(`${head}\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${body}${ANSWER}`)
    expect(deliveries.map(one => [textOf(one), one.complete, one.answer?.status])).toEqual([[PLAIN, true, 401]])
  })

  it('does not swallow the next request when a body is cut', () => {
    const cut = request(PLAIN).slice(0, -5)
    const { deliveries } = read(`${cut}\n${request()}`)
    expect(deliveries.map(one => [textOf(one), one.complete])).toEqual([
      [`${PLAIN.slice(0, -5)}\n`, false],
      [BODY, true],
    ])
  })

  it('lets a body speak of requests', () => {
    const body = '{"event":"X","payload":"\nPOST / HTTP/1.1\r\nA: b\r\n\r\n"}'
    expect(readOne(`${request(body)}\n`)).toMatchObject({ complete: true, body: Buffer.from(body) })
  })
})

describe('tools', () => {
  const dotted = BODY.replace(/[^\x20-\x7e]/gu, char => '.'.repeat(Buffer.byteLength(char)))
  const follow = (mode: string, lines: string) =>
    `\n===================================================================\nFollow: tcp,${mode}\nFilter: tcp.stream eq 0\nNode 0: 127.0.0.1:50000\nNode 1: 127.0.0.1:3000\n${lines}===================================================================\n`
  const raw = request()
  const [head] = raw.split('\r\n\r\n')

  it('tshark follow,tcp,raw', () => {
    const hex = (text: string) => Buffer.from(text).toString('hex')
    const lines = `${hex(`${head}\r\n\r\n`)}\n${hex(BODY)}\n\t${hex(ANSWER)}\n`
    expect(readOne(follow('raw', lines))).toMatchObject({
      trust: 'wire',
      complete: true,
      body: Buffer.from(BODY),
      answer: { status: 401 },
    })
  })

  it('tshark follow,tcp,ascii: dots where bytes are beyond ASCII', () => {
    const ascii = (text: string, mark = '') => `${mark}${Buffer.byteLength(text)}\n${text}\n`
    const lines = ascii(`${head}\r\n\r\n`) + ascii(dotted) + ascii(ANSWER, '\t')
    const one = readOne(follow('ascii', lines))
    expect(one).toMatchObject({ complete: true, answer: { status: 401 } })
    expect(one.lossy).toContain('dots')
    const plain = ascii(request(PLAIN))
    expect(readOne(follow('ascii', plain))).toMatchObject({ complete: true, trust: 'wire', body: Buffer.from(PLAIN) })
    expect(readOne(follow('ascii', plain)).lossy).toBeUndefined()
  })

  it('tshark follow,tcp,utf-8', () => {
    const lines = `${Buffer.byteLength(raw)}\n${raw}\n\t${ANSWER.length}\n${ANSWER}\n`
    expect(readOne(follow('utf-8', lines))).toMatchObject({
      complete: true,
      body: Buffer.from(BODY),
      answer: { status: 401 },
    })
  })

  it('tshark follow,tcp,hex', () => {
    const dump = (text: string, mark = '') => {
      const bytes = Buffer.from(text)
      let lines = ''
      for (let at = 0; at < bytes.length; at += 16) {
        const row = [...bytes.subarray(at, at + 16)].map(byte => byte.toString(16).padStart(2, '0'))
        const columns = `${row.slice(0, 8).join(' ')}  ${row.slice(8).join(' ')}`.padEnd(49)
        lines += `${mark}${at.toString(16).padStart(8, '0').toUpperCase()}  ${columns}  ${'.'.repeat(row.length)}\n`
      }
      return lines
    }
    expect(readOne(follow('hex', dump(raw) + dump(ANSWER, '\t')))).toMatchObject({
      complete: true,
      body: Buffer.from(BODY),
      answer: { status: 401 },
    })
  })

  it('a mail that quotes a request, line by line', () => {
    const quoted = `${request(PLAIN).replaceAll('\r\n', '\n')}\n`.replace(/^/gm, '> ').replace(/> $/, '')
    expect(readOne(`He wrote:\n${quoted}`)).toMatchObject({ complete: true, body: Buffer.from(PLAIN) })
  })

  it('curl -v shows no body, and that is said', () => {
    const verbose = `*   Trying 127.0.0.1:3000...\n${head!.replace(/(^|\n)/g, '$1> ')}\r\n> \r\n} [156 bytes data]\n< HTTP/1.1 401 Unauthorized\r\n< \r\n`
    const one = readOne(verbose)
    expect(one).toMatchObject({ complete: false, body: undefined, answer: { status: 401 } })
    expect(signatureOf(one)).toBe(SIGNATURE)
    expect(one.notes.join()).toContain('--trace')
  })

  it('curl --trace and --trace-ascii', () => {
    const block = (kind: string, text: string, lines: string) =>
      `${kind}, ${Buffer.byteLength(text)} bytes (0x${Buffer.byteLength(text).toString(16)})\n${lines}`
    const hex = (text: string) => {
      const bytes = Buffer.from(text)
      let lines = ''
      for (let at = 0; at < bytes.length; at += 16) {
        const row = bytes.subarray(at, at + 16)
        const columns = [...row]
          .map(byte => `${byte.toString(16).padStart(2, '0')} `)
          .join('')
          .padEnd(48)
        lines += `${at.toString(16).padStart(4, '0')}: ${columns}${'.'.repeat(row.length)}\n`
      }
      return lines
    }
    const trace = `== Info: Connected\n${block('=> Send header', `${head}\r\n\r\n`, hex(`${head}\r\n\r\n`))}${block('=> Send data', BODY, hex(BODY))}${block('<= Recv header', 'HTTP/1.1 204 No Content\r\n', hex('HTTP/1.1 204 No Content\r\n'))}== Info: done\n`
    expect(readOne(trace)).toMatchObject({
      trust: 'wire',
      complete: true,
      body: Buffer.from(BODY),
      answer: { status: 204 },
    })
    expect(readOne(trace.replace(/^(=>|<=|==)/gm, '10:11:12.123456 [0-0] $1'))).toMatchObject({ complete: true })
  })
})
