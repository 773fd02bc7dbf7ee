/** The results that a report of deliveries lists: of a long run the first of each kind, so that memory stays flat. */
import { printable } from '../core/printable.js'
import type { ReportResult } from '../report/run.js'

/** Results that are kept of those that went well, and of the others. */
const KEPT = 1000

/** A delivery's result; its place in the run is its id. */
export type DeliveryResult = Omit<ReportResult, 'id' | 'group' | 'level'> & Partial<Pick<ReportResult, 'level'>>

/** Collects results. */
export class ReportResults {
  readonly list: ReportResult[] = []
  readonly kept = { well: 0, other: 0 }
  #seen = 0

  /** Takes a delivery, which is put into words only if it is listed. */
  add(kind: 'well' | 'other', result: () => DeliveryResult): void {
    const id = String(++this.#seen)
    if (this.kept[kind] >= KEPT) return
    this.kept[kind]++
    const { title, level = 'must', ...rest } = result()
    this.list.push({ id, title, group: 'deliveries', level, ...rest })
  }

  /** Takes a recording that could not be read, or not to its end. */
  addUnread(file: string, why: string): void {
    const title = printable(file)
    this.list.push({
      id: title,
      title,
      group: 'recordings',
      level: 'must',
      outcome: 'error',
      actual: printable(why),
    })
  }

  /** What is said where not all are listed. */
  cutShort(listed = String(this.list.length)): Array<readonly [string, string]> {
    return this.#seen > this.list.length ? [['listed here', listed]] : []
  }
}
