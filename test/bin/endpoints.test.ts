/** Endpoints with manners of their own: endless or early answers, redirects, credentials and tokens in the URL. */
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { answeringEarly, closeServers, endless, unusedUrl } from '../support/servers.js'
import { cleanUp, expectDecent, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(closeServers)
afterAll(cleanUp)

async function send(url: string, ...args: string[]) {
  const what = args.includes('--data') ? [] : ['ADD_CASE_DECISION']
  const result = await cli(['send', ...what, '--url', url, '--secret-env', 'S', ...args], { env: { S: SECRET } })
  expectDecent(result)
  return { ...result, text: result.stdout.replace(/\n +/g, ' ') }
}

describe.concurrent('answers that misbehave', () => {
  it('one without an end is cut', async () => {
    const result = await send((await endless()).url)
    expect(result).toMatchObject({ code: 0, text: expect.stringMatching(/\(cut: 400 characters of \d+ kB or more\)/) })
  })

  it('a redirect loop is not entered', async () => {
    const server = await receiver((response, { path }) => response.writeHead(307, { location: path }).end())
    expect(await send(server.url)).toMatchObject({ code: 1, text: expect.stringContaining('follows no redirect') })
    expect(server.requests).toHaveLength(1)
  })

  it.each(['keep', 'end'] as const)(
    '413 before a body of 25 MB is read is the answer, whatever comes then: %s',
    async afterwards => {
      const server = await answeringEarly('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n', 'head', afterwards)
      const result = await send(server.url, '--data', `${folder({ big: Buffer.alloc(25 * 1024 * 1024, 0x20) })}/big`)
      expect(result).toMatchObject({ code: 1, text: expect.stringMatching(/✗ your data +413.*raise it/) })
    },
  )

  it('503 is tried again where that is asked for', async () => {
    const server = await receiver((response, _request, index) => response.writeHead(index === 0 ? 503 : 200).end())
    const result = await send(server.url, '--retries', '2', '--json')
    expect(jsonLines(result.stdout)).toMatchObject([{ ok: true, attempts: 2 }, { retries: 1 }])
  })
})

describe.concurrent('several deliveries', () => {
  it('one without an answer outweighs one with the wrong answer', async () => {
    const server = await receiver((response, _request, index) =>
      index === 0 ? response.writeHead(500).end() : response.destroy(),
    )
    const text = expect.stringContaining('0 of 2 as expected')
    expect(await send(server.url, 'CREATE_CASE')).toMatchObject({ code: 3, text })
  })

  it('in bulk, one answer is enough to have reached the endpoint', async () => {
    const server = await receiver((response, _request, index) => (index === 0 ? response.end() : response.destroy()))
    const result = await send(server.url, '--count', '3', '--fresh')
    expect(result).toMatchObject({ code: 1, text: expect.stringContaining('1 of 3 as expected') })
    expect(await send(await unusedUrl(), '--count', '3', '--fresh')).toMatchObject({ code: 3 })
  })
})

describe.concurrent('a URL with credentials and a token', () => {
  const BASIC = Buffer.from('uSeR:pA@sS').toString('base64')
  const at = (host: string) => `http://uSeR:pA%40sS@${host}/hook?token=QuErY&FlAg`

  it.each([
    ['text', []],
    ['records', ['--json']],
    ['a bulk run', ['--count', '2', '--fresh']],
  ])('is used as it is, and not printed: %s', async (_title, args) => {
    const server = await receiver(response => response.writeHead(401).end())
    expectDecent(await send(at(new URL(server.url).host), ...args), [
      'uSeR',
      'pA@sS',
      'pA%40sS',
      'QuErY',
      'FlAg',
      BASIC,
    ])
    expect(server.requests).not.toEqual([])
    for (const { headers, path, body } of server.requests) {
      expect([headers.authorization, path]).toEqual([`Basic ${BASIC}`, '/hook?token=QuErY&FlAg'])
      expect(headers['x-cv-signature']).toBe(hmac(body, SECRET))
    }
  })

  it.each([
    ['127.0.0.1:1', []],
    ['127.0.0.1:1', ['--json']],
    ['nothing.invalid', []],
  ])('is not printed in errors either: %s %j', async (host, args) => {
    const result = await send(at(host), ...args)
    expectDecent(result, ['uSeR', 'pA@sS', 'pA%40sS', 'QuErY', 'FlAg', BASIC])
    expect(result.code).toBe(3)
  })
})
