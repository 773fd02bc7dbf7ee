/** The gaps between deliveries that are sent again. */
import { expect, it } from 'vitest'
import { createGaps, parseSpeed } from '../../../src/app/replay/speed.js'

/** Runs deliveries against a clock that moves by waiting, and by `busy` ms for each delivery; gives when each was sent. */
async function sentAt(speed: string, received: (number | undefined)[], busy = 0) {
  let clock = 1000
  const waits: number[] = []
  const turn = createGaps(parseSpeed(speed), {
    now: () => clock,
    sleep: async ms => {
      clock += ms
    },
    signal: new AbortController().signal,
    onWait: ms => waits.push(ms),
  })
  const sent: number[] = []
  for (const at of received) {
    await turn(at)
    sent.push(clock - 1000)
    clock += busy
  }
  return { sent, waits }
}

it.each<[string, string, (number | undefined)[], number, number[]]>([
  ['at once', 'max', [0, 5000, 9000], 0, [0, 0, 0]],
  ['as recorded', '1x', [500, 5500, 9500], 0, [0, 5000, 9000]],
  ['a tenth', '10x', [500, 5500, 9500], 0, [0, 500, 900]],
  ['twice as slow', '0.5x', [0, 1000], 0, [0, 2000]],
  ['a slow receiver does not delay those after it', '1x', [0, 1000, 5000], 1500, [0, 1500, 5000]],
  ['times that run backwards, or are not known', '1x', [1000, 0, undefined, 2000], 0, [0, 0, 0, 1000]],
])('%s', async (_title, speed, received, busy, wanted) => {
  expect((await sentAt(speed, received, busy)).sent).toEqual(wanted)
})

it('waits longer than a timer can hold, and says so', async () => {
  const month = 31 * 86_400_000
  expect(await sentAt('1x', [0, month])).toEqual({ sent: [0, month], waits: [month] })
})

it.each(['0x', 'x', '10', '-1x', '1e3x', 'fast', ''])('"%s" is no speed', text => {
  expect(() => parseSpeed(text)).toThrow(expect.objectContaining({ code: 'usage' }))
})
