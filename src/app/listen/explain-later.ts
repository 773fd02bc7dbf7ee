/**
 * Explanations while deliveries come: one at a time, after the answer, in the gaps. After each the search rests for a
 * multiple of the time that it took, so that a flood of bad signatures takes a bounded part of the machine.
 */

/** What explaining needs of the outside. */
export interface ExplainLaterOptions {
  /** Milliseconds of a clock that only moves forwards. */
  clock(): number
  /** Calls back after so many milliseconds. */
  later(ms: number, callback: () => void): void
}

/** Tasks that wait for a gap. */
export interface ExplainLater {
  /**
   * Has a task done in its turn.
   *
   * @param bytes that the task keeps in memory until then
   * @returns false when too many wait already; the task is then not done
   */
  add(bytes: number, task: () => Promise<void>): boolean
  /** Resolves when no task waits; those that do are done without rests. */
  finish(): Promise<void>
}

const MOST_WAITING = 16
const MOST_BYTES = 16 * 1024 ** 2
/** A search may take one part of the time, and leaves so many to the deliveries. */
const REST = 4

/** Makes the queue of a run. */
export function createExplainLater({ clock, later }: ExplainLaterOptions): ExplainLater {
  const waiting: Array<{ bytes: number; task: () => Promise<void> }> = []
  let bytesWaiting = 0
  let busy = false
  let onEmpty: (() => void) | undefined

  const next = async () => {
    const one = waiting.shift()
    if (!one) {
      busy = false
      onEmpty?.()
      return
    }
    bytesWaiting -= one.bytes
    const begun = clock()
    await one.task()
    later(onEmpty ? 0 : (clock() - begun) * REST, next)
  }

  return {
    add(bytes, task) {
      if (waiting.length >= MOST_WAITING || (waiting.length > 0 && bytesWaiting + bytes > MOST_BYTES)) return false
      waiting.push({ bytes, task })
      bytesWaiting += bytes
      if (!busy) {
        busy = true
        later(0, next)
      }
      return true
    },
    finish: () =>
      new Promise(resolve => {
        if (!busy) return resolve()
        onEmpty = resolve
        return undefined
      }),
  }
}
