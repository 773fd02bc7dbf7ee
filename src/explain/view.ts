/** A body as bytes, as text, as JSON tokens and as a tree, each made when it is first asked for, and only up to a size. */
import { isUtf8 } from 'node:buffer'
import { asBuffer } from '../core/bytes.js'
import { decoded } from '../core/json-spelling.js'
import { isTokens, type JsonStop, type JsonTokens, tokenize } from '../core/json-tokens.js'
import { type JsonNode, treeOf } from '../core/json-tree.js'
import { isReadable, LARGEST_READ } from '../core/readable.js'
import { CompactWriter } from './json/writer.js'
import { resemblance, type Template, templatesOf } from './shape.js'

/** Bytes beyond which a body is not read as text: only faults of its ends and of the key are looked for. */
export const TEXT_LIMIT = LARGEST_READ

/** Bytes beyond which bytes are changed while they pass, not in copies: of the text only what JSON and wrappings do to it is undone. */
export const COPIES_LIMIT = 1024 * 1024

/** A body to be looked at. */
export class BodyView {
  readonly bytes: Buffer
  readonly #said: string | undefined
  readonly #writer = new CompactWriter()
  #event: string | undefined | null = null
  #templates: readonly Template[] | undefined
  #large: boolean | undefined
  #text: string | undefined | null = null
  #cut: JsonTokens | JsonStop | undefined
  #tree: JsonNode | undefined | null = null

  /** @param event taken where the body itself names none */
  constructor(body: Uint8Array | string, event?: string) {
    this.bytes = asBuffer(body)
    this.#said = event
  }

  /** The body as text; none where it is not UTF-8 or too large. */
  get text(): string | undefined {
    if (this.#text === null) {
      this.#text = !this.large && isUtf8(this.bytes) ? this.bytes.toString('utf8') : undefined
    }
    return this.#text
  }

  /** Whether it is not read as text, but passes in pieces. */
  get large(): boolean {
    this.#large ??= !isReadable(this.bytes)
    return this.#large
  }

  /** Whether what becomes of its bytes is made in pieces, not in copies. */
  get inPieces(): boolean {
    return this.bytes.length > COPIES_LIMIT
  }

  /** The tokens; none where it is not JSON. */
  get tokens(): JsonTokens | undefined {
    const cut = this.#tokenized()
    return cut && isTokens(cut) ? cut : undefined
  }

  /** Where it stops being JSON; none where it is JSON, or no text. */
  get stop(): JsonStop | undefined {
    const cut = this.#tokenized()
    return cut && !isTokens(cut) ? cut : undefined
  }

  /** The tree; none where it is not JSON, too deep or too large. */
  get tree(): JsonNode | undefined {
    if (this.#tree === null) this.#tree = this.tokens && treeOf(this.tokens)
    return this.#tree
  }

  /** Writes a tree compactly; parts that this view wrote before are not written again. */
  readonly write = (tree: JsonNode): string => this.#writer.write(tree)

  /** The event that it names, else the one it was said to be. */
  get event(): string | undefined {
    if (this.#event === null) this.#event = eventIn(this.tree) ?? this.#said
    return this.#event
  }

  /** The templates that fit best, by the members that they have in common. */
  get templates(): readonly Template[] {
    this.#templates ??= best(this.event === undefined ? [] : templatesOf(this.event), this.tree)
    return this.#templates
  }

  #tokenized(): JsonTokens | JsonStop | undefined {
    if (!this.#cut && this.text !== undefined) this.#cut = tokenize(this.text)
    return this.#cut
  }
}

function eventIn(tree: JsonNode | undefined): string | undefined {
  const member = tree?.kind === 'object' ? tree.members.find(one => one.key === '"event"') : undefined
  return member?.value.kind === 'text' ? decoded(member.value.raw) : undefined
}

function best(all: readonly Template[], tree: JsonNode | undefined): readonly Template[] {
  if (all.length < 2 || !tree) return all
  const scores = all.map(({ shape }) => resemblance(tree, shape))
  const most = Math.max(...scores)
  return all.filter((_, index) => scores[index] === most)
}
