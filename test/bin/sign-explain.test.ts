/** `sign --explain`: what is hashed, told without showing any of it, and without changing the signature. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, folder } from './receiver.js'

const SECRET = 'tøp-secret-7c1f'
const env = { S: SECRET }
const explain = async (input: string | Buffer, more: Record<string, string> = {}, ...args: string[]) => {
  const result = await cli(['sign', '--secret-env', 'S', '--explain', ...args], { env: { ...env, ...more }, input })
  const plain = await cli(['sign', '--secret-env', 'S'], { env: { ...env, ...more }, input })
  expect(result.code).toBe(0)
  expectDecent(result, [SECRET])
  if (!args.includes('--json')) expect(result.stdout).toBe(plain.stdout)
  return result
}

let cwd: string
beforeAll(() => {
  cwd = folder({ large: Buffer.alloc(9 * 1024 * 1024, ' '), body: '{"name":"Zoë","phone":"+1 404"}' })
})
afterAll(cleanUp)

describe.concurrent('says', () => {
  it.each<[string, string | Buffer, RegExp[]]>([
    [
      'that a body is as the sender writes it',
      '{"name":"Zoë"}',
      [/14|15 bytes/, /JSON +compact, spelled as/, /no line/],
    ],
    [
      'a line feed at the end',
      '{"a":1}\n',
      [/8 bytes/, /ends with +a line feed, which is signed too/, /compact, .* but for/],
    ],
    ['a CRLF at the end', '{"a":1}\r\n', [/ends with +a CRLF/]],
    ['a NUL at the end', '{"a":1}\0', [/ends with +a NUL/, /JSON +none/]],
    [
      'a byte order mark',
      '\ufeff{"a":1}',
      [/first bytes +<BOM>\{"x":9\}/, /a byte order mark \(UTF-8\)/, /JSON +compact/],
    ],
    ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), [/a byte order mark \(UTF-16\)/, /JSON +none/]],
    ['blanks', '{"a": 1, "b": 2}', [/blanks were put between .*\(json-spacing\).*looks like Python's json\.dumps/]],
    ['escapes of another language', '{"a":"\\/"}', [/\(json-slash-escapes\); looks like PHP's json_encode/]],
    ['that it is no JSON', 'hello', [/JSON +none: these bytes are not JSON/]],
    ['that there is nothing', '', [/what is signed: nothing, the input is empty/]],
  ])('%s', async (_, input, patterns) => {
    const { stderr } = await explain(input)
    const text = stderr.replace(/\n {10,}/g, ' ')
    for (const pattern of patterns) expect(text).toMatch(pattern)
    expect(text).toMatch(/secret +secret 1 \(S\), 15 characters \(16 bytes in UTF-8\)/)
  })
})

it.concurrent('masks what it shows of a body, from a file and from a pipe', async () => {
  const { stderr } = await cli(['sign', 'body', '--secret-env', 'S', '--explain'], { env, cwd })
  expect(stderr).toMatch(/^what is signed: 32 bytes$/m)
  expect(stderr).toMatch(/first bytes {2}\{"xxxx":"xxxx","/)
  expect(stderr).toMatch(/last bytes +xxxxx":"\+9 999"\}/)
  expect(stderr).not.toMatch(/Zo|404|name|phone/)
})

it.concurrent('warns of a suspicious secret without showing it', async () => {
  const { stderr } = await explain('{}', { S: ' quoted"7c1f ' })
  expect(stderr).toMatch(/^warning: secret 1 \(S\) has blanks or line breaks around it/m)
  expect(stderr).toMatch(/secret +secret 1 \(S\), 13 characters$/m)
  expect(stderr).not.toContain('7c1f')
})

it.concurrent('looks at no more than it can keep', async () => {
  const { stderr, stdout } = await cli(['sign', 'large', '--secret-env', 'S', '--explain'], { env, cwd })
  expect(stderr).toMatch(/what is signed: 9,437,184 bytes/)
  expect(stderr).toMatch(/JSON +not looked at: more than 8 MiB/)
  expect(stdout).toBe((await cli(['sign', 'large', '--secret-env', 'S'], { env, cwd })).stdout)
})

it.concurrent('fits a narrow terminal', async () => {
  const { stderr } = await explain('\ufeff{"a": 1}\n', { COLUMNS: '40' })
  expect(Math.max(...stderr.split('\n').map(line => line.length))).toBeLessThanOrEqual(40)
})

it.concurrent('with --json is a member of the record, and standard error stays empty', async () => {
  const { stdout, stderr } = await explain('{"a":"Zoë 1"}\r\n', {}, '--json')
  expect(stderr).toBe('')
  expect(jsonLines(stdout)).toMatchObject([
    {
      type: 'signature',
      bytes: 16,
      explain: {
        bytes: 16,
        first: { text: '{"x":"xxxx 9"}\\r\\n' },
        byteOrderMark: null,
        end: 'CRLF',
        json: 'rewritten',
        causes: ['body-trailing-bytes'],
        secret: { label: 'secret 1', source: 'S', characters: 15, bytes: 16, warnings: [] },
      },
    },
  ])
})
