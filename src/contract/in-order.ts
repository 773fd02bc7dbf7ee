/** Results that come in any order, told in the order of the checks. */
import type { CheckResult } from './result.js'

/** Takes results as they come. */
export class InOrder {
  readonly results: CheckResult[] = []
  readonly #waiting = new Map<string, CheckResult>()
  readonly #ids: readonly string[]
  readonly #tell: (result: CheckResult) => Promise<void> | void

  /** @param ids of the checks, in the order in which their results are told */
  constructor(ids: readonly string[], tell: (result: CheckResult) => Promise<void> | void) {
    this.#ids = ids
    this.#tell = tell
  }

  /** Resolves when all that can be told was told. */
  async add(result: CheckResult): Promise<void> {
    this.#waiting.set(result.check.id, result)
    for (let next = this.#next(); next; next = this.#next()) {
      this.#waiting.delete(next.check.id)
      this.results.push(next)
      await this.#tell(next)
    }
  }

  #next(): CheckResult | undefined {
    const id = this.#ids[this.results.length]
    return id === undefined ? undefined : this.#waiting.get(id)
  }
}
