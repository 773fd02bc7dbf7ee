/** The shape of what is known about a web framework: how to tell it, where the raw body is lost in it, and how to keep it. */
import type { CauseId } from '../causes.js'

/** Something seen of a receiver that points to a framework. Never more than a hint. */
export type Sign =
  /** A header of the request or of the answer; without a pattern its presence is enough. */
  | { readonly header: string; readonly value?: RegExp }
  /** What an answer's body looks like. */
  | { readonly answer: RegExp }
  /** A cause that hardly comes about elsewhere. */
  | { readonly cause: CauseId }
  /** The serializer that a body looks like. */
  | { readonly serializer: RegExp }

/** A web framework in which receivers are written. */
export interface Framework {
  /** Stable: options, configs and tools name it. */
  readonly id: string
  readonly title: string
  /** Other names by which people call it, lower case, letters and digits alone. */
  readonly aliases: readonly string[]
  /** Where the snippet is to be saved. */
  readonly file: string
  /** What the tests run the snippet with; absent where they cannot run it. */
  readonly tried?: string
  readonly signs: readonly Sign[]
  /** The expression that gives the raw body. */
  readonly rawBody: string
  /** Where the raw body is lost and how to keep it; begins in lower case. */
  readonly fix: string
  /** Causes that have a remedy of their own here; they begin in lower case. */
  readonly fixes?: Readonly<Partial<Record<CauseId, string>>>
}
