/** A bare server that reads each body to its end and answers 200; prints its URL. */
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  request.on('end', () => response.end('ok')).resume()
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`))
process.on('disconnect', () => process.exit())
