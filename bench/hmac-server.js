/** A bare server that reads each body to its end, computes its HMAC and answers 200; prints its URL. */
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
    createHmac('sha256', process.env.BENCH_SECRET).update(body).digest('hex')
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  })
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
process.on('SIGINT', () => process.exit())
