/**
 * Explanations while deliveries come: one at a time, after the answer, in the gaps. After each the search rests for a
 * multiple of the time that it took, so that a flood of bad signatures takes a bounded part of the machine.
 */

/** What explaining needs of the outside. */
export interface ExplainLaterOptions {
  /** Milliseconds of a clock that only moves forwards. */
  clock(): number
  /** Calls back after so many milliseconds, unless the process ends before. */
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
  /** Does what waits without rests; resolves when that is done. */
  finish(): Promise<void>
}

const MOST_WAITING = 16
const MOST_BYTES = 16 * 1024 ** 2
/** A search may take one part of the time, and leaves so many to the deliveries. */
const REST = 4
/** After so many searches it is a flood: who sends it need not be told once more, and the others come first. */
const FLOOD = 40
const REST_IN_FLOOD = 15
const LONGEST_REST = 2000

/** Makes the queue of a run. */
export function createExplainLater({ clock, later }: ExplainLaterOptions): ExplainLater {
  const waiting: Array<{ bytes: number; task: () => Promise<void> }> = []
  let bytesWaiting = 0
  let done = 0
  let state: 'idle' | 'working' | 'resting' = 'idle'
  let onDone: (() => void) | undefined

  const work = async () => {
    if (state === 'working') return
    state = 'working'
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      bytesWaiting -= one.bytes
      const begun = clock()
      await one.task()
      if (onDone) continue
      state = 'resting'
      const rest = ++done < FLOOD ? REST : REST_IN_FLOOD
      later(Math.min((clock() - begun) * rest, LONGEST_REST), work)
      return
    }
    state = 'idle'
    onDone?.()
  }

  return {
    add(bytes, task) {
      if (waiting.length >= MOST_WAITING || (waiting.length > 0 && bytesWaiting + bytes > MOST_BYTES)) return false
      waiting.push({ bytes, task })
      bytesWaiting += bytes
      if (state === 'idle') later(0, work)
      return true
    },
    finish: () =>
      new Promise(resolve => {
        onDone = resolve
        work()
      }),
  }
}
