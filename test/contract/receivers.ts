/** Faulty receivers, each as it is met in the field, with the checks that it does not pass. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { REFUSES } from '../../src/contract/checks/refuses.js'
import { type Arrived, answer, correct, digest, finish, fits, gone, hashing, SECRET } from './receiver-kit.js'

/** A receiver, and what a run against it comes to. */
export interface FaultyReceiver {
  name: string
  /** Made anew for each run: some remember. */
  make(): (arrived: Arrived) => unknown
  /** Ids that did not pass, by outcome. */
  found: Record<string, string[]>
  /** Milliseconds for an attempt, where it hangs. */
  timeoutMs?: number
  /** How long it is waited for. */
  waitMs?: number
  /** The only checks that are run. */
  only?: string[]
  concurrency?: number
  /** The time limit, in milliseconds. */
  withinMs?: number
}

const given = ({ request }: Arrived) => request.headers['x-cv-signature'] as string | undefined

/** As Python's json.dumps writes by default. */
export const asPython = (value: any): string => {
  if (Array.isArray(value)) return `[${value.map(asPython).join(', ')}]`
  if (value && typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, member]) => `${asPython(key)}: ${asPython(member)}`)
      .join(', ')}}`
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** With the members of every object sorted. */
export const sorted = (value: any): any => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  )
}

/** The documented check for Node, word for word in what it computes: nothing is looked at before it compares. */
const documented = (arrived: Arrived, body: string) => {
  const expected = createHmac('sha256', SECRET).update(body, 'utf-8').digest('hex')
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(given(arrived)!, 'hex'))
}

const CONTROL_REFUSED = ['accepts/*', 'body/*', 'behaviour/*', 'refuses/*']
/** The refusals where decoding hex stops early or late, and unequal lengths throw. */
export const THROWING = [
  'no-signature',
  'empty-signature',
  '63-digits',
  '65-digits',
  '128-digits',
  'non-hex',
  'prefix',
  'base64',
  'non-ascii',
  'very-long',
  'two-headers',
  'sha1',
  'sha512',
].map(id => `refuses/${id}`)
/** Every check of a refusal, in its order. */
const REFUSALS = REFUSES.map(check => check.id)
/** What comes after the refusals. */
const LAST = ['body/duplicate-keys', 'body/bom', 'behaviour/keep-alive', 'behaviour/get']
/** The bodies that do not survive being parsed and written again. */
export const RESERIALISED = [
  'spaces',
  'indented',
  'escapes',
  'floats',
  'big-integers',
  'key-order',
  'trailing-newline',
  'duplicate-keys',
].map(id => `body/${id}`)

export const FAULTY: readonly FaultyReceiver[] = [
  {
    name: 'the documented check over the raw body, in a framework that turns what is thrown into 500',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      return documented(arrived, arrived.body.toString()) ? finish(arrived) : answer(arrived, 401)
    },
    found: { fail: THROWING },
  },
  {
    name: 'the documented check after a JSON parser',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      let parsed: unknown
      try {
        parsed = JSON.parse(arrived.body.toString())
      } catch {
        return answer(arrived, 400)
      }
      return documented(arrived, JSON.stringify(parsed)) ? finish(arrived) : answer(arrived, 401)
    },
    found: {
      inconclusive: ['body/bom'],
      fail: [...RESERIALISED, ...THROWING.slice(0, -2), 'refuses/appended-bytes', ...THROWING.slice(-2)],
    },
  },
  {
    name: 'the documented check in a bare server, which dies of what is thrown',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      try {
        return documented(arrived, arrived.body.toString()) ? finish(arrived) : answer(arrived, 401)
      } catch {
        return gone(arrived)
      }
    },
    found: {
      fail: ['refuses/no-signature', 'behaviour/alive'],
      skip: [...REFUSALS.slice(1), ...LAST],
    },
  },
  {
    name: 'one that dies of a short signature',
    make: () => arrived => {
      const length = given(arrived)?.length ?? 0
      return length > 0 && length < 64 ? gone(arrived) : correct(arrived)
    },
    found: {
      fail: ['refuses/63-digits', 'behaviour/alive'],
      skip: [...REFUSALS.slice(3), ...LAST],
    },
  },
  {
    name: 'one that stops after the first refusal',
    make: () => arrived => {
      if (fits(given(arrived), digest(arrived.body))) return correct(arrived)
      arrived.response.on('finish', () => gone(arrived))
      return answer(arrived, 401)
    },
    found: {
      inconclusive: ['refuses/no-signature'],
      skip: [...REFUSALS.slice(1), ...LAST],
      fail: ['behaviour/alive'],
    },
  },
  {
    name: 'one that verifies nothing and answers 200 to everything',
    make: () => arrived => answer(arrived, 200),
    found: { fail: ['body/not-json', 'body/empty', 'refuses/*', 'behaviour/get'] },
  },
  {
    name: 'one that verifies only what is signed',
    make: () => arrived =>
      given(arrived) ? correct(arrived) : arrived.request.method === 'POST' ? finish(arrived) : answer(arrived, 405),
    found: { fail: ['refuses/no-signature', 'refuses/empty-signature'] },
  },
  {
    name: 'one that is not there: 404 to everything',
    make: () => arrived => answer(arrived, 404),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one that never answers',
    make: () => () => undefined,
    timeoutMs: 300,
    found: { error: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one whose first request after its start takes longer than an attempt may',
    make: () => {
      let count = 0
      return arrived => (count++ === 0 ? undefined : correct(arrived))
    },
    timeoutMs: 1500,
    found: { error: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'the same, waited for',
    make: () => {
      let count = 0
      return arrived => (count++ === 0 ? undefined : correct(arrived))
    },
    timeoutMs: 1500,
    waitMs: 60_000,
    found: {},
  },
  {
    name: "one that writes the parsed body again as Python's json.dumps does",
    make: () => hashing(body => asPython(JSON.parse(body.toString()))),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one that writes slashes as PHP does',
    make: () => hashing(body => body.toString().replaceAll('/', '\\/')),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one that sorts the members',
    make: () => hashing(body => JSON.stringify(sorted(JSON.parse(body.toString())))),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one that reads the body as Latin-1',
    make: () => hashing(body => body.toString('latin1')),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one whose secret ends with a newline',
    make: () => hashing(body => body, `${SECRET}\n`),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'a login page before it: 302 to everything',
    make:
      () =>
      ({ response }) =>
        response.writeHead(302, { location: '/login' }).end(),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'CSRF protection before it: 403 to everything',
    make: () => arrived => answer(arrived, 403),
    found: { fail: ['control'], skip: CONTROL_REFUSED },
  },
  {
    name: 'one that writes the parsed body again with JSON.stringify',
    make: () => hashing(body => JSON.stringify(JSON.parse(body.toString()))),
    found: { fail: [...RESERIALISED, 'refuses/appended-bytes'], inconclusive: ['body/bom'] },
  },
  {
    name: 'one that trims the body',
    make: () => hashing(body => body.toString().trim()),
    found: { fail: ['body/trailing-newline', 'body/bom', 'refuses/appended-bytes'] },
  },
  {
    name: 'one that decodes text, which drops a byte order mark',
    make: () => hashing(body => new TextDecoder().decode(body)),
    found: { fail: ['body/bom'] },
  },
  {
    name: 'one that takes the header under one spelling only',
    make: () => arrived => {
      const { rawHeaders } = arrived.request
      const at = rawHeaders.indexOf('x-cv-signature')
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      if (!fits(rawHeaders[at + 1], digest(arrived.body))) return answer(arrived, 401)
      return finish(arrived)
    },
    found: { fail: ['behaviour/header-case', 'refuses/two-headers'] },
  },
  {
    name: 'one that compares the digits case-sensitively',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      return given(arrived) === digest(arrived.body) ? finish(arrived) : answer(arrived, 401)
    },
    found: { fail: ['behaviour/signature-case'] },
  },
  {
    name: 'one that decodes hex without a look at its length',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      const received = Buffer.from(given(arrived) ?? '', 'hex')
      const right = Buffer.from(digest(arrived.body), 'hex')
      return received.length === 32 && timingSafeEqual(received, right) ? finish(arrived) : answer(arrived, 401)
    },
    found: { fail: ['refuses/65-digits', 'refuses/two-headers'] },
  },
  {
    name: 'one that compares the beginning',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      return given(arrived)?.startsWith(digest(arrived.body)) ? finish(arrived) : answer(arrived, 401)
    },
    found: {
      fail: [
        'behaviour/signature-case',
        'refuses/65-digits',
        'refuses/128-digits',
        'refuses/very-long',
        'refuses/two-headers',
      ],
    },
  },
  {
    name: 'one that looks for the digest anywhere in the header',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      return given(arrived)?.includes(digest(arrived.body)) ? finish(arrived) : answer(arrived, 401)
    },
    found: {
      fail: [
        'behaviour/signature-case',
        'refuses/65-digits',
        'refuses/128-digits',
        'refuses/prefix',
        'refuses/very-long',
        'refuses/two-headers',
      ],
    },
  },
  {
    name: 'one with an old secret beside, whose variable is not set',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      const right = [SECRET, ''].some(secret => fits(given(arrived), digest(arrived.body, secret)))
      return right ? finish(arrived) : answer(arrived, 401)
    },
    found: { fail: ['refuses/empty-secret'] },
  },
  {
    name: 'one that keeps a refused delivery waiting for ever',
    make: () => arrived => {
      if (fits(given(arrived), digest(arrived.body))) return correct(arrived)
      return arrived.request.method === 'POST' ? undefined : answer(arrived, 405)
    },
    timeoutMs: 1500,
    only: ['refuses/no-signature', 'refuses/sha1', 'behaviour/keep-alive'],
    found: { fail: ['refuses/*', 'behaviour/keep-alive'] },
  },
  {
    name: 'a body limit of 100 kB',
    make: () => arrived => (arrived.body.length > 100_000 ? answer(arrived, 413) : correct(arrived)),
    found: { fail: ['accepts/100kb', 'accepts/1mb'] },
  },
  {
    name: 'one that locks itself after the third refusal',
    make: () => {
      let refused = 0
      return arrived => {
        if (refused >= 3) return answer(arrived, 401)
        if (arrived.request.method === 'POST' && !fits(given(arrived), digest(arrived.body))) refused++
        return correct(arrived)
      }
    },
    found: {
      inconclusive: [REFUSALS[2]!],
      skip: [...REFUSALS.slice(3), ...LAST],
      fail: ['behaviour/alive'],
    },
  },
  {
    name: '429 after twenty requests',
    make: () => {
      let count = 0
      return arrived => (count++ < 20 ? correct(arrived) : answer(arrived, 429))
    },
    found: {
      inconclusive: ['body/key-order'],
      skip: [
        'body/trailing-newline',
        'body/not-json',
        'body/empty',
        'body/null',
        'body/duplicate-keys',
        'body/bom',
        'behaviour/header-case',
        'behaviour/signature-case',
        'behaviour/charset',
        'behaviour/twice',
        'behaviour/at-once',
        'behaviour/keep-alive',
        'behaviour/get',
        'behaviour/alive',
        'refuses/*',
      ],
    },
  },
  {
    name: 'one that answers 422 to events that it does not know',
    make: () => arrived => (arrived.body.includes('CV_HOOK_UNKNOWN_EVENT') ? answer(arrived, 422) : correct(arrived)),
    found: { fail: ['accepts/unknown-event'] },
  },
  {
    name: 'one that fails on null where it expects an object',
    make: () => arrived => {
      if (!fits(given(arrived), digest(arrived.body))) return correct(arrived)
      const { event, payload } = JSON.parse(arrived.body.toString())
      return answer(arrived, event && payload ? 200 : 400)
    },
    found: { fail: ['body/not-json', 'body/empty', 'body/null', 'body/bom'] },
  },
  {
    name: 'a strict schema: 422 to members that it does not know',
    make: () => arrived => (arrived.body.includes('cvHook') ? answer(arrived, 422) : correct(arrived)),
    found: {
      fail: ['accepts/extra-members'],
      inconclusive: ['body/floats', 'body/big-integers', 'body/key-order', 'body/duplicate-keys'],
    },
  },
  {
    name: 'one that answers 400 to a wrong signature, and drops a byte order mark',
    make: () => arrived => {
      if (arrived.request.method !== 'POST') return answer(arrived, 405)
      const text = new TextDecoder().decode(arrived.body)
      return fits(given(arrived), digest(text)) ? finish(arrived, text) : answer(arrived, 400)
    },
    found: { inconclusive: ['body/bom'] },
  },
  {
    name: 'one that keeps one event waiting for ever',
    make: () => arrived => (arrived.body.includes('"PAYMENT_COMPLETED"') ? undefined : correct(arrived)),
    timeoutMs: 1500,
    withinMs: 1000,
    only: ['accepts/event', 'behaviour/in-time'],
    found: { error: ['accepts/event/PAYMENT_COMPLETED'], fail: ['behaviour/in-time'] },
  },
  {
    name: 'one that answers 409 to what it has already',
    make: () => {
      const seen = new Set<string>()
      return arrived => {
        const key = digest(arrived.body)
        if (seen.has(key)) return answer(arrived, 409)
        seen.add(key)
        return correct(arrived)
      }
    },
    found: { fail: ['behaviour/twice'] },
  },
  {
    name: 'one that compares the content type as a whole',
    make: () => arrived =>
      arrived.request.headers['content-type'] === 'application/json' ? correct(arrived) : answer(arrived, 415),
    found: { fail: ['behaviour/charset'] },
  },
  {
    name: 'a page for people at GET',
    make: () => arrived => (arrived.request.method === 'GET' ? answer(arrived, 200) : correct(arrived)),
    found: { fail: ['behaviour/get'] },
  },
  {
    name: 'one that closes after each answer without saying so',
    make: () => arrived => {
      arrived.response.on('finish', () => setImmediate(() => arrived.request.socket.destroy()))
      return correct(arrived)
    },
    found: { fail: ['behaviour/keep-alive'] },
  },
  {
    name: 'one that takes one delivery at a time, and answers 500 to others meanwhile',
    make: () => {
      let busy = false
      return async arrived => {
        if (busy) return answer(arrived, 500)
        busy = true
        await new Promise(resolve => setTimeout(resolve, 40))
        busy = false
        return correct(arrived)
      }
    },
    concurrency: 1,
    found: { fail: ['behaviour/at-once'] },
  },
  {
    name: 'one that refuses with 200 and an error in its body',
    make: () => arrived =>
      arrived.request.method === 'POST' && !fits(given(arrived), digest(arrived.body))
        ? arrived.response.end('{"error":"signature"}')
        : correct(arrived),
    found: { fail: ['refuses/*'] },
  },
  {
    name: 'one that answers 404 to a wrong signature',
    make: () => arrived =>
      arrived.request.method === 'POST' && !fits(given(arrived), digest(arrived.body))
        ? answer(arrived, 404)
        : correct(arrived),
    found: { inconclusive: ['refuses/*'] },
  },
]
