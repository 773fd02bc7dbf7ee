/** What a consumer of the package writes: code that must compile, code that must not, and code that is run. */

/** Compiles as an ES module and as CommonJS. */
export const CONSUMER = `
import {
  CvHookError, events, type EventName, fixture, type NodeRequest, readDelivery, sign, SIGNATURE_HEADER, startListener, validate,
  verify,
} from 'cv-hook'

const decision = fixture('ADD_CASE_DECISION')
const dosage: string | number | null | undefined = decision.payload.decision.medInfo[0]?.dosage
const legacy = fixture('ADD_CASE_DECISION', { payload: 'legacy' })
const name: 'ADD_CASE_DECISION' = legacy.event
const full = fixture('ORDER_CREATED', { payload: 'full', documents: 'url', documentUrl: 'https://example.com/a' })
const body: string = JSON.stringify(decision)
const signature: string = sign(body, 'secret')

export function receive(rawBody: Uint8Array, headers: Headers): number | string | undefined {
  const event = verify({ body: rawBody, headers }, { secret: ['new', 'old'] })
  if (event.event === 'PAYMENT_COMPLETED') return event.payload.payment.amount
  if (event.event === 'ADD_CASE_DECISION') return event.payload.decision.medInfo.length
  return undefined
}

verify({ body, headers: { [SIGNATURE_HEADER]: signature, other: ['a', 'b'], none: undefined } }, { secret: 'secret' })
verify({ body, headers: [['x-cv-signature', signature]] }, { secret: 'secret' })
verify({ body, headers: signature }, { secret: 'secret' })

const names: EventName[] = events.map(event => event.name)
const { event, shape, findings } = validate(JSON.parse(body), { text: body })
const errors: string[] = findings.filter(one => one.severity === 'error').map(one => one.path + one.message)
export const code = (error: unknown): string => (error instanceof CvHookError ? error.code : '')

export async function inATest(): Promise<string | number | undefined> {
  await using listener = await startListener({ secrets: { old: 'a', new: 'b' }, respond: [500, 200] })
  const { body, findings, secret } = await listener.next('PAYMENT_COMPLETED', { timeout: 100 })
  const amount: number | string | undefined = body.payload.payment.amount
  const next = await listener.next()
  if (next.body.event === 'ADD_CASE_DECISION') return next.body.payload.decision.medInfo.length
  return listener.deliveries.length + findings.length > 0 ? amount : (secret ?? listener.url)
}

export async function inAHandler(request: Request, node: NodeRequest): Promise<string> {
  const event = await readDelivery(request, { secret: ['new', 'old'], maxBytes: 1000 })
  if (event.event === 'PAYMENT_COMPLETED') return String(event.payload.payment.amount)
  return (await readDelivery(node, { secret: 's' })).event
}
export { dosage, errors, event, full, name, names, shape }
`

/** Each is a line that must not compile. */
export const MISUSES = [
  "fixture('ADD_CASE_DECISIONS')",
  "fixture('SUBSCRIPTION_ADDED')",
  "fixture('ADD_CASE_DECISION').payload.decision.medicines.length",
  "fixture('ADD_CASE_DECISION').payload.decision.medInfo.dosage",
  "fixture('PAYMENT_COMPLETED').payload.decision.id",
  "fixture('ADD_CASE_DECISION', { payload: 'whole' })",
  "fixture('ADD_CASE_DECISION', { documents: 'pdf' })",
  "verify({ body: { event: 'X' }, headers: '' }, { secret: 's' })",
  "verify({ body: '', headers: '' })",
  "verify({ body: '', headers: '' }, { secret: undefined })",
  "verify({ body: '', headers: '' }, { secret: 's' }).payload.payment.amount",
  "sign({}, 's')",
  "sign('{}')",
  "validate({}).findings[0].severity === 'fatal'",
  "events.push({ name: 'X' })",
  "(await startListener({ secret: 's' })).next('NO_SUCH_EVENT')",
  "(await (await startListener({ secret: 's' })).next('PAYMENT_COMPLETED')).body.payload.decision.id",
  "(await startListener({ secret: 's' })).deliveries.push({})",
  'await startListener()',
  "await readDelivery('{}', { secret: 's' })",
  "await readDelivery(new Request('http://a'), {})",
  "events[0]!.name === 'NO_SUCH_EVENT'",
]

/** Uses \`cv\`; prints what was accepted, and the codes of what was refused. */
export const RUN_TIME = `
const secret = 'sécret='
const body = Buffer.from(JSON.stringify(cv.fixture('PAYMENT_COMPLETED')))
const right = cv.sign(body, secret)
const accepted = []
const accept = (what, headers, more = {}) => {
  const event = cv.verify({ body, headers, ...more }, { secret: more.secret ?? secret })
  if (event.event === 'PAYMENT_COMPLETED') accepted.push(what)
}
accept('node headers', { host: 'x', 'x-cv-signature': right, 'set-cookie': ['a', 'b'], none: undefined })
accept('Headers', new Headers({ 'X-CV-Signature': right }))
accept('pairs', [['Host', 'x'], ['X-Cv-Signature', right]])
accept('a Map', new Map([['x-cv-signature', right]]))
accept('the bare value', right)
accept('text', right.toUpperCase(), { body: body.toString() })
accept('one of two secrets', ' ' + right + '\\t', { secret: ['new', secret] })

const codeOf = (headers, other = {}) => {
  try {
    cv.verify({ body, headers, ...other }, { secret, ...other })
    return 'accepted'
  } catch (error) {
    return error instanceof cv.CvHookError && error instanceof Error ? error.code : String(error)
  }
}
const text = 'not { json'
const codes = [
  codeOf({}),
  codeOf({ 'x-cv-signature': 'sha256=' + right }),
  codeOf([['x-cv-signature', right], ['x-cv-signature', right]]),
  codeOf(right.replace(/./, digit => (digit === '0' ? '1' : '0'))),
  codeOf(cv.sign(text, secret), { body: text }),
  codeOf(right, { secret: '' }),
  codeOf(right, { body: JSON.parse(body) }),
]
const { findings } = cv.validate(JSON.parse(body))
console.log(JSON.stringify({ accepted, codes, events: cv.events.length, findings }))
`
