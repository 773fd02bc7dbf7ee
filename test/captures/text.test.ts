/** The output of programs. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BODY, OTHER_DIGEST, PLAIN, read, readOne, SIGNATURE, signatureOf, textOf } from './sample.js'
import { csvField, nginx } from './writers.js'

/** What `JSON.stringify(JSON.parse(BODY))` makes of it, which is what a log of a parsed body holds. */
const PARSED = BODY.replace('12.50', '12.5')
const VALUE = JSON.parse(BODY) as unknown
const PYTHON = `{'event': 'ADD_CASE_COMMENT', 'payload': {'comments': {'id': 'c-1', 'message': 'Zoë: "it\\'s fine" 💉 a/b\\n<ok> +1 100%'}, 'amount': 12.5, 'note': None, 'tags': []}}`
const RUBY = '{"event"=>"REOPEN_CASE", "payload"=>{"id"=>"c-2", "none"=>nil, "ok"=>true}}'

describe('bodies in a log', () => {
  it.each([
    ['a line with text around', `12:00 INFO got ${BODY} (ok)`, BODY],
    ['CloudWatch', `2026-03-03T13:15:09.874Z\tb3e1c0de\tINFO\t${BODY}\n`, BODY],
    ['printed over several lines', `body:\n${JSON.stringify(VALUE, null, 2)}\nend`, JSON.stringify(VALUE, null, 2)],
    ['pino with the parsed body', `{"level":30,"time":1772543709874,"body":${PARSED},"msg":"hook"}\n`, PARSED],
    ['pino with event and payload of its own', `{"level":30,"event":"webhook.received","payload":${PARSED}}\n`, PARSED],
    ['a text in JSON', `{"level":30,"body":${JSON.stringify(BODY)}}`, BODY],
    ['a text in a text in JSON', `{"message":${JSON.stringify(JSON.stringify({ rawBody: BODY }))}}`, BODY],
    ['a text three times in JSON', JSON.stringify(JSON.stringify(JSON.stringify({ b: BODY }))), BODY],
    ['a printed object in a text', `{"message":${JSON.stringify(`got ${PYTHON}`)}}`, PARSED],
    ["Node's console.log of a text in a list", inspect([BODY]), BODY],
    ["Node's console.log of an object", `got ${inspect(VALUE, { depth: 9 })}`, PARSED],
    [
      "Node's console.log with colours off and one line",
      inspect({ req: VALUE }, { depth: 9, breakLength: Number.POSITIVE_INFINITY }),
      PARSED,
    ],
    [
      "Node's console.log of a date",
      inspect({ event: 'REOPEN_CASE', payload: { at: new Date(Date.UTC(2026, 2, 3, 13, 15, 9, 874)) } }),
      '{"event":"REOPEN_CASE","payload":{"at":"2026-03-03T13:15:09.874Z"}}',
    ],
    [
      'a long text in pieces, as Node 12 prints it',
      "{ event: 'REOPEN_CASE',\n  payload: { text: 'one ' +\n      'and two' } }",
      '{"event":"REOPEN_CASE","payload":{"text":"one and two"}}',
    ],
    [
      'octal escapes',
      `b'{"event":"REOPEN_CASE","payload":{"name":"Zo\\303\\253"}}'`,
      '{"event":"REOPEN_CASE","payload":{"name":"Zoë"}}',
    ],
    ["Python's repr of a dict", `INFO:app:${PYTHON}`, PARSED],
    [
      "Python's repr of bytes",
      `body=b'${BODY.replaceAll('\\', '\\\\')
        .replaceAll("'", "\\'")
        .replace(/[^\x20-\x7e]/gu, char => [...Buffer.from(char)].map(byte => `\\x${byte.toString(16)}`).join(''))}'`,
      BODY,
    ],
    ['nginx, with $request_body in quotes', `192.0.2.7 - - "POST / HTTP/1.1" 401 "-" "${nginx(BODY)}"`, BODY],
    ['nginx, without quotes', `status=401 body=${nginx(BODY)} t=0.004\n`, BODY],
    [
      'nginx, of a body over several lines',
      `b="${nginx(JSON.stringify(VALUE, null, 2))}"`,
      JSON.stringify(VALUE, null, 2),
    ],
    ['CSV', `id,body\n1,${csvField(BODY)}\n`, BODY],
    [
      'CSV, of a body over several lines',
      `1;${csvField(JSON.stringify(VALUE, null, 2))};`,
      JSON.stringify(VALUE, null, 2),
    ],
    ['CSV, of a line of a log', `${csvField(`"hook": got ${BODY} ""`)},"x"`, BODY],
    ['CSV, of a text in JSON', `1,"",${csvField(JSON.stringify({ body: BODY }))}`, BODY],
    ["Python's repr of bytes with a line break", `b'${PLAIN}\\n'`, `${PLAIN}\n`],
    ["Python's repr of a text", `'${BODY.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`, BODY],
    ["Ruby's inspect", `  Parameters: ${RUBY}`, '{"event":"REOPEN_CASE","payload":{"id":"c-2","none":null,"ok":true}}'],
    ['a Node Buffer as JSON', JSON.stringify({ raw: Buffer.from(BODY) }), BODY],
    [
      'members in another order',
      `x {"payload":{"a":{"b":1}},"order":{},"event":"REOPEN_CASE"} y`,
      '{"payload":{"a":{"b":1}},"order":{},"event":"REOPEN_CASE"}',
    ],
    ['single quotes around JSON, without escapes', `body='${PLAIN}'`, PLAIN],
  ])('%s', (_, log, body) => {
    const one = readOne(log, { format: 'text' })
    expect(textOf(one)).toBe(body)
    expect(one).toMatchObject({ trust: 'logged', complete: true })
    expect(one.notes).not.toEqual([])
  })

  it('a line of nginx without quotes is no body from end to end: the digest on it is seen', () => {
    const { headers, notes } = readOne(`sig=${SIGNATURE} body=${nginx(BODY)} computed=${OTHER_DIGEST}\n`)
    expect(headers).toEqual([['x-cv-signature', SIGNATURE]])
    expect(notes.join()).toMatch(/after "computed" was taken for one that the receiver computed/)
  })

  it.each([
    ['smart quotes', 'Hi, it was {“event”:“REOPEN_CASE”,“payload”:{“a”:“b”}}, thanks'],
    ['low and high quotes', 'so: {„event“: „REOPEN_CASE“, „payload“: {}} ok'],
    ['nothing else', '{“event”:“REOPEN_CASE”,“payload”:{}}'],
  ])('are found in a chat with %s, as they stand there', (_, chat) => {
    const one = readOne(chat)
    expect(textOf(one)).toBe(/\{.*\}/.exec(chat)![0])
    expect(one).toMatchObject({ format: 'text', trust: 'typed', complete: true })
    expect(one.notes.join()).toContain('smart quotes')
  })

  it('are found beside each other, printed and pasted', () => {
    const { deliveries } = read(`got ${PLAIN}\nand {“event”:“X_Y”,“payload”:{}}\n`, { format: 'text' })
    expect(deliveries.map(one => one.trust)).toEqual(['logged', 'typed'])
  })

  it('are found among thousands of lines that speak of events', () => {
    const talk = [
      '{"level":30,"event":"http.request","req":{"headers":{"a":"b"}},"list":[{"event":1}]}',
      'got event: one of many, then event: another',
      "{ level: 'info', event: 'tick', n: 1 }",
      '{"message":"{\\"event\\":\\"tick\\"}"}',
    ]
    const log = Array.from({ length: 4000 }, (_, index) => (index === 2900 ? `INFO ${BODY}` : talk[index % 4])).join(
      '\n',
    )
    const { deliveries, notices } = read(log)
    expect(deliveries.map(one => [one.source, textOf(one)])).toEqual([['capture, line 2901', BODY]])
    expect(notices).toEqual([])
  })

  it('with the colours of a terminal', () => {
    const coloured = `\u001b[32mINFO\u001b[39m ${inspect(VALUE, { depth: 9, colors: true })}`
    expect(textOf(readOne(coloured))).toBe(PARSED)
  })

  it('are told apart by line', () => {
    const { deliveries } = read(`start\n${PLAIN}\nmiddle ${PLAIN}\n\n  ${BODY}`)
    expect(deliveries.map(one => one.source)).toEqual(['capture, line 2', 'capture, line 3', 'capture, line 5'])
  })

  it('with parts left out in print are lossy', () => {
    const deep = inspect({ event: 'REOPEN_CASE', payload: { a: { b: { c: { d: 1 } } } } })
    expect(deep).toContain('[Object]')
    expect(readOne(deep)).toMatchObject({ complete: false, lossy: expect.stringContaining('leaves parts') })
    const long = inspect({ event: 'REOPEN_CASE', payload: Array.from({ length: 200 }, (_, index) => index) })
    expect(readOne(long).lossy).toContain('leaves parts')
  })

  it('that are cut off are not complete', () => {
    const one = readOne(`INFO ${PLAIN.slice(0, -3)}\n`)
    expect(one).toMatchObject({ complete: false, body: Buffer.from(PLAIN.slice(0, -3)) })
    expect(one.notes.join()).toContain('cut off')
    const { deliveries } = read(`INFO ${PLAIN.slice(0, -3)}\nINFO ${BODY}\n`)
    expect(deliveries.map(delivery => [delivery.complete, textOf(delivery)])).toEqual([
      [false, PLAIN.slice(0, -3)],
      [true, BODY],
    ])
    expect(readOne(JSON.stringify({ body: BODY }).slice(0, 100), { format: 'text' })).toMatchObject({ complete: false })
  })

  it('with replaced characters are lossy', () => {
    expect(readOne(`x ${PLAIN.replace('c-2', '\ufffd')}`).lossy).toContain('U+FFFD')
  })
})

describe('digests near a body', () => {
  it.each([
    [`x-cv-signature: ${SIGNATURE}\nbody: ${BODY}`, SIGNATURE, undefined],
    [`{"headers":{"x-cv-signature":"${SIGNATURE}"},"body":${PARSED}}`, SIGNATURE, undefined],
    [`${BODY} signature=${SIGNATURE}`, SIGNATURE, undefined],
    [`${BODY}\nexpected ${OTHER_DIGEST}, got ${SIGNATURE}`, SIGNATURE, [OTHER_DIGEST]],
    [`${BODY}\ncomputed signature ${OTHER_DIGEST} received signature ${SIGNATURE}`, SIGNATURE, [OTHER_DIGEST]],
    [`${BODY}\nhmac=${OTHER_DIGEST} header=sha256=${SIGNATURE}`, `sha256=${SIGNATURE}`, [OTHER_DIGEST]],
    [`${BODY}\n${SIGNATURE}\n`, undefined, [SIGNATURE]],
    [`rawHeaders: [ 'x-cv-signature', '${SIGNATURE}' ],\n body: ${BODY}`, SIGNATURE, undefined],
    [BODY.replace('c-1', SIGNATURE), undefined, undefined],
    [`${BODY} md5 0123456789abcdef0123456789abcdef`, undefined, undefined],
  ])('%j', (log, signature, digests) => {
    const one = readOne(log, { format: 'text' })
    expect(signatureOf(one)).toBe(signature)
    expect(one.digests).toEqual(digests)
    expect(one.notes.join()).not.toMatch(/[0-9a-f]{16}/)
  })

  it('says what it took for what', () => {
    const one = readOne(`${BODY}\nexpected ${OTHER_DIGEST}, received ${SIGNATURE}`)
    expect(one.notes.slice(1)).toEqual([
      'the digest after "received" was taken for the header x-cv-signature',
      'the digest after "expected" was taken for one that the receiver computed',
    ])
  })

  it('go with the body that they follow, or lead', () => {
    const a = SIGNATURE
    const b = OTHER_DIGEST
    const after = read(`${PLAIN}\nsignature ${a}\n${PLAIN}\nsignature ${b}\n`).deliveries.map(signatureOf)
    const before = read(`signature ${a}\n${PLAIN}\nsignature ${b}\n${PLAIN}\n`).deliveries.map(signatureOf)
    const within = read(`signature ${a} ${PLAIN}\nsignature ${b} ${PLAIN}\n`).deliveries.map(signatureOf)
    expect([after, before, within]).toEqual([
      [a, b],
      [a, b],
      [a, b],
    ])
  })
})
