/** What an answer means, where it is none that a receiver should give. */
import { expect, it } from 'vitest'
import { judgeAlike, judgeAnswer, judgeConnection, judgeTime, saySame } from '../../src/contract/judge.js'
import { CvHookError } from '../../src/core/errors.js'
import { ACCEPTED, REFUSED } from '../../src/core/status.js'
import type { DeliveryResult } from '../../src/http/delivery.js'

const STATUSES = { accepted: ACCEPTED, refused: REFUSED }
const answered = (status: number, text = '', attempts = 1): DeliveryResult => ({
  ok: true,
  status,
  statusText: '',
  headers: [],
  body: Buffer.from(text),
  bodyBytes: text.length,
  truncated: false,
  durationMs: 1,
  attempts,
})
const silent: DeliveryResult = {
  ok: false,
  error: new CvHookError('reset', 'it closed the connection'),
  phase: 'waiting',
  durationMs: 1,
  attempts: 1,
}
const stopped: DeliveryResult = { ...silent, cancelled: true }

it.each<[string, Parameters<typeof judgeAnswer>[0], DeliveryResult, object]>([
  ['a forged delivery that gets no answer', 'refused', silent, { outcome: 'fail', actual: 'reset' }],
  ['a valid one that gets none', 'accepted', silent, { outcome: 'error', actual: 'reset' }],
  ['one that was given up', 'refused', stopped, { outcome: 'skip', actual: 'interrupted' }],
  ['a forged one that comes too soon', 'refused', answered(429), { outcome: 'inconclusive', note: /limits the rate/ }],
  ['a valid one that comes too soon', 'accepted', answered(429), { outcome: 'inconclusive', note: /limits the rate/ }],
  ['a forged one to an unknown path', 'refused', answered(404), { outcome: 'inconclusive', note: /^404 does not say/ }],
  ['a forged one that breaks it', 'refused', answered(503), { outcome: 'fail', note: /make it fail at will/ }],
  ['what is right at the second attempt', 'accepted', answered(200, '', 2), { outcome: 'flaky', note: /attempt 2$/ }],
])('%s', (_title, expected, answer, { note, ...verdict }: { note?: RegExp }) => {
  expect(judgeAnswer(expected, answer, STATUSES)).toMatchObject({
    ...verdict,
    ...(note ? { note: expect.stringMatching(note) } : {}),
  })
})

it.each<[string, DeliveryResult[], object]>([
  ['alike', [answered(200), answered(202)], { outcome: 'pass' }],
  ['of another class', [answered(200), answered(409)], { outcome: 'fail', actual: '200, then 409' }],
  ['a first that is refused', [answered(500), answered(200)], { outcome: 'fail', actual: '500' }],
  ['a first without an answer', [silent, answered(200)], { outcome: 'error' }],
  ['a second without an answer', [answered(200), silent], { outcome: 'error' }],
  ['a second that came too soon', [answered(200), answered(429)], { outcome: 'inconclusive' }],
])('the same delivery twice: %s', (_title, answers, verdict) => {
  expect(judgeAlike(answers, STATUSES)).toMatchObject(verdict)
})

it.each<[string, [DeliveryResult, reused: boolean, closedSilently: boolean][], object]>([
  [
    'kept',
    [
      [answered(200), false, false],
      [answered(200), true, false],
    ],
    { outcome: 'pass', actual: 'kept' },
  ],
  [
    'closed, which was said',
    [
      [answered(200), false, false],
      [answered(200), false, false],
    ],
    { outcome: 'pass', actual: /said so/ },
  ],
  [
    'closed silently',
    [
      [answered(200), false, true],
      [answered(200), false, false],
    ],
    { outcome: 'fail', actual: 'closed' },
  ],
  [
    'broken at the second',
    [
      [answered(200), false, false],
      [silent, true, false],
    ],
    { outcome: 'fail', note: /^the request after another/ },
  ],
  ['broken at the first', [[silent, false, false]], { outcome: 'error', actual: 'reset' }],
  [
    'refused at the last',
    [
      [answered(200), false, false],
      [answered(401), true, false],
      [answered(500), true, false],
    ],
    { outcome: 'fail', actual: '500' },
  ],
  [
    'given up',
    [
      [answered(200), false, false],
      [stopped, true, false],
    ],
    { outcome: 'skip' },
  ],
])('requests on one connection: %s', (_title, answers, wanted) => {
  const kept = answers.map(([result, reused, closedSilently]) => ({ result, reused, closedSilently }))
  const verdict: object = Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [
      name,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]),
  )
  expect(judgeConnection(kept, STATUSES)).toMatchObject(verdict)
})

it('the time: nothing accepted, in time, late, and given up before its time', () => {
  expect(judgeTime(undefined, 1000)).toMatchObject({ outcome: 'inconclusive', actual: 'no delivery was accepted' })
  expect(judgeTime({ id: 'a', ms: 900, late: false }, 1000)).toMatchObject({
    outcome: 'pass',
    actual: 'at most 900 ms',
  })
  expect(judgeTime({ id: 'a', ms: 1100, late: false }, 1000)).toMatchObject({
    outcome: 'fail',
    note: 'a took the longest',
  })
  expect(judgeTime({ id: 'a', ms: 1100, late: true }, 1000)).toMatchObject({
    outcome: 'fail',
    note: 'a had none after 1.1 s',
  })
  expect(judgeTime({ id: 'a', ms: 900, late: true }, 1000)).toMatchObject({ outcome: 'inconclusive' })
})

it('answers say the same whatever digests they repeat', () => {
  const [a, b] = ['a', 'b'].map(digit => digit.repeat(64))
  expect(saySame(answered(401, `not ${a}`), answered(401, `not ${b}`))).toBe(true)
  expect(saySame(answered(401, `not ${a}`), answered(401, 'no'))).toBe(false)
  expect(saySame(answered(401), answered(400))).toBe(false)
  expect(saySame(answered(401), silent)).toBe(false)
  expect(saySame(silent, silent)).toBe(true)
})
