/** Answers that are hostile, binary, long or private: made printable, named, cut, masked. */
import { afterAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { cleanUp, expectDecent, folder, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

/** Sends to a receiver that answers so; the whole output, with wrapped lines joined again. */
async function shown(status: number, headers: Record<string, string>, body: string | Buffer, ...args: string[]) {
  const server = await receiver(response => response.writeHead(status, headers).end(body))
  const what = args.includes('--data') ? [] : ['ADD_CASE_DECISION']
  const result = await cli(['send', ...what, '--url', server.url, '--secret-env', 'S', ...args], { env: { S: SECRET } })
  expectDecent(result)
  return (result.stdout + result.stderr).replace(/\n +/g, ' ')
}

describe.concurrent('what comes from outside', () => {
  it.each([
    ['text', [], 'a\\x1b[31mred\\x1b]0;title\\x07'],
    ['records', ['--json'], 'a\\\\x1b[31mred'],
  ])('escape sequences, bidi and zero-width characters are shown, not obeyed: %s', async (_title, args, part) => {
    const nasty = 'a\x1b[31mred\x1b]0;title\x07 \u202egnp.exe\u2066\u200b\u009b1m\r\n\u2028end'
    const text = await shown(200, { 'x-nasty': '\u009b1m' }, nasty, ...args)
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/)
    expect(text).toContain(part)
  })

  it('a binary answer is named, not printed', async () => {
    const text = await shown(200, { 'content-type': 'image/png' }, Buffer.from([0x89, 0x50, 0, 1, 0xff]))
    expect(text).toContain('answer: 5 bytes of binary data, image/png')
  })

  it('a long answer is cut, and says by how much', async () => {
    const text = await shown(500, {}, 'word '.repeat(4000))
    expect(text).toMatch(/answer: word .*word ?\.\.\. \(cut: 400 characters of 20 kB\)/)
    expect(text.length).toBeLessThan(1000)
  })
})

describe.concurrent("answers to the user's own data", () => {
  const args = ['--data', '-']
  const send = async (...more: string[]) => {
    const data = `${folder({ 'own.json': '{}' })}/own.json`
    const headers = { 'content-type': 'application/json', 'x-patient': 'Jane Roe' }
    return shown(200, headers, '{"patient":"Jane Roe"}', ...args.with(1, data), ...more)
  }

  it.each([
    ['where all went well', []],
    ['in records', ['--json']],
    ['where it was not as expected', ['--expect-status', '500']],
    ['as an example of a bulk run', ['--count', '2', '--expect-status', '500']],
  ])('are masked %s', async (_title, more) => {
    expect(await send(...more)).not.toContain('Jane')
  })

  it('are described, and shown with --reveal', async () => {
    expect(await send()).toContain('answer: 22 bytes, application/json (masked; --reveal shows it)')
    expect(await send('--reveal')).toContain('Jane Roe')
  })

  it('may carry text in their status line, which is not shown either', async () => {
    const server = await receiver(response => response.writeHead(200, 'Jane Roe').end())
    const { stdout } = await cli(['send', '--data', '-', '--url', server.url, '--unsigned'], { input: '{}' })
    expect(stdout).not.toContain('Jane')
  })
})
