/** Interrupted runs: what was done is told, what was under way is not forgotten, and the code says so. */
import type { ChildProcess } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, folder, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

/** Runs `send`, and sends the signal when the receiver has this many requests; all but the last are answered. */
async function interrupt(signal: NodeJS.Signals, after: number, args: string[], answerLast = true) {
  let child: ChildProcess | undefined
  const server = await receiver((response, _request, index) => {
    if (index === after - 1) child!.kill(signal)
    if (index !== after - 1 || answerLast) response.end()
  })
  const result = await cli(['send', '--unsigned', '--url', server.url, ...args], {
    onOutput: (_text, running) => {
      child = running
    },
  })
  expectDecent(result)
  expect(result.signal).toBe(null)
  return { ...result, arrived: server.requests.length }
}

describe.concurrent('a bulk run', () => {
  const bulk = ['ADD_CASE_DECISION', '--fresh', '--concurrency', '4']

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at %s with a summary of what was done and code %i', async (signal, code) => {
    const result = await interrupt(signal, 60, [...bulk, '--count', '1000000', '--json'])
    const records = jsonLines(result.stdout)
    const summary = records.at(-1)
    expect(result.code).toBe(code)
    expect(summary).toMatchObject({ type: 'summary', sent: records.length - 1 })
    expect(summary.sent).toBeGreaterThan(50)
    expect(summary.sent - summary.ok).toBeLessThanOrEqual(4)
  })

  it('tells people, too, what was done', async () => {
    const { code, stdout } = await interrupt('SIGINT', 20, [...bulk, '--duration', '1h'])
    expect(code).toBe(130)
    expect(stdout).toMatch(/(\d+) of \1 as expected, stopped early.*\n +took /)
  })
})

describe.concurrent('a run of a few', () => {
  it('tells that a delivery was given up before its answer came', async () => {
    const { code, stdout, arrived } = await interrupt('SIGINT', 1, ['ADD_CASE_DECISION'], false)
    expect([code, arrived]).toEqual([130, 1])
    expect(stdout).not.toContain('0 of 0')
    expect(stdout).toContain('ADD_CASE_DECISION')
  })

  it('counts in its summary what the receiver has got', async () => {
    const { stdout, arrived } = await interrupt('SIGINT', 2, ['CREATE_CASE', 'ADD_CASE_DECISION', '--json'], false)
    expect(arrived).toBe(2)
    expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'summary', sent: 2, ok: 1 })
  })

  it('says that it was stopped while it waited', async () => {
    const steps = [{ event: 'CREATE_CASE' }, { event: 'ADD_CASE_DECISION', delay: '1h' }]
    const story = `${folder({ 'story.json': JSON.stringify({ steps }) })}/story.json`
    let child: ChildProcess | undefined
    const server = await receiver()
    const result = await cli(['send', '--unsigned', '--url', server.url, '--scenario', story], {
      onOutput: (text, running) => {
        child ??= running
        if (text.includes('CREATE_CASE  200')) child.kill('SIGINT')
      },
    })
    expect(result).toMatchObject({ code: 130, stdout: expect.stringContaining('stopped early') })
  })
})

describe.concurrent('verify', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('of a long recording ends at %s with a summary of what was seen and code %i', async (signal, code) => {
    const count = 40_000
    const line = `${JSON.stringify({ cvHookCapture: 1, headers: [['x-cv-signature', '0'.repeat(64)]], body: '{"event":"CREATE_CASE"}' })}\n`
    const cwd = folder({ 'long.ndjson': line.repeat(count) })
    let sent = false
    const result = await cli(['verify', 'long.ndjson', '--secret', SECRET, '--explanations', '0', '--json'], {
      cwd,
      // The pipe holds less than all of its results: it cannot end before.
      onOutput: (_text, child) => {
        if (!sent) child.kill(signal)
        sent = true
      },
    })
    const records = jsonLines(result.stdout)
    expect([result.code, result.signal]).toEqual([code, null])
    expect(records.at(-1)).toMatchObject({ type: 'summary', deliveries: records.length - 1 })
    expect(records.length).toBeLessThan(count)
  })
})
