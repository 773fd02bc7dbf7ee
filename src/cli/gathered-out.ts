/** Results that are written many at a time: a write for each costs more than all that was done to find it. */
import type { Io } from './io.js'

/** Characters that are written without waiting for more. */
const ENOUGH = 64 * 1024

/** Where results go. What both give is to be waited for, as of {@link Io.out}. */
export interface GatheredOut {
  add(text: string): Promise<void> | void
  /** Writes what was gathered. */
  flush(): Promise<void> | void
}

/** Gathers results for standard output. */
export function gatherOut(io: Io): GatheredOut {
  let gathered = ''
  const flush = () => {
    if (gathered === '') return undefined
    const text = gathered
    gathered = ''
    return io.out(text)
  }
  return {
    add(text) {
      gathered += text
      return gathered.length < ENOUGH ? undefined : flush()
    },
    flush,
  }
}
