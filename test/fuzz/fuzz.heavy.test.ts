/**
 * A few seconds of every target, from the seeds and from what broke something once, the same inputs each time. Without
 * coverage to guide it, and so everywhere: what jazzer.js finds in longer runs (`npm run fuzz`) is in found/.
 */
import fc from 'fast-check'
import { it } from 'vitest'
import { foundBy, TARGET_NAMES, targetOf } from './inputs.js'
import { changed } from './mutate.js'
import { SEEDS, WORDS } from './seeds.js'

/** Milliseconds for each target. */
const TIME = 5000

it.each(TARGET_NAMES)('%s', async name => {
  const fuzz = await targetOf(name)
  const seeds = [...SEEDS[name]!, ...foundBy(name).map(([, input]) => input)]
  const property = fc.asyncProperty(changed(seeds, WORDS), async input => {
    await fuzz(input)
  })
  await fc.assert(property, { seed: 1, numRuns: 1_000_000, interruptAfterTimeLimit: TIME })
})
