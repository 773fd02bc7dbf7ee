/**
 * The library's `verify()` against what other vendors' libraries offer for their own schemes, on a body of the same size:
 * all are HMAC-SHA256 over the body and a few bytes. cv-hook's gives the typed event as well, so it parses; so do theirs,
 * but for octokit's.
 */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compare, interleaved } from './compare.js'

const FIXTURE = new URL('../fixtures/events/ADD_CASE_DECISION.json', import.meta.url)
const ROUNDS = 15
const CALLS = 3000

export async function benchLibrary() {
  const body = JSON.stringify(JSON.parse(readFileSync(FIXTURE, 'utf8')))
  const contestants = { 'cv-hook': cvHook(body), ...(await peers(body)) }
  for (const [name, verify] of Object.entries(contestants)) await measure(verify, name)
  const times = await interleaved(contestants, ROUNDS, verify => measure(verify))
  const own = times['cv-hook']
  return Object.keys(contestants)
    .filter(name => name !== 'cv-hook')
    .map(name =>
      compare(
        `verify() of ${body.length} bytes against ${name} (rate)`,
        own.map((ms, round) => times[name][round] / ms),
        { atLeast: 0 },
        `${perCall(own)} against ${perCall(times[name])} µs a call`,
      ),
    )
}

const perCall = times => ((Math.min(...times) * 1000) / CALLS).toFixed(1)

async function measure(verify) {
  const begun = performance.now()
  for (let call = 0; call < CALLS; call++) await verify()
  return performance.now() - begun
}

function cvHook(body) {
  const { sign, verify } = createRequire(import.meta.url)('../dist/library.cjs')
  const headers = { 'x-cv-signature': sign(body, 'bench') }
  return () => verify({ body, headers }, { secret: 'bench' })
}

async function peers(body) {
  const load = createRequire(new URL('peers/package.json', import.meta.url))
  const now = Math.floor(Date.now() / 1000)
  const key = Buffer.from('bench-bench-bench-bench')
  const secret = `whsec_${key.toString('base64')}`
  const { Webhook: Standard } = load('standardwebhooks')
  const { Webhook: Svix } = load('svix')
  const hash = createHmac('sha256', key).update(`msg_1.${now}.${body}`).digest('base64')
  const signed = prefix => ({
    [`${prefix}-id`]: 'msg_1',
    [`${prefix}-timestamp`]: String(now),
    [`${prefix}-signature`]: `v1,${hash}`,
  })
  const standard = new Standard(secret)
  const svix = new Svix(secret)
  const Stripe = load('stripe')
  const { webhooks } = new (Stripe.default ?? Stripe)('sk_test_bench')
  const stripeHeader = webhooks.generateTestHeaderString({ payload: body, secret })
  const octokit = await import(
    new URL('peers/node_modules/@octokit/webhooks-methods/dist-node/index.js', import.meta.url).href
  )
  const github = await octokit.sign('bench', body)
  return {
    standardwebhooks: () => standard.verify(body, signed('webhook')),
    svix: () => svix.verify(body, signed('svix')),
    stripe: () => webhooks.constructEvent(body, stripeHeader, secret),
    '@octokit/webhooks-methods': async () => {
      if (!(await octokit.verify('bench', body, github))) throw new Error('not verified')
    },
  }
}
