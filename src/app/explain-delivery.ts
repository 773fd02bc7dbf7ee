/** Explanations for the deliveries of one run: bounded in number, and what was proven last is tried first. */
import type { CapturedDelivery } from '../captures/delivery.js'
import { headerValues } from '../core/headers.js'
import { type NamedSecret, SIGNATURE_HEADER } from '../core/signature.js'
import type { Advice } from '../explain/advice.js'
import type { Explainer } from '../explain/explainer.js'
import type { Budget, ExplainInput, Explanation } from '../explain/explanation.js'
import type { Accepted, Judgement } from './judge.js'

/** What an explanation may draw on besides the delivery. */
export interface ExplainerOptions {
  accepted: Accepted
  /** Secrets that are never accepted, but may explain. */
  suspects: readonly NamedSecret[]
  /** The digest that the receiver computed. */
  computed?: string | undefined
  /** The receiver's framework, for advice; guessed where it is not given. */
  framework?: string | undefined
  /** Whether the deliveries came to this very program. */
  arrived?: boolean
  /** How many deliveries are explained at most. */
  limit: number
  /** What each search may cost, where it is less than usual. */
  budget?: Partial<Budget>
}

/** An explanation with what to do about it. */
export type AdvisedExplanation = Explanation & { advice: Advice }

/** Explains deliveries one after another. */
export interface DeliveryExplainer {
  /** Why a delivery is not valid; `undefined` at once where there is nothing to explain, or the limit is reached. */
  explain(delivery: CapturedDelivery, judgement: Judgement): Promise<AdvisedExplanation | undefined> | undefined
  /** How many were not explained for the limit. */
  readonly skipped: number
}

/** Bodies of the run that are kept, since a signature may belong to another of them. */
const KEPT_BODIES = 64
const KEPT_BYTES = 2 * 1024 ** 2
const LARGEST_KEPT = KEPT_BYTES / 8

/**
 * Searches leave much behind at once: where V8's room for what is young does not grow with that, a process needs a fifth
 * less; and where it tidies up at each growth by a third, a search in a large text needs a third less.
 */
const TIDY = ['--semi-space-growth-factor=1', '--heap-growing-percent=30']

/** The searches are loaded when there is something to explain: most runs have nothing. */
async function openExplainer(options: ExplainerOptions): Promise<Explainer> {
  const [{ createExplainer }, { setFlagsFromString }] = await Promise.all([
    import('../explain/explainer.js'),
    import('node:v8'),
  ])
  for (const flag of TIDY) setFlagsFromString(flag)
  return createExplainer(options)
}

/** Makes the explainer of a run. */
export function createDeliveryExplainer(options: ExplainerOptions): DeliveryExplainer {
  const recent: Array<{ label: string; body: Uint8Array }> = []
  let recentBytes = 0
  let explainer: Explainer | undefined

  const remember = ({ source, body }: CapturedDelivery) => {
    if (!body || body.length > LARGEST_KEPT) return
    // The bytes may be a part of a large buffer, which may be used again.
    const kept = body.buffer.byteLength > LARGEST_KEPT ? Uint8Array.prototype.slice.call(body) : body
    recent.push({ label: source, body: kept })
    recentBytes += kept.buffer.byteLength
    while (recent.length > KEPT_BODIES || recentBytes > KEPT_BYTES)
      recentBytes -= recent.shift()!.body.buffer.byteLength
  }

  const search = async (delivery: CapturedDelivery, judgement: Judgement) => {
    explainer ??= await openExplainer(options)
    const input = inputOf(delivery, judgement, options, recent)
    const { framework, arrived } = options
    const digests = options.computed === undefined ? (delivery.digests ?? []) : [options.computed]
    const hashes = whatWasHashed(explainer, input, digests.slice(0, MOST_DIGESTS), options.computed !== undefined)
    const explanation = hashes ?? explainer.mismatch(input)
    if (!explanation || (judgement.verdict === 'valid' && isNothing(explanation))) return undefined
    const { adviseOn } = await import('../explain/advice.js')
    const { headers, trust } = delivery
    // On the wire already: what the receiver then hashed is what came.
    const cameSo = trust === 'wire' && explanation.transform !== undefined && explanation.where !== undefined
    const hashed = hashes !== undefined && !cameSo
    return { ...explanation, advice: adviseOn(explanation, { framework, headers, trust, hashed, arrived }) }
  }

  return {
    get skipped() {
      return explainer?.skipped ?? 0
    },
    explain(delivery, judgement) {
      const explanation = needsExplanation(delivery, judgement, options) ? search(delivery, judgement) : undefined
      remember(delivery)
      return explanation
    },
  }
}

/** That the signature is valid, and nothing else. */
const isNothing = ({ proof, tried }: Explanation) => proof === 'none' && tried.candidates === 0

/** Digests of a recording that are tried. */
const MOST_DIGESTS = 3

/**
 * What the receiver hashed, by a digest that it computed.
 *
 * @param sure whether the digest is known to be that; one that only stands near the body in a log has to prove it
 */
function whatWasHashed(
  explainer: Explainer,
  input: ExplainInput,
  digests: readonly string[],
  sure: boolean,
): Explanation | undefined {
  for (const computed of digests) {
    const explanation = explainer.computed({ ...input, computed })
    if (sure || explanation?.proof === 'proven') return explanation
  }
  return undefined
}

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403])

function needsExplanation(
  delivery: CapturedDelivery,
  { verdict, code, masked }: Judgement,
  options: ExplainerOptions,
): boolean {
  if (options.accepted.unsigned || delivery.body === undefined) return false
  if (code === 'static-header-missing' || code === 'static-header-wrong') return false
  // Of a header that is not there nothing can be told, only of what was computed.
  if (masked !== undefined) return options.computed !== undefined
  if (verdict !== 'valid') return verdict === 'unsigned' || code !== 'no-signature'
  return options.computed !== undefined || delivery.digests !== undefined || REFUSALS.has(delivery.answer?.status ?? 0)
}

/**
 * What the explanation of a delivery is made of.
 *
 * @param recent bodies of other deliveries
 */
export function inputOf(
  delivery: CapturedDelivery,
  { event, masked }: Pick<Judgement, 'event' | 'masked'>,
  { accepted, suspects }: Pick<ExplainerOptions, 'accepted' | 'suspects'>,
  recent: ReadonlyArray<{ label: string; body: Uint8Array }>,
): ExplainInput {
  return {
    body: delivery.body!,
    signatureValues: masked === SIGNATURE_HEADER ? [] : headerValues(delivery.headers, SIGNATURE_HEADER),
    headers: delivery.headers,
    secrets: accepted.secrets,
    suspects,
    ...(event === undefined ? {} : { event }),
    trust: delivery.trust,
    complete: delivery.complete,
    ...(delivery.path === undefined ? {} : { path: delivery.path }),
    ...(delivery.answer ? { refused: delivery.answer.status } : {}),
    otherBodies: recent,
    staticHeaders: accepted.staticHeaders,
  }
}
