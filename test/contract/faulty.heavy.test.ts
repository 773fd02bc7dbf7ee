/** The gallery of faulty receivers again and again, with one lane and with eight: results do not hang on chance. */
import { afterAll, describe, expect, it } from 'vitest'
import { notPassed, test } from './harness.js'
import { closeReceivers, receive } from './receiver-kit.js'
import { FAULTY } from './receivers.js'

afterAll(closeReceivers)

/** Each of these is a thousand requests. */
const SLOW = { timeout: 600_000 }

const FEW = ['CREATE_CASE', 'ADD_CASE_ATTACHMENT', 'ADD_CASE_DECISION', 'PAYMENT_COMPLETED']

/** One that fails at several deliveries at once cannot answer the same to one lane and to eight: it says what it is tried with. */
const STEADY = FAULTY.filter(one => one.concurrency === undefined)

describe.concurrent('the same result three times, with one lane and with eight:', SLOW, () => {
  it.each(STEADY)('$name', async ({ make, found, only, ...more }) => {
    for (const concurrency of [1, 8, 8, 1, 8, 1]) {
      const { url, close } = await receive(make())
      const selection = only ? { selection: { only } } : {}
      const outcome = await test(url, { bodies: { events: FEW }, ...more, ...selection, concurrency })
      expect(notPassed(outcome), `with --concurrency ${concurrency}`).toEqual(found)
      await close()
    }
  })
})
