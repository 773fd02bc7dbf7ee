/** Nothing that a patient wrote is ever printed: planted in every text of every event, in every way that a body can be wrong. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { fixture } from '../../src/events/fixture.js'
import { cli } from '../support/cli.js'
import { PLANTED, plant } from '../support/planted.js'
import { HEAVY } from '../support/tier.js'
import { cleanUp, expectDecent, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { S: SECRET }
/** The heavy tier plants into every event, in each of its shapes. */
const FEW = ['ADD_CASE_DECISION', 'ADD_CASE_COMMENT', 'ADD_FORM_RESPONSE', 'PAYMENT_COMPLETED', 'ORDER_CREATED']
const names = CATALOGUE.filter(({ name }) => HEAVY || FEW.includes(name)).flatMap(({ name, variants }) =>
  (HEAVY ? variants : variants.slice(0, 1)).map(variant => [name, variant] as const),
)
const keepsEvent = (key: string) => key === 'event'

/** A line of a capture, with planted values in its headers too. */
function line(body: string, signature: string, path = `/hook?name=${PLANTED}`): string {
  return `${JSON.stringify({
    cvHookCapture: 1,
    id: 'x',
    method: 'POST',
    path,
    headers: [
      ['x-cv-signature', signature],
      ['x-patient', PLANTED],
      ['cookie', PLANTED],
    ],
    body,
    complete: true,
  })}\n`
}

const bodies = names.map(([event, variant]) => JSON.stringify(plant(fixture(event, { variant }), keepsEvent)))
const WRONG: ReadonlyArray<readonly [string, (body: string) => string]> = [
  ['as it is', body => body],
  ['with blanks', body => body.replaceAll('":', '": ')],
  ['cut', body => body.slice(0, body.indexOf(PLANTED) + PLANTED.length + 3)],
  ['with a stray quote', body => body.replace(PLANTED, `${PLANTED}"${PLANTED}`)],
  ['with a trailing comma', body => `${body.slice(0, -1)},}`],
  ['with unknown members', body => body.replace('{', `{"${PLANTED} name":"${PLANTED}","more":"${PLANTED}",`)],
  ['with a member twice', body => body.replace('{', `{"payload":"${PLANTED}",`)],
  ['without its event', body => body.replace(/"event":"[A-Z_]+"/, `"event":"${PLANTED}"`)],
  ['as a text', body => JSON.stringify(body)],
  ['as no JSON at all', () => `${PLANTED}, and nothing else`],
]

describe.each(WRONG)('bodies %s', (_, change) => {
  const capture = bodies
    .map(change)
    .map((body, index) => line(body, index % 2 === 0 ? hmac(Buffer.from(body), SECRET) : 'a'.repeat(64)))
    .join('')

  it.each([[[]], [['--json']], [['--fail-on', 'warning', '--explanations', '1000']]])('verified, %j', async args => {
    const cwd = folder({ capture })
    const result = await cli(['verify', 'capture', '--secret-env', 'S', ...args], { cwd, env })
    expect(result.stdout.length).toBeGreaterThan(500)
    expectDecent(result)
  })

  it('redacted: neither the copies nor what is told of them', async () => {
    const cwd = folder({ capture })
    const args = ['redact', 'capture', '--secret-env', 'S', '--explanations', '3', '--output', 'copy']
    const result = await cli(args, { cwd, env })
    expectDecent(result)
    expect(result.code).toBe(0)
    const copy = readFileSync(join(cwd, 'copy'), 'utf8')
    expect(copy.split('\n').length).toBe(bodies.length + 1)
    expect(copy).not.toContain(PLANTED)
    expect(copy).not.toContain(SECRET)
  })

  it('verified as a log and as a body', async () => {
    const body = change(bodies[0]!)
    const cwd = folder({ log: `2026-03-03 INFO got ${body} signature=${'b'.repeat(64)}\n`, body })
    for (const args of [['log', '--format', 'text'], ['log'], ['body'], ['body', '--signature', PLANTED]]) {
      expectDecent(await cli(['verify', ...args, '--secret-env', 'S'], { cwd, env }))
    }
  })
})
