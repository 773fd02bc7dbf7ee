/** A Buffer or typed array that was stringified. */
import type { JsonNode } from '../../core/json-tree.js'
import type { BodyFault } from './fault.js'

/** What comes out is four times as large, or more. */
const LARGEST = 256 * 1024

export const bufferObject: BodyFault = {
  id: 'json-buffer-object',
  wraps: true,
  *undo({ tree }) {
    const numbers = tree && byteNumbers(tree)
    if (!numbers || numbers.length === 0) return
    const bytes = numbers.map(node => (node.kind === 'number' ? Number(node.raw) : -1))
    if (bytes.every(byte => byte >= 0 && byte <= 255)) yield { body: Buffer.from(bytes) }
  },
  *redo({ bytes }) {
    if (bytes.length > LARGEST) return
    yield { body: JSON.stringify(bytes), how: 'a stringified Buffer' }
    yield { body: JSON.stringify({ ...bytes }), how: 'a stringified Uint8Array' }
    yield { body: JSON.stringify([...bytes]), how: 'an array of byte numbers' }
    yield { body: bytes.join(','), how: 'byte numbers with commas' }
  },
}

function byteNumbers(tree: JsonNode): readonly JsonNode[] | undefined {
  if (tree.kind === 'array') return tree.items
  if (tree.kind !== 'object') return undefined
  const data = tree.members.find(one => one.key === '"data"')?.value
  if (data?.kind === 'array' && tree.members.some(one => one.key === '"type"')) return data.items
  const indexed = tree.members.every((one, index) => one.key === `"${index}"`)
  return indexed ? tree.members.map(one => one.value) : undefined
}
