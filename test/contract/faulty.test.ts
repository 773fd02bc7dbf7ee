/** Faulty receivers over real connections: each is caught by the checks that name its fault, and by no others. */
import { afterAll, describe, expect, it } from 'vitest'
import { sample } from '../support/tier.js'
import { notPassed, test } from './harness.js'
import { closeReceivers, correct, receive } from './receiver-kit.js'
import { FAULTY } from './receivers.js'

afterAll(closeReceivers)

/** Each of these is some hundred requests. */
const SLOW = { timeout: 120_000 }

describe.concurrent('a right receiver', SLOW, () => {
  it('passes everything, with one lane and with eight', async () => {
    const [one, eight] = await Promise.all(
      [1, 8].map(async concurrency => {
        const { url } = await receive(correct)
        return test(url, { concurrency, selection: { skip: [] } })
      }),
    )
    expect(notPassed(one!)).toEqual({})
    expect(notPassed(eight!)).toEqual({})
    expect(eight!.told).toEqual(one!.told)
    expect(one!.told.length).toBeGreaterThan(150)
  })
})

const FEW = ['CREATE_CASE', 'ADD_CASE_ATTACHMENT', 'ADD_CASE_DECISION', 'PAYMENT_COMPLETED']

describe.concurrent('a faulty receiver is caught by what names its fault:', SLOW, () => {
  it.each(sample(FAULTY, 2))('$name', async ({ make, found, only, ...more }) => {
    const { url } = await receive(make())
    const outcome = await test(url, { bodies: { events: FEW }, ...more, ...(only ? { selection: { only } } : {}) })
    expect(notPassed(outcome)).toEqual(found)
  })
})
