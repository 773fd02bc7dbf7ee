/** How a key is told: by its difference from the secret at hand, never by itself. */
import type { CauseId } from '../causes.js'

/** The difference of a key that somebody used; nothing where it is the secret itself. */
export function keyTold(whose: string, how: string, causes: readonly CauseId[]): string | undefined {
  if (how === '') return undefined
  const another = causes.includes('secret-empty-or-undefined') || causes.includes('secret-of-another-environment')
  return another ? `${whose} key is ${how}` : `${whose} key, against the secret at hand: ${how}`
}
