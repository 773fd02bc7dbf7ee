/** Where a scanner of a JSON document is: on the way to one list, in the list, in an item of it, or elsewhere. */

const LONGEST_NAME = 64

/** The way to the list, as brackets, commas and names pass by. A counter stands in place of recursion. */
export class ListPath {
  /** Whether the list began. */
  found = false
  /** Whether the list ended. */
  closed = false
  inItem = false
  /** Whether the next text is a member name that matters: on the way to the list, or at the top of an item. */
  wantsName = false
  /** The last such name. */
  name = ''

  readonly #listDepth: number
  #depth = 0
  /** How many containers lead the right way; the last of them is the list. */
  #onPath = 0

  /** @param path names of the members that lead from the root to the list; none when the root is the list */
  constructor(readonly path: readonly string[]) {
    this.#listDepth = path.length + 1
  }

  /** Whether the list is the innermost container. */
  get atList(): boolean {
    return this.#depth === this.#listDepth && this.#onPath === this.#listDepth
  }

  /** Passes an opening bracket. */
  open(object: boolean): void {
    const leads =
      this.#depth === this.#onPath &&
      this.#onPath < this.#listDepth &&
      object === this.#onPath + 1 < this.#listDepth &&
      (this.#depth === 0 || this.name === this.path[this.#depth - 1])
    if (leads) this.#onPath++
    this.#depth++
    this.found ||= this.atList
    this.wantsName = object && this.#tracked
  }

  /** Passes a closing bracket. */
  close(): void {
    if (this.#depth === 0) return
    this.closed ||= this.atList
    if (this.#depth === this.#onPath) this.#onPath--
    this.#depth--
    this.wantsName = false
  }

  /** Passes a comma. */
  comma(): void {
    this.wantsName = this.#tracked && this.#depth !== this.#listDepth
  }

  /** Takes a part of the name that is being read. */
  addToName(chunk: Uint8Array, from: number, to: number): void {
    if (this.name.length > LONGEST_NAME) return
    this.name += Buffer.from(chunk.subarray(from, Math.min(to, from + LONGEST_NAME + 1))).toString('latin1')
  }

  /** Whether the names of the innermost container matter. */
  get #tracked(): boolean {
    return this.inItem ? this.#depth === this.#listDepth + 1 : this.#depth === this.#onPath
  }
}
