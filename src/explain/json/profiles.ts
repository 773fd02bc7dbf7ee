/** What serializers make of the right JSON: every order, with every way of writing, with what is dropped or reprinted. */
import { jsNumber } from '../../core/json-spelling.js'
import { isTokens, tokenize } from '../../core/json-tokens.js'
import type { JsonNode } from '../../core/json-tree.js'
import { writeTree } from '../../core/json-write.js'
import { type CauseId, inOrder } from '../causes.js'
import { lexicalCauses } from './lexical.js'
import { rewrite } from './rewrite.js'
import { type Named, STYLES } from './styles.js'
import { type Version, versionsOf } from './versions.js'

/** What one serializer makes of a body. */
export interface Profile {
  readonly body: string
  readonly causes: () => readonly CauseId[]
  readonly how: string
  /** Whether it both changes what is said and writes it in another way. */
  readonly several: boolean
}

/** Every profile of a body, plain ones first. */
export function* profilesOf(tree: JsonNode): Iterable<Profile> {
  const telling: Named[] = []
  const plain = new Set<string>()
  for (const style of STYLES.map(remembering)) {
    const made = profile({ how: '', causes: [], tree }, style)
    if (plain.has(made.body)) continue
    plain.add(made.body)
    telling.push(style)
    yield made
  }
  // A style that writes this body as another one does writes its versions so too.
  for (const version of versionsOf(tree)) for (const style of telling) yield profile(version, style)
}

const PLAIN = STYLES[0]![0]

// The versions of a tree share nearly all of their strings.
function remembering([how, style, end]: Named): Named {
  const { string } = style
  if (!string) return [how, style, end]
  const known = new Map<string, string>()
  const remembered = (raw: string) => {
    const before = known.get(raw)
    if (before !== undefined) return before
    const spelled = string(raw)
    known.set(raw, spelled)
    return spelled
  }
  return [how, { ...style, string: remembered }, end]
}

function profile({ how: what, causes, tree }: Version, [how, style, end = '']: Named): Profile {
  const number = style.number ?? jsNumber
  const body = writeTree(tree, { ...style, number }) + end
  return {
    body,
    causes: () => causesOf(body, [...causes, ...numberCauses(tree, number)]),
    how: what === '' ? how : `${what}; ${how}`,
    several: causes.length > 1 || (causes.length === 1 && !causes.includes('json-key-order') && how !== PLAIN),
  }
}

function causesOf(body: string, causes: readonly CauseId[]): CauseId[] {
  const tokens = tokenize(body)
  const lexical = isTokens(tokens) ? lexicalCauses(tokens, { strings: 'js', numbers: 'raw' }) : []
  return inOrder([...lexical, ...causes])
}

const LONG_INTEGER = /^-?\d{16,}$/

// What a writer does to the numbers of this very body.
function numberCauses(tree: JsonNode, number: (raw: string) => string): CauseId[] {
  const found = new Set<CauseId>()
  rewrite(tree, undefined, node => {
    if (node.kind === 'number' && number(node.raw) !== node.raw) {
      found.add(LONG_INTEGER.test(node.raw) ? 'json-big-integers' : 'json-numbers')
    }
    return node
  })
  return [...found]
}
