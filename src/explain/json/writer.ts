/** Writing many trees that share most of their parts, as the sender writes them: a part that was written is not written again. */
import { jsString } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'

/** Characters that are kept, in a part and in all. */
const LONGEST_PART = 16 * 1024
const MOST_KEPT = 4 * 1024 * 1024

/** Writes trees compactly. */
export class CompactWriter {
  readonly #written = new Map<JsonNode, string>()
  #room = MOST_KEPT

  write(node: JsonNode): string {
    if ('raw' in node) return node.kind === 'text' ? jsString(node.raw) : node.raw
    const known = this.#written.get(node)
    if (known !== undefined) return known
    const text = node.kind === 'array' ? this.#array(node.items) : this.#object(node.members)
    if (text.length <= LONGEST_PART && text.length <= this.#room) {
      this.#room -= text.length
      this.#written.set(node, text)
    }
    return text
  }

  #array(items: readonly JsonNode[]): string {
    return `[${joined(items.map(item => this.write(item)))}]`
  }

  #object(members: ReadonlyArray<{ readonly key: string; readonly value: JsonNode }>): string {
    return `{${joined(members.map(({ key, value }) => `${jsString(key)}:${this.write(value)}`))}}`
  }
}

/** What is long is copied once, when all of it is there, and not again at each level. */
function joined(parts: readonly string[]): string {
  let length = 0
  for (const part of parts) length += part.length
  if (length <= LONGEST_PART) return parts.join(',')
  let out = parts[0]!
  for (let at = 1; at < parts.length; at++) out += `,${parts[at]!}`
  return out
}
