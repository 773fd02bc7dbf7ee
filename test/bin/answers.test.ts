/** What a person is told about the receiver's answer: its status, what it means most likely, and whether it was as expected. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { cleanUp, expectDecent, folder, receiver, SECRET } from './receiver.js'

type Raw = [status: number, headers: Record<string, string>, body: string | Buffer]

const html = (body: string) => `<!DOCTYPE html><html><body>${body}</body></html>`
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const WALL: Raw = [401, { ...HTML, 'set-cookie': '_vercel_sso_nonce=1' }, html('Login')]
const LARAVEL: Raw = [419, HTML, html('<title>Page Expired</title>')]

const FLASK_PAGE = `<!doctype html>
<html lang=en>
<title>401 Unauthorized</title>
<h1>Unauthorized</h1>
<p>The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials (e.g. a bad password).</p>
`

/** Sends one event for each answer, in one run; the lines that each delivery got, joined. */
async function told(answers: readonly Raw[], ...args: string[]): Promise<{ code: number | null; blocks: string[] }> {
  const server = await receiver((response, _request, index) => {
    const [status, headers, body] = answers[index]!
    response.writeHead(status, headers).end(body)
  })
  const events = args.includes('--scenario') ? [] : answers.map(() => 'ADD_CASE_DECISION')
  const result = await cli(['send', ...events, '--url', server.url, '--secret-env', 'S', ...args], {
    env: { S: SECRET },
  })
  expectDecent(result)
  const blocks = result.stdout
    .replace(/\n +/g, ' ')
    .split('\n')
    .filter(line => /^[✓✗]/.test(line))
  expect(blocks).toHaveLength(answers.length)
  return { code: result.code, blocks }
}

afterAll(cleanUp)

describe('hints', () => {
  const cases: Array<[string, Raw, RegExp]> = [
    ['401', [401, {}, '{"error":"bad signature"}'], /same secret, and the raw body\?/],
    ["Django's CSRF page", [403, HTML, html('<p>CSRF verification failed. Request aborted.</p>')], /@csrf_exempt/],
    ['a 403 of another kind', [403, {}, 'no'], /firewall or a CSRF check/],
    ["Laravel's CSRF page", LARAVEL, /Laravel's CSRF .*routes\/api\.php/],
    [
      "Rails' CSRF error",
      [422, HTML, html('ActionController::InvalidAuthenticityToken')],
      /Rails' CSRF .*verify_authenticity_token/,
    ],
    ["Vercel's login wall", WALL, /Vercel.*x-vercel-protection-bypass=NAME/],
    [
      'a login page elsewhere',
      [302, { location: 'https://accounts.google.com/o/oauth2' }, ''],
      /login page .*exempt the webhook path/,
    ],
    ['404', [404, HTML, html('Cannot POST /hook')], /nothing answers at this path/],
    ['405', [405, { allow: 'GET' }, ''], /takes no POST: export or register a POST handler/],
    ['308', [308, { location: '/hook/' }, ''], /follows no redirect.*trailing slash/],
    ['400', [400, {}, 'invalid'], /could not use the payload/],
    ['413', [413, {}, 'too large'], /limit for bodies is below \d+ bytes/],
    ['415', [415, {}, ''], /refuses the content type application\/json/],
    ['429', [429, {}, ''], /limits the rate: .*--rate.*--retries/],
    ['500', [500, {}, 'boom'], /failed while handling it: its log has the reason/],
    ['502', [502, {}, ''], /a proxy before the receiver/],
  ]
  let blocks: string[]
  beforeAll(async () => {
    const run = await told(cases.map(([, answer]) => answer))
    blocks = run.blocks
    expect(run.code).toBe(1)
  })

  it.each(cases)('%s', (title, answer, hint) => {
    const block = blocks[cases.findIndex(one => one[0] === title)]!
    expect(block).toMatch(new RegExp(`^✗ ADD_CASE_DECISION +${answer[0]} .* expected 2xx answer: .* hint: `))
    expect(block).toMatch(hint)
  })

  it.each<[string, Raw, RegExp]>([
    ["401 of Flask's and Express's texts, which they call HTML", [401, HTML, 'bad signature'], /and the raw body\?/],
    ['a 400 that speaks of the signature', [400, HTML, 'Webhook Error: No signature matches'], /and the raw body\?/],
    ["Flask's abort(401)", [401, HTML, FLASK_PAGE], /and the raw body\?/],
    ["Express's error page", [401, HTML, html('<pre>UnauthorizedError: bad signature</pre>')], /and the raw body\?/],
    ['a login page', [401, HTML, html('<form action="/in"><input name="user"></form>')], /a login .*--header-env/],
    ['a password', [401, { ...HTML, 'www-authenticate': 'Basic realm="x"' }, html('')], /a login .*--header-env/],
  ])('%s', async (_title, answer, hint) => {
    expect((await told([answer])).blocks[0]).toMatch(hint)
  })

  it('HTML on 200 is accepted, and wondered at', async () => {
    const { code, blocks } = await told([[200, HTML, html('Welcome')]])
    expect(blocks[0]).toMatch(/^✓ .*200 OK.* hint: the answer is an HTML page: is this the webhook path/)
    expect(code).toBe(0)
  })

  it('an empty answer or a word is no HTML page, whatever its content type says', async () => {
    const { blocks } = await told([
      [200, HTML, ''],
      [200, HTML, 'ok, 1 < 2'],
      [401, HTML, ''],
    ])
    for (const block of blocks.slice(0, 2)) expect(block).toMatch(/^✓ .*200 OK(?!.*HTML page)/)
    expect(blocks[2]).toMatch(/hint: .* same secret, and the raw body\?/)
  })

  it('accepting proves nothing yet, and that is said', async () => {
    expect((await told([[204, {}, '']])).blocks[0]).toMatch(
      /^✓ .*204 No Content.* answer: empty accepted, which does not yet/,
    )
  })
})

describe.concurrent('expectations', () => {
  it.each<[string, number, string[], number, RegExp]>([
    ['a status that is wanted', 404, ['--expect-status', '404'], 0, /^✓/],
    ['a status that is not', 200, ['--expect-status', '201,202'], 1, /^✗ .*200 OK.* expected 201,202/],
    ['an answer that comes too late', 200, ['--expect-within', '1'], 1, /^✗ .* expected an answer within 1 ms/],
    ['an answer that is in time', 200, ['--expect-within', '10s'], 0, /^✓/],
  ])('%s', async (_title, status, args, code, block) => {
    expect(await told([[status, {}, 'x']], ...args)).toEqual({ code, blocks: [expect.stringMatching(block)] })
  })
})

describe.concurrent('forged deliveries', () => {
  const kinds = ['wrong-secret', 'tampered', 'malformed', 'missing']
  const story = () => {
    const steps = kinds.map(forge => ({ event: 'ADD_CASE_DECISION', forge }))
    return ['--scenario', `${folder({ 'story.json': JSON.stringify({ steps }) })}/story.json`]
  }

  it('must be refused', async () => {
    const { code, blocks } = await told(
      kinds.map(() => [401, {}, '{}']),
      ...story(),
    )
    for (const [index, kind] of kinds.entries()) expect(blocks[index]).toMatch(`✓ ADD_CASE_DECISION (${kind})  401`)
    expect(code).toBe(0)
  })

  it('must not be accepted', async () => {
    const { code, blocks } = await told(
      kinds.map(() => [200, {}, '{}']),
      ...story(),
    )
    for (const block of blocks) expect(block).toMatch(/^✗ .*expected a refusal.*does not verify/)
    expect(code).toBe(1)
  })

  it('are not refused by a wrong path, a missing handler, a limit or a crash', async () => {
    const { code, blocks } = await told(
      [404, 405, 413, 500].map(status => [status, {}, '']),
      ...story(),
    )
    for (const block of blocks) expect(block).toMatch(/^✗ .*expected a refusal/)
    expect(code).toBe(1)
  })

  it.each([
    ["Laravel's CSRF page", LARAVEL],
    ["Vercel's login wall", WALL],
  ])('are not known to be refused where %s answers, and that is said', async (_title, answer) => {
    expect((await told([answer], '--forge', 'tampered')).blocks[0]).toMatch(/hint: .*(?:CSRF|login wall)/)
  })
})
