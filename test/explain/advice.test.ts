/** What to do about an explanation: for the receiver's framework, given or guessed, and for bytes that blame nobody. */
import { describe, expect, it, test } from 'vitest'
import { type AdviceOptions, adviseOn } from '../../src/explain/advice.js'
import { CAUSE_IDS, CAUSES, type CauseId } from '../../src/explain/causes.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { FRAMEWORKS, findFramework, unknownFramework } from '../../src/explain/frameworks.js'

const advise = (causes: CauseId[], options: AdviceOptions = {}, looksLike?: string) =>
  adviseOn({ causes, ...(looksLike !== undefined && { looksLike }) }, options)

describe('every cause', () => {
  it.each(CAUSE_IDS)('has a remedy, alone and in every framework: %s', id => {
    expect(advise([id]).fix).toContain(CAUSES[id].fix)
    for (const { id: framework, title } of FRAMEWORKS) {
      for (const trust of ['wire', 'receiver', 'logged', 'typed'] as const) {
        const advice = advise([id], { framework, trust })
        expect(advice.framework).toEqual({ id: framework, title, guessed: false })
        expect(advice.fix).toMatch(/^[A-Z].{10,}\.$/s)
        expect(advice.fix).not.toMatch(/undefined|\bguess\b/)
      }
    }
  })
})

it('of several causes a remedy is not said twice, the second time in fewer words', () => {
  const { fix } = advise(['json-indentation', 'json-unicode-escapes'], {}, "Python's json.dumps with indent")
  expect(fix.match(/Hash the raw bytes of the request, before any parser/g)).toHaveLength(1)
  expect(fix).toMatch(/, and log them unformatted\. By the look of it \(a guess\) that is/)
})

describe('bytes that came to this very program', () => {
  it.each(CAUSE_IDS)('blame no framework of a receiver: %s', id => {
    for (const looksLike of [undefined, "Python's json.dumps", "PHP's json_encode"]) {
      const advice = advise([id], { arrived: true, trust: 'wire', framework: 'flask' }, looksLike)
      expect(Object.keys(advice)).toEqual(['fix'])
      expect(advice.fix).toMatch(/^[A-Z].{10,}\.$/s)
      for (const { title } of FRAMEWORKS) expect(advice.fix).not.toContain(title)
    }
  })

  it('blame the sender, or what is on the way', () => {
    expect(advise(['json-spacing'], { arrived: true }).fix).toMatch(/^These bytes came over the wire: .*proxy, tunnel/)
    expect(advise(['secret-whitespace'], { arrived: true }).fix).toMatch(/^Store the secret without it/)
    expect(advise([], { arrived: true }).fix).toMatch(/^Compare the secret .* --also-try-env/)
  })
})

describe('the remedy', () => {
  it.each<[string, CauseId[], string, RegExp]>([
    [
      'of the framework for a body that was written again',
      ['json-spacing'],
      'flask',
      /^Flask: hash request\.get_data\(\)/,
    ],
    [
      'of the framework by another name',
      ['json-spacing'],
      'Next.js',
      /^Next\.js route handler: hash await request\.text/,
    ],
    ['of NestJS', ['json-key-order'], 'nest', /^NestJS: .*rawBody: true/],
    ['of Laravel for its own fault', ['json-empty-strings'], 'laravel', /ConvertEmptyStringsToNull/],
    ['of Lambda for base64', ['body-base64-or-hex'], 'lambda', /event\.isBase64Encoded is true/],
    ['of Lambda for a header', ['header-missing'], 'lambda', /whatever its case, and in multiValueHeaders/],
    ['of Express for a limit', ['body-truncated'], 'express', /limit: '30mb'/],
    [
      'of the cause, where the framework does not matter',
      ['secret-whitespace'],
      'rails',
      /^Store the secret without it/,
    ],
    ['of the cause, for a header', ['header-missing'], 'express', /nginx .*underscores_in_headers/],
    ['of the cause, for a body that only the sender can mend', ['body-trailing-bytes'], 'go', /--data-binary/],
  ])('is that %s', (_, causes, framework, fix) => {
    expect(advise(causes, { framework }).fix).toMatch(fix)
  })

  it('of several causes is told once each', () => {
    const { fix } = advise(['json-spacing', 'json-unicode-escapes', 'secret-whitespace'], { framework: 'django' })
    expect(fix.match(/hash request\.body/g)).toHaveLength(1)
    expect(fix).toMatch(/Store the secret without it/)
    expect(advise(['json-spacing', 'json-unicode-escapes']).fix).toBe(CAUSES['json-spacing'].fix)
  })

  it('of a guess is told once, behind what holds anyway', () => {
    const { fix } = advise(['json-spacing', 'json-indentation'], { headers: [['server', 'uvicorn']] })
    expect(fix.match(/FastAPI \(a guess\): /g)).toHaveLength(1)
  })

  it('of nothing found is to ask for more', () => {
    expect(advise([]).fix).toMatch(/--computed.*test --diagnose/)
    // The digest was given: to ask for it again helps nobody.
    expect(adviseOn({ causes: [] }, { hashed: true }).fix).toMatch(/belongs to this delivery.*test --diagnose/)
    expect(adviseOn({ causes: [] }, { hashed: true }).fix).not.toContain('Give the digest')
  })
})

describe('bytes that may not blame the receiver', () => {
  it('from the wire: what is before it is to blame', () => {
    const { fix } = advise(['json-spacing'], { framework: 'koa', trust: 'wire' })
    expect(fix).toMatch(/^Something before this recording changed the body: let every proxy.* Koa: read the stream/)
  })

  it.each(['logged', 'typed'] as const)('%s: nobody is to blame yet', trust => {
    const { fix } = advise(['json-spacing', 'secret-quotes-or-invisible'], { framework: 'koa', trust })
    expect(fix).toMatch(
      /^If the receiver hashed this very text, that is the fault\. Koa: read the stream.* Type the secret anew/,
    )
  })

  it('the receiver is to blame for what it is known to have hashed', () => {
    expect(advise(['json-spacing'], { framework: 'koa', trust: 'wire', hashed: true }).fix).toMatch(/^Koa: /)
  })

  it('a secret is told of as ever', () => {
    expect(advise(['secret-hashed'], { trust: 'typed' }).fix).toBe(CAUSES['secret-hashed'].fix)
  })
})

describe('a framework is guessed, and said to be a guess', () => {
  const header = (name: string, value: string): AdviceOptions => ({ headers: [[name, value]] })

  it.each<[string, AdviceOptions, CauseId, string | undefined, string]>([
    ['a header of the answer', header('X-Powered-By', 'Express'), 'json-spacing', undefined, 'express'],
    ['Next.js', header('x-powered-by', 'Next.js'), 'json-spacing', undefined, 'nextjs'],
    ['a platform in the request', header('X-Vercel-Id', 'fra1::x'), 'json-spacing', undefined, 'nextjs'],
    ['Werkzeug', header('Server', 'Werkzeug/2.2 Python/3.11'), 'json-spacing', undefined, 'flask'],
    ['uvicorn', header('server', 'uvicorn'), 'json-spacing', undefined, 'fastapi'],
    ['wsgiref', header('server', 'WSGIServer/0.2 CPython/3.11'), 'json-spacing', undefined, 'django'],
    ['Kestrel', header('server', 'Kestrel'), 'json-spacing', undefined, 'aspnet'],
    ['a cookie', header('set-cookie', 'laravel_session=x'), 'json-spacing', undefined, 'laravel'],
    ['a session of Java', header('set-cookie', 'JSESSIONID=x'), 'json-spacing', undefined, 'spring'],
    ['API Gateway', header('apigw-requestid', 'x'), 'json-spacing', undefined, 'lambda'],
    ['x-runtime', header('x-runtime', '0.01'), 'json-spacing', undefined, 'rails'],
    [
      'an answer of Fastify',
      { answer: '{"statusCode":401,"error":"Unauthorized","message":"no"}' },
      'json-spacing',
      undefined,
      'fastify',
    ],
    [
      'an answer of NestJS',
      { answer: '{"message":"Unauthorized","statusCode":401}' },
      'json-spacing',
      undefined,
      'nestjs',
    ],
    ['an answer of FastAPI', { answer: '{"detail":"Unauthorized"}' }, 'json-spacing', undefined, 'fastapi'],
    [
      'an answer of Spring',
      { answer: '{"timestamp":"2026-01-01T00:00:00.000+00:00","status":401,"error":"Unauthorized"}' },
      'json-spacing',
      undefined,
      'spring',
    ],
    [
      'an answer of ASP.NET',
      { answer: '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized"}' },
      'json-spacing',
      undefined,
      'aspnet',
    ],
    ['the serializer of PHP', {}, 'json-slash-escapes', "looks like PHP's json_encode", 'laravel'],
    ['the serializer of .NET', {}, 'json-unicode-escapes', 'looks like System.Text.Json of .NET', 'aspnet'],
    ['a serializer of Java', {}, 'json-html-escapes', 'looks like Gson (Java)', 'spring'],
    ['the serializer of Go', {}, 'json-key-order', "looks like Go's encoding/json with a map", 'go'],
    ['a cause', {}, 'json-empty-strings', undefined, 'laravel'],
    ['an envelope', {}, 'body-envelope', undefined, 'lambda'],
    [
      'a header against a serializer',
      header('server', 'uvicorn'),
      'json-spacing',
      "looks like PHP's json_encode",
      'fastapi',
    ],
  ])('by %s', (_, options, cause, looksLike, id) => {
    const { framework, fix } = advise([cause], options, looksLike)
    expect(framework).toEqual({ id, title: findFramework(id)!.title, guessed: true })
    expect(fix.startsWith(`${CAUSES[cause].fix} ${framework!.title} (a guess): `)).toBe(true)
  })

  it('is not, where two or three fit: their expressions are named', () => {
    const { framework, fix } = advise(['json-spacing'], {}, "looks like Python's json.dumps")
    expect(framework).toBeUndefined()
    expect(fix).toMatch(
      /before any parser\. .*\(a guess\).*get_data\(\) in Flask, or await request\.body\(\) in FastAPI, or/,
    )
  })

  it.each([undefined, 'looks like JSON pretty-printed', "looks like PostgreSQL's jsonb"])(
    'is not, by %s',
    looksLike => {
      expect(advise(['json-spacing'], {}, looksLike)).toEqual({ fix: CAUSES['json-spacing'].fix })
    },
  )

  it('does not tell what it does not know: hostile headers and answers', () => {
    const value = `${'('.repeat(5000)}<title>`.repeat(50)
    for (const name of ['server', 'set-cookie', 'x-powered-by', '__proto__'])
      advise(['json-spacing'], header(name, value))
    const { fix } = advise(['json-spacing'], { answer: `{"message":${value}`, framework: '\u001b[2Jnope' })
    expect(fix).toBe(CAUSES['json-spacing'].fix)
  })
})

test('no two frameworks share a name, and every name finds its own', () => {
  for (const one of FRAMEWORKS) {
    for (const name of [one.id, one.title, one.title.toUpperCase(), ...one.aliases]) {
      expect(findFramework(name)?.id, name).toBe(one.id)
    }
  }
  const names = FRAMEWORKS.flatMap(one => [one.id, ...one.aliases])
  expect(new Set(names).size).toBe(names.length)
})

test('an unknown name is an error that names the nearest', () => {
  const { code, message, hints } = unknownFramework('djago', 'bad-config')
  expect({ code, message, hints }).toEqual({
    code: 'bad-config',
    message: 'there is no framework "djago"',
    hints: ['did you mean django?', 'cv-hook snippet lists them'],
  })
})

test('a letter of the secret that an ASCII locale turned into U+FFFD is found, and Spring has the remedy', () => {
  const secret = 'sécret'
  // openssl dgst -sha256 -mac HMAC -macopt hexkey:73efbfbdefbfbd63726574 over {"a":1}
  const signature = 'aad872d862d45db562751e7d35ebfca0d9e6cca74d3c516edc8791a237a766bf'
  const input = { body: Buffer.from('{"a":1}'), signatureValues: [signature], secrets: [{ label: 's', value: secret }] }
  const explanation = explainMismatch({ ...input, trust: 'wire' })
  expect(explanation).toMatchObject({ proof: 'proven', causes: ['secret-case-or-charset'] })
  expect(adviseOn(explanation, { framework: 'spring' }).fix).toMatch(/LC_ALL=C\.UTF-8/)
})
