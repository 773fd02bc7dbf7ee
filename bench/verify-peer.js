/** What somebody would write to check a capture file: readline, JSON.parse and an HMAC for each delivery. Prints how many are valid. */
import { createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

let valid = 0
const input = createReadStream(process.argv[2])
for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
  const record = JSON.parse(line)
  if (record.cvHookCapture !== 1) continue
  const [, signature] = record.headers.find(([name]) => name === 'x-cv-signature')
  if (createHmac('sha256', process.env.BENCH_SECRET).update(record.body).digest('hex') === signature) valid++
}
console.log(`${valid} valid`)
