/** Line numbers of positions that are asked for in order. */

/** Counts on from the position before, so that all answers together take one pass. */
export class LineCounter {
  #at = 0
  #line = 1

  constructor(readonly text: string) {}

  /** The line, from 1, of a position that is not before the one asked for last. */
  at(position: number): number {
    for (let feed = this.text.indexOf('\n', this.#at); feed !== -1 && feed < position; ) {
      this.#line++
      this.#at = feed + 1
      feed = this.text.indexOf('\n', this.#at)
    }
    return this.#line
  }
}
