/** Captures of many megabytes: read within memory, or refused. */
import { afterAll, describe, expect, it } from 'vitest'
import type { CapturedDelivery } from '../../src/captures/delivery.js'
import { readCaptureFile } from '../../src/store/capture-file.js'
import { BODY, PLAIN, request, textOf } from '../captures/sample.js'
import { file, line, readAll, refusal, removeFolder, stdin } from './capture-kit.js'

afterAll(removeFolder)

describe('a capture of cv-hook', () => {
  it('holds bodies of many megabytes one after another, each until the next', async () => {
    const large = ['é"', 'x', '\\'].map(text => Buffer.alloc(9 * 1024 ** 2, text))
    const bodies = [...large, Buffer.from(PLAIN)]
    const { path } = file('large', bodies.map((body, index) => line(`d${index}`, body)).join(''))
    const given: CapturedDelivery[] = []
    for await (const one of readCaptureFile({ path }).deliveries) {
      expect(Buffer.compare(one.body!, bodies[given.length]!)).toBe(0)
      given.push(one)
    }
    // Their memory is used again; none shows the bytes of another.
    expect(given.map(one => one.body!.length)).toEqual([0, 0, large[2]!.length, PLAIN.length])
  })

  it('passes over longer lines than can be held', async () => {
    const piece = Buffer.alloc(1024 ** 2, 'x')
    const endless = Array.from({ length: 97 }, () => piece)
    const all = [line('a', Buffer.from(PLAIN)), ...endless, '\n', line('b', Buffer.from(BODY)), ...endless]
    const { deliveries, notices } = await readAll(stdin(...all))
    expect(deliveries.map(textOf)).toEqual([PLAIN, BODY])
    expect(notices).toEqual([2, 4].map(number => `stdin, line ${number}: is longer than 96 MB; skipped`))
  })
})

describe('what cannot be read is one clear line', () => {
  it.each([
    [
      'a large file of a format that is read at once',
      () => stdin(request(), Buffer.alloc(65 * 1024 ** 2, 'x')),
      'bad-capture',
      /larger than 64 MB, which is the most that a recording in the format http may have$/,
    ],
    [
      'a large file of packets',
      () => stdin(Buffer.from('d4c3b2a1', 'hex'), Buffer.alloc(65 * 1024 ** 2)),
      'bad-capture',
      /packet capture/,
    ],
  ] as const)('%s', async (_, source, code, message) => {
    const error = await refusal(source())
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)])
    expect(error.exitCode).toBe(2)
  })

  it('a body that is larger than memory should hold', async () => {
    const error = await refusal(stdin(PLAIN, Buffer.alloc(97 * 1024 ** 2, ' ')), { format: 'body' })
    expect([error.code, error.message]).toEqual([
      'bad-capture',
      'stdin: is larger than 96 MB, which is the most that a body may have',
    ])
    expect(error.hints.join()).toContain('cv-hook sign')
  })
})
