/**
 * Cuts the items out of one list of a JSON document that comes in chunks, without parsing the document: a scanner of
 * brackets and texts.
 */
import { ItemBuffer, LONG_TEXT } from './item-buffer.js'
import { ListPath } from './list-path.js'

/** One item of the list. */
export interface Item {
  /** From 1. */
  number: number
  /** Its JSON text; `undefined` when it is larger than the limit. */
  bytes: Uint8Array | undefined
}

/** What to cut. */
export interface ItemOptions {
  /** Names of the members that lead from the root to the list; none when the root is the list. */
  path: readonly string[]
  /** The only member of an item of which long texts are kept; without it all are. */
  keep?: string
  /** Bytes of an item above which it is not given. */
  limit: number
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c

/** The scanner. Items that are no objects are passed over. */
export class ItemScanner {
  readonly #way: ListPath
  readonly #buffer: ItemBuffer
  #number = 0
  #inText = false
  #readsName = false
  #escaped = false
  /** Where the text that may be dropped starts in this chunk; -1 when it started in an earlier one. */
  #textFrom: number | undefined

  constructor(readonly options: ItemOptions) {
    this.#way = new ListPath(options.path)
    this.#buffer = new ItemBuffer(options.limit)
  }

  /** Whether the list began. */
  get found(): boolean {
    return this.#way.found
  }

  /** Whether the list ended. */
  get closed(): boolean {
    return this.#way.closed
  }

  /** Takes a chunk, gives the items that end in it. */
  push(chunk: Uint8Array): Item[] {
    const way = this.#way
    const items: Item[] = []
    let from = 0
    let at = 0
    while (at < chunk.length) {
      if (this.#inText) {
        const end = this.#textEnd(chunk, at)
        if (this.#readsName) way.addToName(chunk, at, end)
        if (end === chunk.length) break
        from = this.#closeText(chunk, from, end)
        at = end + 1
        continue
      }
      const byte = chunk[at]!
      if (byte === QUOTE) this.#openText(at + 1)
      else if (byte === 0x7b || byte === 0x5b) {
        if (byte === 0x7b && way.atList) {
          way.inItem = true
          from = at
        }
        way.open(byte === 0x7b)
      } else if (byte === 0x7d || byte === 0x5d) {
        way.close()
        if (way.inItem && way.atList) {
          this.#buffer.take(chunk, from, at + 1)
          items.push({ number: ++this.#number, bytes: this.#buffer.finish() })
          way.inItem = false
        }
      } else if (byte === COMMA) way.comma()
      at++
    }
    if (way.inItem) this.#suspend(chunk, from)
    return items
  }

  #openText(from: number): void {
    const way = this.#way
    this.#inText = true
    this.#readsName = way.wantsName
    if (way.wantsName) way.name = ''
    way.wantsName = false
    const { keep } = this.options
    const droppable = way.inItem && keep !== undefined && way.name !== keep && !this.#readsName
    this.#textFrom = droppable ? from : undefined
  }

  /** The position of the closing quote, or the end of the chunk. */
  #textEnd(chunk: Uint8Array, from: number): number {
    let at = this.#escaped ? from + 1 : from
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) break
    }
    this.#escaped = at > chunk.length
    return Math.min(at, chunk.length)
  }

  /** Ends a text; gives from where the item's bytes are still to be taken. */
  #closeText(chunk: Uint8Array, from: number, end: number): number {
    const textFrom = this.#textFrom
    this.#inText = false
    this.#readsName = false
    this.#textFrom = undefined
    if (textFrom === undefined) return from
    if (textFrom === -1) {
      this.#buffer.hold(chunk, 0, end)
      this.#buffer.release()
      return end
    }
    if (end - textFrom <= LONG_TEXT) return from
    this.#buffer.take(chunk, from, textFrom)
    return end
  }

  /** Keeps what the end of a chunk holds of an item. */
  #suspend(chunk: Uint8Array, from: number): void {
    if (!this.#inText || this.#textFrom === undefined) this.#buffer.take(chunk, from, chunk.length)
    else {
      if (this.#textFrom !== -1) this.#buffer.take(chunk, from, this.#textFrom)
      this.#buffer.hold(chunk, Math.max(0, this.#textFrom), chunk.length)
      this.#textFrom = -1
    }
  }
}
