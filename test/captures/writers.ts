/** Small writers of each format, to see that what they write is read back. */
import { receiptLine } from '../../src/captures/record.js'
import { SIGNATURE } from './sample.js'

/** Writes a recording of one delivery. */
export type Writer = (body: Buffer) => Buffer

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const headers = (body: Buffer): Array<[string, string]> => [
  ['Host', 'localhost:3000'],
  ['X-CV-Signature', SIGNATURE],
  ['Content-Length', String(body.length)],
]

const raw: Writer = body => {
  const lines = headers(body).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST /h HTTP/1.1\r\n${lines.join('')}\r\n`), body])
}

const chunked: Writer = body => {
  const parts: Buffer[] = [
    Buffer.from(`POST /h HTTP/1.1\r\nX-CV-Signature: ${SIGNATURE}\r\nTransfer-Encoding: chunked\r\n\r\n`),
  ]
  for (let at = 0; at < body.length; at += 7) {
    const part = body.subarray(at, at + 7)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

const followed: Writer = body =>
  Buffer.from(
    `\n${'='.repeat(67)}\nFollow: tcp,raw\nFilter: tcp.stream eq 0\nNode 0: 127.0.0.1:5\nNode 1: 127.0.0.1:3\n${raw(body).toString('hex')}\n${'='.repeat(67)}\n`,
  )

const traced: Writer = body => {
  const whole = raw(body)
  const head = whole.subarray(0, whole.length - body.length)
  const block = (name: string, bytes: Buffer) => {
    let lines = `=> Send ${name}, ${bytes.length} bytes (0x${bytes.length.toString(16)})\n`
    for (let at = 0; at < bytes.length; at += 16) {
      const row = bytes.subarray(at, at + 16)
      const columns = [...row].map(byte => `${byte.toString(16).padStart(2, '0')} `).join('')
      const shown = row.toString('latin1').replace(/[^\x20-\x7e]/g, '.')
      lines += `${at.toString(16).padStart(4, '0')}: ${columns.padEnd(48)}${shown}\n`
    }
    return lines
  }
  return Buffer.from(
    `== Info: Connected\n${block('header', head)}${body.length > 0 ? block('data', body) : ''}== Info: done\n`,
  )
}

const ansiCurl: Writer = body => {
  const word = [...body].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
  return Buffer.from(
    `curl -H 'X-CV-Signature: ${SIGNATURE}' \\\n  http://localhost:3000/h \\\n  --data-raw $'${word}'\n`,
  )
}

const quotedCurl: Writer = body =>
  Buffer.concat([
    Buffer.from(`curl -H 'X-CV-Signature: ${SIGNATURE}' localhost:3000/h --data-raw '`),
    Buffer.from(body.toString('latin1').replaceAll("'", `'"'"'`), 'latin1'),
    Buffer.from("'"),
  ])

const har = (postData: unknown, body: Buffer) =>
  json({
    log: {
      version: '1.2',
      creator: { name: 'test', version: '1' },
      entries: [
        {
          startedDateTime: '2026-03-03T13:15:09.874Z',
          request: {
            method: 'POST',
            url: 'http://localhost:3000/h',
            headers: headers(body).map(([name, value]) => ({ name, value })),
            postData,
            bodySize: body.length,
          },
          response: { status: 200 },
        },
      ],
    },
  })

const aws = (body: Buffer, base64: boolean) =>
  json({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/h',
    headers: Object.fromEntries(headers(body)),
    requestContext: { http: { method: 'POST', path: '/h', protocol: 'HTTP/1.1' } },
    body: body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
  })

/** Formats that hold any bytes. */
export const OF_BYTES: Readonly<Record<string, Writer>> = {
  http: raw,
  'http, chunked': chunked,
  'tshark follow,tcp,raw': followed,
  'curl --trace': traced,
  'curl command, single quotes': quotedCurl,
  "curl command, $'...'": ansiCurl,
  'HAR, base64': body => har({ text: body.toString('base64'), encoding: 'base64' }, body),
  'AWS, base64': body => aws(body, true),
  ngrok: body =>
    json({ requests: [{ request: { method: 'POST', uri: '/h', headers: {}, raw: raw(body).toString('base64') } }] }),
  'cv-hook': body =>
    Buffer.from(
      receiptLine({
        direction: 'in',
        id: 'd',
        receivedAt: 0,
        method: 'POST',
        path: '/h',
        httpVersion: '1.1',
        headers: headers(body),
        body,
        complete: true,
      }),
    ),
}

/** Formats that hold text. */
export const OF_TEXT: Readonly<Record<string, Writer>> = {
  HAR: body => har({ mimeType: 'application/json', text: body.toString() }, body),
  'AWS, text': body => aws(body, false),
  SQS: body => json({ Records: [{ messageId: 'm', eventSource: 'aws:sqs', body: body.toString() }] }),
  'webhook.site': body =>
    json({
      data: [
        {
          uuid: 'u',
          token_id: 't',
          method: 'POST',
          headers: Object.fromEntries(headers(body)),
          content: body.toString(),
        },
      ],
    }),
}

/** A field of a table in CSV. */
export const csvField = (text: string) => `"${text.replaceAll('"', '""')}"`

/** What nginx makes of a body in its access log: quotes, backslashes and all that is no printable ASCII. */
export const nginx = (body: string) =>
  Array.from(Buffer.from(body), byte =>
    byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c
      ? `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`
      : String.fromCharCode(byte),
  ).join('')
