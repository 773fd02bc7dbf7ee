/** --capture: what was sent is kept as NDJSON that can be read back, for its owner's eyes only, without secrets of headers. */
import { chmodSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectRefusal, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { S: SECRET, TOKEN: 'tok-Never-Keep-31' }

/** Sends to a receiver of its own with a capture file in this folder. */
async function send(cwd: string, ...args: string[]) {
  const server = await receiver(response => response.writeHead(202).end('{}'))
  const command = ['send', '--url', `${server.url}?a=1`, '--secret-env', 'prod=S', '--capture', 'file.ndjson', ...args]
  return { ...(await cli(command, { cwd, env })), requests: server.requests }
}

const lines = (cwd: string) => jsonLines(readFileSync(`${cwd}/file.ndjson`, 'utf8'))
const mode = (cwd: string) => lstatSync(`${cwd}/file.ndjson`).mode & 0o777

describe.concurrent('a capture file', () => {
  it('keeps each delivery and its answer, says that bodies are unmasked, and is readable by its owner alone', async () => {
    const cwd = folder()
    const { stderr, requests } = await send(cwd, 'CREATE_CASE', 'ADD_CASE_DECISION')
    expect(stderr).toMatch(/^note: file\.ndjson holds the bodies as they are, unmasked$/m)
    expect(mode(cwd)).toBe(0o600)
    const [first, answer, second, , ...rest] = lines(cwd)
    expect(rest).toEqual([])
    const { body } = requests[0]!
    expect(first).toEqual({
      cvHookCapture: 1,
      direction: 'out',
      id: expect.any(String),
      receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      method: 'POST',
      path: '/hook?a=1',
      httpVersion: '1.1',
      headers: expect.arrayContaining([['x-cv-signature', hmac(body, SECRET)]]),
      body: body.toString(),
      complete: true,
      secret: 'prod',
    })
    expect(answer).toEqual({ cvHookAnswer: 1, id: first.id, status: 202, durationMs: expect.any(Number) })
    expect(second.id).not.toBe(first.id)
  })

  it('is appended to by a second run, after a line that was cut as well', async () => {
    const cwd = folder()
    await send(cwd, 'CREATE_CASE')
    expect(lines(cwd)).toHaveLength(2)
    writeFileSync(`${cwd}/file.ndjson`, '{"cut', { flag: 'a' })
    await send(cwd, 'CREATE_CASE')
    const text = readFileSync(`${cwd}/file.ndjson`, 'utf8').split('\n')
    expect([text[2], text.length]).toEqual(['{"cut', 6])
    expect(JSON.parse(text[3]!)).toMatchObject({ cvHookCapture: 1 })
  })

  it('gives bytes that are not UTF-8 back exactly', async () => {
    const bytes = Buffer.from([0xff, 0, 0xed, 0xa0, 0xbd])
    const cwd = folder({ bytes })
    await send(cwd, '--data', 'bytes')
    expect(Buffer.from(lines(cwd)[0].bodyBase64, 'base64')).toEqual(bytes)
  })

  it('masks Authorization, cookies and static headers', async () => {
    const cwd = folder()
    const secret = ['--header', `Authorization: Bearer ${env.TOKEN}`, '--header', `Cookie: a=${env.TOKEN}`]
    const more = [
      '--static-header',
      'X-Static=TOKEN',
      '--header-env',
      'X-By=TOKEN',
      '--header',
      `X-Api-Key: ${env.TOKEN}`,
    ]
    const { requests, stdout, stderr } = await send(cwd, 'CREATE_CASE', ...secret, ...more)
    const wanted = { authorization: `Bearer ${env.TOKEN}`, 'x-static': env.TOKEN, 'x-by': env.TOKEN }
    expect(requests[0]!.headers).toMatchObject(wanted)
    const text = readFileSync(`${cwd}/file.ndjson`, 'utf8')
    expect(text).toContain('["Authorization","<masked>"]')
    expect(text).toContain('["X-Static","<masked>"]')
    for (const one of [text, stdout, stderr]) {
      expect(one).not.toContain(env.TOKEN)
      expect(one).not.toContain(SECRET)
    }
  })

  it.each([
    ['?a=1&token=tok-1&b=', '?a=1&token=<masked>&b='],
    ['?API_Key=tok-1&x=%3D&session', '?API_Key=<masked>&x=%3D&session'],
    ['?%74oken=tok-1&to%6ben=tok-1', '?%74oken=<masked>&to%6ben=<masked>'],
    [
      '?sig=a&code=b&codec=c&X-Amz-Signature=tok-1&%zz=b',
      '?sig=<masked>&code=<masked>&codec=c&X-Amz-Signature=<masked>&%zz=b',
    ],
    ['?x-auth=tok-1=tok-2&a=b', '?x-auth=<masked>&a=b'],
  ])('masks values of the query whose names look secret: %s', async (query, kept) => {
    const cwd = folder()
    const server = await receiver()
    const args = ['send', 'CREATE_CASE', '--unsigned', '--capture', 'file.ndjson', '--url', server.url + query]
    expect(await cli(args, { cwd, env })).toMatchObject({ code: 0 })
    expect(server.requests[0]!.path).toBe(`/hook${query}`)
    expect(lines(cwd)[0].path).toBe(`/hook${kept}`)
  })

  it('keeps a delivery that was never answered', async () => {
    const cwd = folder()
    expect(await send(cwd, 'CREATE_CASE', '--url', 'http://127.0.0.1:1/')).toMatchObject({ code: 3 })
    expect(lines(cwd)).toMatchObject([{ cvHookCapture: 1 }])
  })

  it('keeps every delivery of a bulk run', async () => {
    const cwd = folder()
    await send(cwd, 'ADD_CASE_DECISION', '--fresh', '--count', '50', '--concurrency', '10')
    const kept = lines(cwd)
    const sent = kept.filter(line => line.cvHookCapture)
    expect([sent.length, new Set(sent.map(line => line.id)).size, kept.length]).toEqual([50, 50, 100])
    for (const { body, headers } of sent)
      expect(headers).toContainEqual(['x-cv-signature', hmac(Buffer.from(body), SECRET)])
  })

  it('that others could read is for its owner alone from then on', async () => {
    const cwd = folder({ 'file.ndjson': '' })
    chmodSync(`${cwd}/file.ndjson`, 0o644)
    const { code } = await send(cwd, 'CREATE_CASE')
    expect({ code, mode: mode(cwd) }).toEqual({ code: 0, mode: 0o600 })
  })
})

describe.concurrent('what cannot be one is refused, and nothing is sent', () => {
  it.each([
    ['a link', 'link', /link: it is a symbolic link/],
    ['a folder', '.', /\.: it is a directory/],
    ['a device', '/dev/null', /\/dev\/null: it is not a regular file/],
    ['a folder that is not there', 'no/file', /no\/file: its folder does not exist/],
  ])('%s', async (_title, path, message) => {
    const cwd = folder({ target: '' })
    symlinkSync('target', `${cwd}/link`)
    const { requests, code, stdout, stderr } = await send(cwd, 'ADD_CASE_DECISION', '--capture', path)
    expect({ code, stdout, requests }).toEqual({ code: 2, stdout: '', requests: [] })
    expect(stderr.match(/^error: .*$/gm)).toEqual([expect.stringMatching(message)])
  })

  it('before it is said that anything is sent', async () => {
    const { requests: _, ...result } = await send(folder(), 'ADD_CASE_DECISION', '--capture', 'no/file')
    expectRefusal(result, /its folder does not exist/)
  })
})
