/** Inputs that broke something once, tried again: `npm run fuzz` leaves what it finds in found/. */
import { expect, it } from 'vitest'
import { foundBy, TARGET_NAMES, targetOf } from './inputs.js'

const kept = TARGET_NAMES.flatMap(name => foundBy(name).map(([file, input]) => [name, file, input] as const))

it.each(kept)('%s: %s', async (name, _, input) => {
  const fuzz = await targetOf(name)
  await expect(Promise.resolve(input).then(fuzz)).resolves.toBeUndefined()
})
