/**
 * A right receiver that is still cold: its first request starts what it needs, which takes 8 s, and every request until
 * then waits for that, as on a platform that starts a function when it is called.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const START_MS = 8000
let started

function answerFor({ method, headersDistinct }, body) {
  if (method !== 'POST') return 405
  const [given = '', ...others] = headersDistinct['x-cv-signature'] ?? []
  if (others.length > 0 || !/^[0-9a-f]{64}$/i.test(given)) return 401
  const right = createHmac('sha256', process.env.CV_SECRET).update(body).digest()
  if (!timingSafeEqual(right, Buffer.from(given, 'hex'))) return 401
  try {
    return JSON.parse(body) === null ? 400 : 200
  } catch {
    return 400
  }
}

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', async () => {
    started ??= pause(START_MS)
    await started
    response.writeHead(answerFor(request, Buffer.concat(chunks))).end()
  })
})
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`))
