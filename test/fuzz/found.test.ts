/** Inputs that broke something once, tried again: `npm run fuzz` leaves what it finds in found/. Beside them, a few good ones. */
import { expect, it } from 'vitest'
import { foundBy, TARGET_NAMES, targetOf } from './inputs.js'
import { SEEDS } from './seeds.js'

/** Of the seeds; the heavy tier takes all of them. */
const FEW = 3

it.each(TARGET_NAMES)('%s', async name => {
  const fuzz = await targetOf(name)
  const good = SEEDS[name]!.slice(0, FEW).map((input, index) => [`seed ${index}`, input] as const)
  for (const [file, input] of [...foundBy(name), ...good]) {
    await expect(Promise.resolve(input).then(fuzz), file).resolves.toBeUndefined()
  }
})
