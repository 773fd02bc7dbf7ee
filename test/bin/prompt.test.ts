/** On a real terminal (made by util-linux's `script`): the hidden prompt, interruptions, outside text that stays text, talk that fits. */
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { BIN } from '../support/cli.js'
import { hasPeer } from '../support/peers.js'
import { sample } from '../support/tier.js'
import { cleanUp, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const PTY = 'script'

/** Runs the binary on a terminal; `keys` are typed when the prompt stands there. */
function onTerminal(
  args: readonly string[],
  { cwd = folder(), keys = '', url = '', columns = '80', colour = false, setup = '' } = {},
) {
  const command = [...(setup ? ['sh', '-c', setup, '-'] : []), process.execPath, BIN, ...args]
  const quoted = command.map(arg => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ')
  const env = {
    PATH: process.env['PATH'],
    TERM: 'xterm',
    [colour ? 'FORCE_COLOR' : 'NO_COLOR']: '1',
    COLUMNS: columns,
    CV_HOOK_URL: url,
  }
  const child = spawn(PTY, ['-qfec', quoted, '/dev/null'], { cwd, env })
  let text = ''
  let typed = false
  return new Promise<{ code: number | null; text: string }>(resolve => {
    child.stdout.on('data', chunk => {
      text += chunk
      if (typed || !text.includes('secret: ')) return
      typed = true
      child.stdin.write(keys)
    })
    child.on('close', code => resolve({ code, text }))
  })
}

describe.skipIf(!hasPeer(PTY)).concurrent('--secret-prompt', () => {
  const send = ['send', 'ADD_CASE_DECISION', '--secret-prompt']

  it('takes what is typed, and does not show it', async () => {
    const server = await receiver()
    const { code, text } = await onTerminal(send, { keys: `${SECRET}\r`, url: server.url })
    const { headers, body } = server.requests[0]!
    expect([code, headers['x-cv-signature']]).toEqual([0, hmac(body, SECRET)])
    expect(text).not.toContain(SECRET)
  })

  it.each([
    ['Ctrl-C', '\x03', 130],
    ['Ctrl-D', '\x04', 2],
    ['Enter alone', '\r', 2],
  ])('%s ends it, without a stack, and nothing is sent', { timeout: 8000 }, async (_title, keys, wanted) => {
    const server = await receiver()
    const { code, text } = await onTerminal(send, { keys, url: server.url })
    expect({ code, connections: server.connections }).toEqual({ code: wanted, connections: 0 })
    expect(text).not.toMatch(/ at .*:\d+:\d+|bug/)
  })
})

describe.skipIf(!hasPeer(PTY)).concurrent('text from outside on a terminal', () => {
  const evil = '{"a":"\x1b[31mred\x1b]0;pwned\x07\u202e"}'

  const prints: [string, string[]][] = [
    ['a dry run', ['--dry-run']],
    ['a body', ['--dry-run', '--as', 'body']],
    ['a curl line', ['--dry-run', '--as', 'curl']],
    ['JSON', ['--dry-run', '--as', 'json']],
  ]

  it.each(sample(prints, 2))('%s of it is printed, not obeyed', async (_title, args) => {
    const cwd = folder({ 'evil.json': evil })
    const { text } = await onTerminal(['send', '--data', 'evil.json', '--unsigned', ...args], { cwd, url: 'http://h/' })
    expect(text).toContain('red')
    expect(text).not.toMatch(/[\x1b\x07\u202e]/)
  })
})

describe.skipIf(!hasPeer(PTY)).concurrent('a keyboard', () => {
  it.each([
    ['verify', ['verify', '--unsigned'], /error: verify reads files or a pipe, not the keyboard/],
    ['sign', ['sign', '--secret', 'x'], /error: sign reads a file or a pipe, not the keyboard/],
    ['send', ['send', '--data', '-', '--unsigned'], /error: --data - reads a pipe, not the keyboard/],
  ])('is no input of %s', async (_title, args, message) => {
    const { code, text } = await onTerminal(args, { url: 'http://h/' })
    expect({ code, text: text.replace(/\s+/g, ' ') }).toEqual({ code: 2, text: expect.stringMatching(message) })
  })
})

it.skipIf(!hasPeer(PTY)).concurrent('a fixture is laid out on a terminal, which is said', async () => {
  const { code, text } = await onTerminal(['fixture', 'CREATE_CASE', '--set', 'payload.case.title=x'], {
    columns: '200',
  })
  expect(code).toBe(0)
  expect(text).toContain('{\r\n  "event": "CREATE_CASE",\r\n  "payload": {\r\n')
  expect(text).toMatch(
    /note: laid out for reading; what is signed and sent is \d+ compact bytes, as printed into a pipe/,
  )
})

describe.skipIf(!hasPeer(PTY)).concurrent('talk on a terminal', () => {
  const screens: [string, boolean][] = [
    ['40', false],
    ['40', true],
    ['80', false],
  ]

  it.each(sample(screens, 3))('is wrapped at its %s columns (coloured: %s), and is whole', async (columns, colour) => {
    const server = await receiver()
    const runs = [
      ['send', 'CREATE_CASE', '--secret', 'x x', '--fresh', '--documents', 'url'],
      ['send', 'ADD_CASE_DESICION', '--unsigned'],
      ['demo'],
    ]
    const texts = await Promise.all(runs.map(args => onTerminal(args, { url: server.url, columns, colour })))
    for (const { text } of texts) {
      const lines = stripVTControlCharacters(text).split('\r\n')
      expect(lines.filter(line => line.length > Number(columns) && !/^ +cv-hook |^ *\S+$/.test(line))).toEqual([])
    }
    expect(stripVTControlCharacters(texts[0]!.text).replace(/\s+/g, ' ')).toContain(
      'hint: other users of this machine can see --secret in the process list; --secret-env is not visible warning: secret 1',
    )
  })
})

describe.skipIf(!hasPeer(PTY))('a terminal that says that it has no columns', () => {
  it('gets no progress line, and a bulk run ends', async () => {
    const server = await receiver()
    const args = ['send', 'CREATE_CASE', '--unsigned', '--count', '500', '--concurrency', '10']
    const { code, text } = await onTerminal(args, { url: server.url, columns: '' })
    expect({ code, requests: server.requests.length }).toEqual({ code: 0, requests: 500 })
    expect(text).toContain('500 of 500 as expected')
  })
})

describe.skipIf(!hasPeer(PTY)).concurrent('the progress line of a bulk run', () => {
  it.each([
    [true, '\x1b[36m'],
    [false, ''],
  ])('is drawn over itself, coloured only where that is wanted (coloured: %s)', async (colour, before) => {
    const server = await receiver()
    const setup = 'stty cols 80 rows 24; exec "$@"'
    const args = ['send', 'CREATE_CASE', '--unsigned', '--count', '500', '--concurrency', '10']
    const { code, text } = await onTerminal(args, { url: server.url, colour, setup })
    expect(code).toBe(0)
    expect(text).toMatch(/[\u2800-\u28ff]/)
    expect(text).toContain(`${before}\u280b`)
    expect(text.includes('\x1b[36m')).toBe(colour)
  })
})
