/** How text looks: coloured only where that is wanted, saying the same with and without, and as wide as the terminal. */
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { cleanUp, receiver } from './receiver.js'

afterAll(cleanUp)

describe.concurrent('colour', () => {
  it('nothing is coloured in a pipe, whatever the terminal is', async () => {
    for (const args of [['events'], ['events', 'CREATE_CASE'], ['send', '--help'], ['nope'], ['send', '--all']]) {
      const { stdout, stderr } = await cli(args, {
        env: { TERM: 'xterm-256color', COLORTERM: 'truecolor', CLICOLOR: '1' },
      })
      expect(stdout + stderr).not.toContain('\x1b')
    }
  })

  it('FORCE_COLOR colours a pipe; NO_COLOR, FORCE_COLOR=0 and --json do not', async () => {
    const of = async (env: Record<string, string>, ...args: string[]) => {
      const { stdout, stderr } = await cli(args, { env })
      return `${stdout}${stderr}`.includes('\x1b')
    }
    expect(await of({ FORCE_COLOR: '1' }, 'events', 'payment')).toBe(true)
    expect(await of({ FORCE_COLOR: '3' }, 'nope')).toBe(true)
    expect(await of({ FORCE_COLOR: '0' }, 'events', 'payment')).toBe(false)
    expect(await of({ NO_COLOR: '1' }, 'events', 'payment')).toBe(false)
    expect(await of({ FORCE_COLOR: '1' }, 'events', 'payment', '--json')).toBe(false)
  })

  it.each(['40', '80'])('is all that differs between coloured and plain text, at %s columns', async COLUMNS => {
    const server = await receiver(response => response.writeHead(403).end('CSRF verification failed. '.repeat(30)))
    const send = ['send', 'ADD_CASE_DECISION', '--url', server.url, '--unsigned']
    for (const args of [['events'], ['events', 'ADD_CASE_DECISION'], ['send', '--help'], ['nope'], send]) {
      const [plain, coloured] = await Promise.all([
        cli(args, { env: { COLUMNS } }),
        cli(args, { env: { COLUMNS, FORCE_COLOR: '1' } }),
      ])
      // A time with more digits breaks a line elsewhere.
      const text = ({ stdout, stderr }: typeof plain) =>
        (stdout + stderr).replace(/\s+/g, ' ').replace(/[\d.]+ m?s\b/g, '')
      expect(stripVTControlCharacters(text(coloured))).toBe(text(plain))
    }
  })
})

describe.concurrent('narrow terminals', () => {
  /** Lines that are too long although they have a blank where they could be broken; lines to be copied stay whole. */
  const tooLong = (text: string, columns: number) =>
    text.split('\n').filter(line => {
      const chars = [...line]
      const indent = line.length - line.trimStart().length
      return chars.length > columns && chars.indexOf(' ', indent) !== -1 && !/^ *cv-hook |^Usage:/.test(line)
    })

  it.each([40, 80])('text is wrapped at %i columns', async columns => {
    const server = await receiver(response => response.writeHead(403).end('CSRF verification failed. '.repeat(30)))
    const env = { COLUMNS: String(columns), CV_HOOK_URL: server.url, CV_HOOK_SECRET: 'x' }
    const lists = [['events'], ['events', 'ADD_CASE_DECISION'], ['events', 'ORDER_CREATED', '--payload', 'full']]
    const sends = [
      ['send', 'ADD_CASE_DECISION'],
      ['send', '--all'],
      ['send', 'CREATE_CASE', '--count', '3', '--fresh'],
    ]
    for (const args of [...lists, ...sends])
      expect([args, tooLong((await cli(args, { env })).stdout, columns)]).toEqual([args, []])
  })

  it('help is wrapped at 40 columns', async () => {
    for (const args of [['--help'], ['send', '--help'], ['events', '--help'], ['demo', '--help']]) {
      expect([args, tooLong((await cli(args, { env: { COLUMNS: '40' } })).stdout, 40)]).toEqual([args, []])
    }
  })

  it.each(['', 'send', 'fixture', 'events', 'sign', 'demo'])(
    'help of "%s" fits 80 columns, whether asked for before or after',
    async name => {
      const asked =
        name === ''
          ? [['--help'], ['-h'], ['help']]
          : [
              [name, '--help'],
              [name, '-h'],
              ['help', name],
            ]
      const texts = await Promise.all(asked.map(args => cli(args)))
      expect(texts.map(({ code, stderr }) => [code, stderr])).toEqual([
        [0, ''],
        [0, ''],
        [0, ''],
      ])
      expect(new Set(texts.map(({ stdout }) => stdout)).size).toBe(1)
      expect(texts[0]!.stdout.split('\n').filter(line => [...line].length > 80)).toEqual([])
    },
  )
})
