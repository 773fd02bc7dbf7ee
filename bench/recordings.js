/** Large recordings of signed deliveries, written piece by piece. */
import { createHmac } from 'node:crypto'
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const EVENTS = fileURLToPath(new URL('../fixtures/events/', import.meta.url))

/** The bundled bodies, compact. */
export const eventBodies = () =>
  readdirSync(EVENTS).map(name => JSON.stringify(JSON.parse(readFileSync(EVENTS + name, 'utf8'))))

/** One large body. */
export const largeBody = bytes => `{"event":"ADD_CASE_ATTACHMENT","payload":{"text":"${'x'.repeat(bytes)}"}}`

const signed = (body, secret) => [
  ['Host', 'localhost:3000'],
  ['Content-Type', 'application/json'],
  ['x-cv-signature', createHmac('sha256', secret).update(body).digest('hex')],
  ['Content-Length', String(Buffer.byteLength(body))],
]

/** A capture as `listen` writes it, with an answer for each receipt; gives the number of deliveries. */
export function writeCapture(file, bytes, bodies, secret) {
  return write(
    file,
    bytes,
    (number, body) => {
      const id = `d${number}`
      const request = { cvHookCapture: 1, direction: 'in', id, method: 'POST', path: '/hooks', httpVersion: '1.1' }
      const receivedAt = new Date(1772543709874 + number).toISOString()
      const verdict = { complete: true, verdict: 'valid', code: 'ok', secret: 'secret 1', findings: [] }
      const receipt = { ...request, receivedAt, headers: signed(body, secret), body, ...verdict }
      const answer = { cvHookAnswer: 1, id, status: 200, durationMs: 3 }
      return `${JSON.stringify(receipt)}\n${JSON.stringify(answer)}\n`
    },
    bodies,
  )
}

/** An HTTP archive as proxies write it, with a page of 50 kB as the answer of each request. */
export function writeArchive(file, bytes, bodies, secret) {
  const page = '<p class="answer">ok</p>'.repeat(2000)
  const entry = (number, body) => {
    const headers = signed(body, secret).map(([name, value]) => ({ name, value }))
    const postData = { mimeType: 'application/json', text: body }
    const request = { method: 'POST', url: 'http://localhost:3000/hooks', headers, postData }
    const response = { status: 200, content: { mimeType: 'text/html', text: page } }
    return `${number === 0 ? '{"log":{"version":"1.2","entries":[' : ','}${JSON.stringify({ request, response })}`
  }
  return write(file, bytes, entry, bodies, ']}}')
}

function write(file, bytes, recordOf, bodies, ending = '') {
  const handle = openSync(file, 'w')
  let number = 0
  for (let size = 0; size < bytes; number++) size += writeSync(handle, recordOf(number, bodies[number % bodies.length]))
  writeSync(handle, ending)
  closeSync(handle)
  return number
}
