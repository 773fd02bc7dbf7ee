/** JSON tokens as a tree whose leaves keep their spelling, for what changes the structure: order, missing members, types. */
import { isTokens, type JsonTokens, TOKEN, tokenize } from './json-tokens.js'

/** A value as it is spelled. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text' | 'number' | 'word'; readonly raw: string }

/** A member; `key` is its name as spelled, with quotes. */
export interface JsonMember {
  readonly key: string
  readonly value: JsonNode
}

/** Levels beyond which there is no tree: what walks through it may recurse. */
const MAX_DEPTH = 500
const MAX_TOKENS = 200_000

type Open = { kind: 'object'; members: JsonMember[] } | { kind: 'array'; items: JsonNode[] }

/** The tree of a text; nothing where it is no JSON, too deep or too large. */
export function treeOfText(text: string): JsonNode | undefined {
  const tokens = tokenize(text)
  return isTokens(tokens) ? treeOf(tokens) : undefined
}

/** The tree of tokens, or nothing where it is too deep or too large. */
export function treeOf({ text, count, kinds, starts, ends, depth }: JsonTokens): JsonNode | undefined {
  if (depth > MAX_DEPTH || count > MAX_TOKENS) return undefined
  const open: Open[] = []
  const keys: string[] = []
  let root: JsonNode | undefined
  const put = (node: JsonNode) => {
    const parent = open.at(-1)
    if (!parent) root = node
    else if (parent.kind === 'array') parent.items.push(node)
    else parent.members.push({ key: keys.pop()!, value: node })
  }
  for (let at = 0; at < count; at++) {
    const kind = kinds[at]!
    if (kind === TOKEN.open) {
      const node: Open =
        text.charCodeAt(starts[at]!) === 0x7b ? { kind: 'object', members: [] } : { kind: 'array', items: [] }
      put(node)
      open.push(node)
    } else if (kind === TOKEN.close) open.pop()
    else if (kind === TOKEN.name) keys.push(text.slice(starts[at], ends[at]))
    else if (kind === TOKEN.text) put({ kind: 'text', raw: text.slice(starts[at], ends[at]) })
    else if (kind === TOKEN.number) put({ kind: 'number', raw: text.slice(starts[at], ends[at]) })
    else if (kind === TOKEN.word) put({ kind: 'word', raw: text.slice(starts[at], ends[at]) })
  }
  return root
}
