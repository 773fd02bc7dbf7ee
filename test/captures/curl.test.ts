/** Pasted curl commands. */
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { CvHookError } from '../../src/core/errors.js'
import { hasPeer } from '../support/peers.js'
import { BODY, PLAIN, read, readOne, SIGNATURE, signatureOf, textOf } from './sample.js'

const HEADERS = `-H 'content-type: application/json' -H "x-cv-signature: ${SIGNATURE}"`
const single = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

describe('one command', () => {
  it('gives what curl would send, as typed', () => {
    const one = readOne(
      `$ curl -sS -X POST ${HEADERS} \\\n  --data-raw ${single(BODY)} \\\n  'https://example.com/hooks/cv?x=1#top'\n`,
    )
    expect(one).toEqual({
      source: 'capture, command 1',
      format: 'curl',
      trust: 'typed',
      method: 'POST',
      path: '/hooks/cv?x=1',
      headers: [
        ['content-type', 'application/json'],
        ['x-cv-signature', SIGNATURE],
      ],
      body: Buffer.from(BODY),
      complete: true,
      notes: [],
    })
  })

  it.each([
    ['single quotes', single(BODY)],
    ['double quotes', `"${BODY.replace(/[\\"$`]/g, '\\$&')}"`],
    [
      'ANSI C quotes with code units, as Chrome copies',
      `$'${BODY.replace(/[\\']/g, '\\$&').replace(/[^\x20-\x7e]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`,
    ],
    ['ANSI C quotes with bytes', `$'${[...Buffer.from(BODY)].map(byte => `\\x${byte.toString(16)}`).join('')}'`],
    [
      'ANSI C quotes with octal bytes',
      `$'${[...Buffer.from(BODY)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`,
    ],
    ['backslashes', BODY.replace(/[^A-Za-z0-9]/gu, '\\$&').replaceAll('\\\n', '')],
    [
      'pieces of all of them',
      `'{"event'"\\":"\\"${BODY.slice(10, 30).replaceAll('"', '\\"')}${single(BODY.slice(30))}`,
    ],
  ])('in %s', (_, word) => {
    const one = readOne(`curl ${HEADERS} -d ${word} localhost:3000/h`)
    expect(textOf(one)).toBe(BODY)
    expect(one).toMatchObject({ method: 'POST', path: '/h', complete: true })
  })

  it.each([
    [`curl x.example/ -d a -d b --data-raw '@c' --data-binary d`, 'a&b&@c&d'],
    [`curl x.example/ --json '{"a":1}' --json ',2'`, '{"a":1},2'],
    [`curl x.example/ -da --data-urlencode 'n=a b&é' --data-urlencode '=1+1'`, 'a&n=a+b%26%C3%A9&1%2B1'],
    [`curl --data-binary @- x.example <<'END'\n${PLAIN}\nEND\n`, `${PLAIN}\n`],
    [`curl -d @- x.example <<-END\n\t${PLAIN}\n\tEND\n`, PLAIN],
    [`curl -d @- x.example <<< '${PLAIN}' 2>&1 | jq .`, PLAIN],
    [`curl -T - x.example <<'E'\na\nE\n`, 'a\n'],
    [`sudo /usr/bin/curl.exe -XPOST -d'${PLAIN}' x.example > out.txt`, PLAIN],
    [`curl x.example -d '{"a":\\x0d\\x0a1}'`, '{"a":\r\n1}'],
    [`curl x.example -d \u2018${PLAIN}\u2019 -H \u201ca: b\u201d`, PLAIN],
    [`curl --url x.example/h -d 1 # a remark about 'it\nfollows`, '1'],
    [`curl -d @- x.example <<END\nit's \\$5 \\\\ \\\ngoes on\nEND\n`, "it's $5 \\ goes on"],
    [`curl x.example -d a \\\r\n -d b`, 'a&b'],
    [`curl x.example -d "$(printf '{"a":"\\x09it'"'"'s \\"b\\" \\n"\\x0a}')"`, `{"a":"\tit's \\"b\\" \\n"\n}`],
  ])('%j', (command, body) => {
    expect(textOf(readOne(command))).toBe(body)
  })

  it('takes several with --next, separators and text around', () => {
    const text = `Hi, here's what I ran:\n\ncurl -d 1 a.example/x --next -d 2 b.example/y; curl -d 3 c.example\n# done & fine\n`
    expect(read(text).deliveries.map(one => [one.source, one.path, textOf(one)])).toEqual([
      ['capture, command 1', '/x', '1'],
      ['capture, command 1', '/y', '2'],
      ['capture, command 2', '/', '3'],
    ])
  })

  it('tells headers as curl reads them', () => {
    const one = readOne(`curl a.example -d 1 -H 'A: b' -H 'Empty;' -H 'Removed:' -A me -H 'a:c'`)
    expect(one.headers).toEqual([
      ['A', 'b'],
      ['Empty', ''],
      ['user-agent', 'me'],
      ['a', 'c'],
    ])
  })

  it('adds the headers of --json once, where they are not given', () => {
    const one = readOne(`curl a.example --json 1 --json 2 -H 'Accept: x'`)
    expect(one.headers).toEqual([
      ['Accept', 'x'],
      ['content-type', 'application/json'],
    ])
  })

  it('without data is not complete, and none without a signature either', () => {
    expect(readOne(`curl -X POST ${HEADERS} a.example`)).toMatchObject({ complete: false, body: undefined })
    expect(read('curl a.example\ncurl -d 1 a.example')).toMatchObject({
      deliveries: [{ source: 'capture, command 2' }],
      notices: ['capture, command 1: sends no data; skipped'],
    })
  })

  it.each([
    ['a variable in braces', `curl a.example -d "$\{BODY:-x}"`],
    ['a command', 'curl a.example -d "$(cat $(ls) body)"'],
    ['a command in backticks', 'curl a.example -d `cat body`'],
    ['an open here-document', `curl a.example -d @- <<END\n{"a":"$A"}\nEND\n`],
    ['a sum', 'curl a.example -d $((1+1))'],
  ])('says that only a shell knows %s', (_title, command) => {
    expect(readOne(command).lossy).toContain('variable')
  })

  it('takes the request line from --url, -I and -G', () => {
    expect(readOne('curl --url a.example/x -d 1 b.example/y')).toMatchObject({ method: 'POST', path: '/x' })
    expect(readOne(`curl -I ${HEADERS} a.example/x`)).toMatchObject({ method: 'HEAD', path: '/x', complete: false })
    const get = readOne(`curl -G -d a=1 ${HEADERS} a.example/x`)
    expect(get).toMatchObject({ complete: false, body: undefined })
    expect(get.notes).toContain('with --get the data goes into the URL: the request has no body')
  })

  it('says that a file of headers was not read', () => {
    expect(readOne('curl -H @headers.txt -d 1 a.example').notes).toEqual(['a file of headers (-H @file) was not read'])
  })

  it('says that a variable cannot be known', () => {
    const one = readOne(`curl a.example -H "x-cv-signature: $SIG" -d "{\\"a\\":\\"$NAME\\"}"`)
    expect(one.lossy).toContain('variable')
    expect(JSON.stringify([one.lossy, one.notes])).not.toContain('NAME')
  })
})

describe('files that a command names', () => {
  const files: Record<string, string> = { 'b.json': '{"a":\r\n1}\n' }
  const readReferenced = (path: string) => {
    if (files[path] === undefined) throw new Error('secret path')
    return Buffer.from(files[path])
  }

  it('are read where that is allowed; -d strips line breaks, --data-binary does not', () => {
    expect(textOf(readOne('curl -d @b.json a.example', { readReferenced }))).toBe('{"a":1}')
    expect(textOf(readOne('curl --data-binary @b.json a.example', { readReferenced }))).toBe('{"a":\r\n1}\n')
    expect(textOf(readOne('curl --json @b.json a.example', { readReferenced }))).toBe('{"a":\r\n1}\n')
  })

  it.each([
    ['curl -d @b.json a.example', undefined, /only where that is allowed/, '--files'],
    ['curl -d @other a.example', readReferenced, /cannot be read/, '--files'],
    ['curl -d @- a.example', readReferenced, /standard input/, ''],
    ['curl -F a=@b a.example', readReferenced, /form/, ''],
    ["curl -d 'abc", undefined, /not closed/, ''],
    ['curl -d abc \\', undefined, /backslash/, ''],
    ['curl -d "$(cat', undefined, /not closed/, ''],
    ['curl -d `cat', undefined, /not closed/, ''],
    ['curl -d ${A', undefined, /not closed/, ''],
    ['curl -d $', undefined, /not closed/, ''],
    ["curl -d $'a", undefined, /not closed/, ''],
    ['curl -d @- a.example <<END\na\n', undefined, /not closed/, ''],
    ['curl a.example -d', undefined, /needs a value/, ''],
    ['curl ^"http://a.example^" ^\r\n  -d 1', undefined, /Windows/, ''],
    ['curl a.example `\n -d 1', undefined, /Windows/, ''],
  ])('%j is refused', (command, reader, message, hint) => {
    const options = reader ? { readReferenced: reader } : {}
    const attempt = () => read(command, options)
    expect(attempt).toThrow(message)
    expect(attempt).toThrow(CvHookError)
    try {
      attempt()
    } catch (error) {
      expect((error as CvHookError).hints.join()).toContain(hint)
    }
    const { deliveries, notices } = read(`curl -d 1 a.example\n${command}`, options)
    expect(deliveries).toHaveLength(1)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(message)
  })
})

it.runIf(hasPeer('bash'))('cuts words as bash does', () => {
  const words = [
    `a'b'"c"\\d`,
    `"\\a\\$\\\\ \\\n!"`,
    `$'\\a\\b\\e\\f\\n\\r\\t\\v\\\\\\'\\"\\?\\x41\\101\\u00e9\\U0001f489\\q\\cA\\cz\\c?'`,
    `$"x"y`,
    `''`,
    `'#'a#b`,
    `\\#c`,
    `"'"'"'`,
    `é💉`,
  ]
  for (const word of words) {
    const bash = execFileSync('bash', ['--norc', '-c', `printf %s ${word}`], { env: { LC_ALL: 'C.UTF-8' } })
    expect(readOne(`curl a.example/ --data-raw ${word}`).body, word).toEqual(bash)
  }
})

it('keeps a signature that was pasted', () => {
  expect(signatureOf(readOne(`curl ${HEADERS} -d 1 a.example`))).toBe(SIGNATURE)
})
