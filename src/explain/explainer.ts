/** The explanations of one run: so many at most, and what was proven for one delivery is tried first for the next. */
import type { NamedSecret } from '../core/signature.js'
import { type ComputedInput, explainComputed } from './explain-computed.js'
import { explainAtOnce, explainMismatch } from './explain-mismatch.js'
import type { Budget, ExplainInput, ExplainOptions, Explanation, Transform } from './explanation.js'
import { Keyring } from './search/keyring.js'

/** Searches in one run, where nothing else is asked for: a broken receiver breaks every delivery in the same way. */
export const MOST_EXPLANATIONS = 100

/** How a run is explained. */
export interface ExplainerOptions {
  /** Searches at most; default {@link MOST_EXPLANATIONS}. */
  limit?: number
  /** The budget of each. */
  budget?: Partial<Budget>
}

/** Explains the deliveries of one run. */
export interface Explainer {
  /** Why a signature does not match; nothing once the limit is reached. What needs no search is always told. */
  mismatch(input: ExplainInput): Explanation | undefined
  /** What the receiver hashed, likewise. */
  computed(input: ComputedInput): Explanation | undefined
  /** How many deliveries were left without an explanation. */
  readonly skipped: number
}

/** Makes an explainer for one run. */
export function createExplainer({ limit = MOST_EXPLANATIONS, budget = {} }: ExplainerOptions = {}): Explainer {
  const keys = keyrings()
  let searches = 0
  let skipped = 0
  let firstTry: Transform | undefined
  const searched = <Input extends ExplainInput>(search: Search<Input>, input: Input): Explanation | undefined => {
    if (searches >= limit) {
      skipped++
      return undefined
    }
    searches++
    const explanation = search(
      input,
      { budget, ...(firstTry && { firstTry }) },
      keys(input.secrets, input.suspects ?? []),
    )
    if (explanation.proof === 'proven' && explanation.transform) firstTry = explanation.transform
    return explanation
  }
  return {
    mismatch: input => explainAtOnce(input) ?? searched(explainMismatch, input),
    computed: input => searched(explainComputed, input),
    get skipped() {
      return skipped
    },
  }
}

type Search<Input> = (input: Input, options: ExplainOptions, keys: Keyring) => Explanation

// Whoever verifies many deliveries does so with the same secrets.
function keyrings(): (secrets: readonly NamedSecret[], suspects: readonly NamedSecret[]) => Keyring {
  let last: { names: string; keyring: Keyring } | undefined
  return (secrets, suspects) => {
    const names = JSON.stringify([secrets, suspects].map(list => list.map(one => [one.label, one.value])))
    if (last?.names !== names) last = { names, keyring: new Keyring(secrets, suspects) }
    return last.keyring
  }
}
