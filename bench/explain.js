/** What an explanation costs: CPU time, since it is one thread's work, against the floors. `node bench/explain.js` prints it alone. */
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { median } from './compare.js'
import { bundleExplain } from './explain-bundle.js'

const VECTORS = new URL('../fixtures/vectors/', import.meta.url)
const KB = 1024
const SECRET = 'whk_7Qm2-Zx81vTn4RbC9sLd'
const ROUNDS = 7
const LARGE_ROUNDS = 3

export async function benchExplain() {
  const bundle = await bundleExplain()
  const { explainMismatch } = await import(bundle.address('mismatch'))
  const { explainComputed } = await import(bundle.address('computed'))
  const { fixture } = await import(bundle.address('fixture'))
  bundle.remove()

  const inputs = vectors()
  const costs = inputs.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, input] of inputs.entries()) costs[at].push(cpu(() => explainMismatch(input)))
  }
  const means = costs.map(median)
  const bytes = inputs.reduce((sum, one) => sum + one.body.length, 0) / inputs.length

  const wrong = body => ({ body, signatureValues: ['ab'.repeat(32)], secrets: [main], trust: 'wire' })
  const unknown = at(KB, fixture).map(body => times(ROUNDS * 3, () => explainMismatch(wrong(body))))
  const right = body => ({ ...wrong(body), signatureValues: [hmac(body)], computed: 'cd'.repeat(32) })
  const large = at(KB * KB, fixture)
  return [
    row(`an explanation, mean of ${inputs.length} vectors of ${Math.round(bytes)} bytes`, mean(means), 2),
    row('an explanation at 1 KiB where nothing matches, mean', mean(unknown.map(median)), 10),
    row(
      'an explanation at 1 MiB, worst',
      Math.max(...large.map(body => median(times(LARGE_ROUNDS, () => explainMismatch(wrong(body)))))),
      1000,
    ),
    row(
      'an explanation of a computed digest at 1 MiB, worst',
      Math.max(...large.map(body => median(times(LARGE_ROUNDS, () => explainComputed(right(body)))))),
      1000,
    ),
  ]
}

const main = { label: 'main', value: SECRET }
const hmac = body => createHmac('sha256', SECRET).update(body).digest('hex')
const mean = values => values.reduce((sum, one) => sum + one, 0) / values.length
const times = (count, work) => Array.from({ length: count }, () => cpu(work))

function cpu(work) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const row = (name, ms, most) => ({
  name,
  ratio: ms / most,
  atMost: 1,
  detail: `${ms.toFixed(ms < 10 ? 2 : 0)} ms of CPU, of ${most} ms`,
})

function vectors() {
  const bytesOf = one => (one.bodyBase64 === undefined ? Buffer.from(one.body) : Buffer.from(one.bodyBase64, 'base64'))
  return readdirSync(VECTORS)
    .filter(name => name.endsWith('.json'))
    .map(name => JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8')))
    .filter(one => one.expect.verdict !== 'valid')
    .map(one => ({
      ...one,
      body: bytesOf(one),
      signatureValues: one.headers.filter(([name]) => /^x-cv-signature$/i.test(name)).map(([, value]) => value),
      event: one.event ?? undefined,
      otherBodies: (one.others ?? []).map(other => ({ label: other.label, body: bytesOf(other) })),
    }))
}

/** Bodies of a size: many members, the same indented, one long text, text that is no JSON, bytes that are no text. */
function at(size, fixture) {
  const long = { event: 'CREATE_CASE', payload: { content: Buffer.alloc(size * 0.74, 'cv-hook').toString('base64') } }
  const texts = [grown(size, fixture), grown(size, fixture, 2), JSON.stringify(long), 'ä'.repeat(size / 2)]
  return [...texts.map(text => Buffer.from(text)), Buffer.alloc(size, 0xe9)]
}

/** An event with as many copies of its payload beside it as there is room for. */
function grown(size, fixture, indent) {
  const { event, payload } = fixture('CREATE_CASE', { variant: 'legacy' })
  const write = copies => {
    const more = Array(copies).fill(payload)
    return JSON.stringify({ event, payload, ...(copies > 0 && { more }) }, null, indent)
  }
  const lengthOf = copies => Buffer.byteLength(write(copies))
  return write(Math.max(0, Math.floor((size - lengthOf(0)) / (lengthOf(2) - lengthOf(1)))))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, detail } of await benchExplain()) console.log(`${name}: ${detail}`)
}
