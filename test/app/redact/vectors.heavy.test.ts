/** Every proven fault is shown by its copy as well: the same verdict, the same causes, the same proof; others by the verdict. */
import { describe, expect, it } from 'vitest'
import { VECTOR_NAMES } from '../../support/vectors.js'
import { isProven, redactedVector } from './vectors.js'

describe.each(['one', 'two'])('with the seed %s', seed => {
  it.each(VECTOR_NAMES)('%s', async name => {
    const made = await redactedVector(name, seed)
    const { verdict, code } = made.original
    expect(made.copy).toMatchObject(isProven(name) ? made.original : { verdict, code })
    expect({ reproduces: made.reproduces, unlike: made.unlike }).toEqual({ reproduces: isProven(name), unlike: false })
  })
})
