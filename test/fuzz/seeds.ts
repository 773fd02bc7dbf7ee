/** Where the fuzzer begins: what every target takes for good, and the words of all grammars. Nobody in it is real. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CAPTURE_FORMATS, type CaptureFormat } from '../../src/captures/delivery.js'
import { PIECES } from '../captures/pieces.js'
import { BODY, PLAIN, request, SIGNATURE } from '../captures/sample.js'
import { csvField, nginx, OF_BYTES, OF_TEXT } from '../captures/writers.js'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { PLANTED, plant } from '../support/planted.js'
import { readVector, VECTOR_NAMES, vectorBody, vectorLine } from '../support/vectors.js'

const FIXTURES = new URL('../../fixtures/', import.meta.url)
const LARGEST = 8000

type Seed = Uint8Array | string

/** Bytes that a target takes as its switches, then what it reads. */
const seed = (switches: readonly number[], content: Seed) =>
  Buffer.concat([Buffer.from(switches), typeof content === 'string' ? Buffer.from(content) : content])

const filesOf = (folder: string) =>
  readdirSync(new URL(folder, FIXTURES)).map(name => readFileSync(new URL(`${folder}${name}`, FIXTURES), 'utf8'))

const compact = [...filesOf('events/'), ...filesOf('legacy/')].map(text => JSON.parse(text) as { event: string })

/** A text in it is a byte 1, which the targets take for what a patient wrote. */
const marked = compact.map(body => JSON.stringify(plant(body, key => key === 'event')).replaceAll(PLANTED, '\x01'))
const odd = ODD_BODIES.map(([, body]) => body)
const vectors = VECTOR_NAMES.map(readVector)
const bodies: readonly Seed[] = [...compact.map(body => JSON.stringify(body)), ...marked, ...odd, BODY, PLAIN]

const written = (writers: typeof OF_BYTES, body: string) =>
  Object.values(writers).map(write => write(Buffer.from(body)))
const logs = [
  `INFO got ${BODY} end`,
  `{"level":30,"body":${JSON.stringify(BODY)}}`,
  `expected ${SIGNATURE} got {"event":"A","payload":{}}`,
  `req.body: { event: 'REOPEN_CASE', payload: { id: '\x01' } }`,
  `{"type":"Buffer","data":[${[...Buffer.from(PLAIN)]}]}`,
  `b'${PLAIN}'`,
  `401 "${nginx(BODY)}" sig=${SIGNATURE}`,
  `id,body\n1,${csvField(BODY)}\n`,
  `=> {"event"=>"REOPEN_CASE", "payload"=>{"id"=>nil}}`,
]
const requests = [request(), request(PLAIN, ['Expect: 100-continue']), request('\x01', ['Transfer-Encoding: gzip'])]
const recordings = [BODY, PLAIN, marked[0]!]
  .flatMap((body): Seed[] => [...written(OF_BYTES, body), ...written(OF_TEXT, body)])
  .concat(
    logs,
    requests,
    vectors.slice(0, 40).map(vector => vectorLine(vector)),
    marked,
  )

const at = (format: CaptureFormat) => 1 + CAPTURE_FORMATS.indexOf(format)
const answers = [
  'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
  'HTTP/1.1 401 Unauthorized\r\ncontent-type: text/html\r\nset-cookie: a=b\r\nset-cookie: c=d\r\n\r\n<html>login</html>',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  'HTTP/1.0 302 Found\r\nlocation: /login\r\n\r\n',
  'HTTP/1.1 403 Forbidden\r\n\r\nCSRF verification failed',
  '\x15\x03\x01\x00\x02\x02\x46',
  '',
]

const words = [
  'payload.decision.medInfo[0].dosage',
  'payload["odd \\"key"].a=1',
  'payload.case.status="APPROVED"',
  'constructor.prototype.polluted=1',
  '["__proto__"].polluted=1',
  '500ms',
  '1.5h',
  '64kb',
  '2xx,!204',
  '4xx,!404',
  '10x',
  'PAYMENT_*,CREATE_CASE',
  'X-Test: 1',
  'Authorization: Bearer x',
  'Wed, 21 Oct 2026 07:28:00 GMT',
  'http://user:pw@localhost:3000/h?token=x&a#f',
  'https://[::1]:8443/%7e/./../h?a=é',
  'http://10.0.0.1/h 10.0.0.0/8,.example.com',
  `it's "$HOME" \`id\` !x`,
  '##[error] \u202e \u001b[2J',
]

const userFiles: ReadonlyArray<readonly [reader: number, content: string]> = [
  [
    0,
    '{"profiles":{"default":{"url":"http://localhost:3000","secretEnv":["old=A","B"],"headers":{"X-A":{"env":"N"}}}}}',
  ],
  [0, '{"profiles":{"ci":{"secretFile":"a=b","test":{"only":["body/spaces"],"concurrency":4,"baseline":"b.json"}}}}'],
  [1, '{"accepted":[{"id":"body/spaces","reason":"why","expires":"2026-12-31"}]}'],
  ...filesOf('scenarios/').map(text => [2, text] as const),
  [
    2,
    '{"steps":[{"event":"CREATE_CASE","set":{"a.b":1},"delay":"1s","repeat":2,"expectStatus":"2xx","forge":"other-secret"}]}',
  ],
  [3, '{"a":{"b":null,"c":{"d":[1,{"e":2}]}},"constructor":{"prototype":{"polluted":1}}}'],
  [3, '{"a":1e999,"__proto__":{"polluted":1}}'],
]

/** Good inputs by target. */
export const SEEDS: Readonly<Record<string, readonly Buffer[]>> = {
  answers: answers.map((answer, flags) => seed([flags % 4], answer)),
  arrivals: [
    ...[...bodies.slice(0, 4), ...odd].map(body => seed([0], body)),
    ...[...requests, ...written(OF_BYTES, PLAIN).slice(0, 2)].map(recording => seed([1], recording)),
    seed([1], `${request(PLAIN)}GET /health HTTP/1.1\r\nHost: a\r\n\r\n`),
  ],
  bodies: bodies.map((body, kind) => seed([kind % 256], body)),
  captures: [
    ...recordings.map(recording => seed([0, 0], recording)),
    ...requests.map(text => seed([at('http'), 0], text)),
    ...logs.map(text => seed([at('text'), 1], text)),
    seed([at('curl'), 2], `curl -H 'X-CV-Signature: ${SIGNATURE}' -d @body.json https://example.com/h`),
    seed([at('curl'), 0], `curl --data-urlencode 'a=\x01' --json @- example.com <<'E'\n${PLAIN}\nE\n`),
  ],
  // Slow, for each runs a whole command.
  commands: recordings.filter((_, at) => at % 5 === 0).map((recording, kind) => seed([kind % 9], recording)),
  copies: [...marked, ...bodies].map((body, kind) => seed([kind % 5], body)),
  explain: vectors.flatMap(vector => {
    const header = Buffer.from(vector.headers?.[0]?.[1] ?? '', 'latin1').subarray(0, 69)
    const content = Buffer.concat([header, vectorBody(vector)])
    return [seed([13, header.length], content), seed([content.length % 13, 0], vectorBody(vector))]
  }),
  pieces: [
    ...[OF_TEXT['HAR']!, OF_BYTES['HAR, base64']!].map(write => seed([0, 7], write(Buffer.from(BODY)))),
    ...vectors.slice(0, 20).map(vector => seed([1, 11], vectorLine(vector) + vectorLine(vector, 'w'))),
  ],
  'user-files': userFiles.map(([reader, content]) => seed([reader], content)),
  words: words.map(word => Buffer.from(word)),
}

/** What grammars are made of. */
export const WORDS: readonly string[] = [...PIECES, '\x01', 'x-cv-signature', ...words]

/** Writes a folder of seeds for each target, and the dictionary. */
export function writeSeeds(folder: string, targets: readonly string[]): void {
  for (const target of targets) {
    rmSync(join(folder, target), { recursive: true, force: true })
    mkdirSync(join(folder, target), { recursive: true })
    for (const [index, bytes] of (SEEDS[target] ?? []).entries()) {
      if (bytes.length <= LARGEST) writeFileSync(join(folder, target, String(index)), bytes)
    }
  }
  const escaped = (text: string) =>
    [...Buffer.from(text)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
  writeFileSync(join(folder, 'words.dict'), WORDS.map(word => `"${escaped(word)}"\n`).join(''))
}
