/** Every fault that the black-box diagnosis is to prove, over real connections. */
import { afterAll, describe, expect, it } from 'vitest'
import { diagnosis, PROVEN } from './diagnosis-kit.js'
import { closeReceivers } from './receiver-kit.js'

afterAll(closeReceivers)

describe.concurrent('a fault is proven by one accepted request', () => {
  it.each(PROVEN)('%s', async (_title, causes, handle) => {
    const found = await diagnosis(handle)
    expect(found).toMatchObject({ verdict: 'found', proof: 'proven', causes, accepted: 1 })
    expect(found.requests).toBeLessThan(300)
  })
})
