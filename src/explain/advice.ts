/** What to do about an explanation: the remedy of the receiver's framework where the body is at fault there, else that of the cause. */
import type { BytesTrust } from '../captures/delivery.js'
import type { RawHeader } from '../captures/record.js'
import { CAUSES, type CauseId } from './causes.js'
import type { Explanation } from './explanation.js'
import type { Framework } from './frameworks/framework.js'
import { findFramework } from './frameworks.js'
import { guessFrameworks } from './guess-framework.js'

/** What is known besides the explanation. */
export interface AdviceOptions {
  /** The receiver's framework, by any of its names; without it one is guessed. */
  framework?: string | undefined
  /** Headers of the request, and of the receiver's answer where it is known. */
  headers?: readonly RawHeader[] | undefined
  /** The body of the receiver's answer. */
  answer?: string | undefined
  /** How far the bytes that were explained can be trusted; default: as the receiver had them. */
  trust?: BytesTrust | undefined
  /** Whether the explanation tells what the receiver hashed (`--computed`, `--diagnose`), whatever the bytes at hand are. */
  hashed?: boolean | undefined
  /** Whether the bytes came to this very program: then no receiver's framework can be at fault. */
  arrived?: boolean | undefined
}

/** What to do. */
export interface Advice {
  framework?: { id: string; title: string; guessed: boolean }
  /** One or a few sentences, never empty; no value of the body, header or secret is in it. */
  fix: string
}

/** Faults of the body that keeping the raw bytes does not mend by itself: each has its own remedy. */
const NOT_BY_RAW_BODY: ReadonlySet<CauseId> = new Set([
  'body-envelope',
  'body-trailing-bytes',
  'body-line-endings',
  'body-compressed',
  'body-html-escaped',
  'body-truncated',
  'body-of-another-delivery',
  'body-altered-by-proxy',
  'body-typographic',
])

/** More frameworks than this are no help as a guess. */
const MOST_GUESSED = 3

const NOTHING_FOUND =
  'Give the digest that the receiver computed, from its log (--computed), or let cv-hook test --diagnose find out what it hashes.'
const NOTHING_ARRIVED =
  'Compare the secret with that of the sender by its length, and give further ones to try with --also-try-env.'
const NOTHING_HASHED =
  'Check that this digest belongs to this delivery and is whole, give every secret that the receiver may have (--also-try-env, --also-try-file), or let cv-hook test --diagnose find out what it hashes.'
const CHANGED_BEFORE =
  'Something before this recording changed the body: let every proxy, tunnel and tool that forwards it pass the bytes on untouched. If it was recorded behind a parser, that parser did it.'
const CHANGED_ON_THE_WAY =
  'These bytes came over the wire: the sender signs another text than it sends, or something between it and here changed the body. Let every proxy, tunnel and tool that forwards it pass the bytes on untouched.'
const IF_HASHED = 'If the receiver hashed this very text, that is the fault.'

/** Advises on an explanation. Total: an unknown framework is taken as not given. */
export function adviseOn(explanation: Pick<Explanation, 'causes' | 'looksLike'>, options: AdviceOptions = {}): Advice {
  const { causes, looksLike } = explanation
  if (options.arrived) return { fix: fixOnArrival(causes) }
  const given = options.framework === undefined ? undefined : findFramework(options.framework)
  const guesses = given ? [] : guessFrameworks({ ...options, causes, looksLike })
  const framework = given ?? (guesses.length === 1 ? guesses[0] : undefined)
  const remedies = new Remedies(framework, given === undefined, guesses.length > MOST_GUESSED ? [] : guesses)
  const fix =
    causes.length === 0 ? (options.hashed ? NOTHING_HASHED : NOTHING_FOUND) : fixFor(causes, remedies, options)
  return {
    ...(framework && { framework: { id: framework.id, title: framework.title, guessed: given === undefined } }),
    fix,
  }
}

function fixOnArrival(causes: readonly CauseId[]): string {
  if (causes.length === 0) return NOTHING_ARRIVED
  return sentences(causes.map(cause => (isRewritten(cause) ? CHANGED_ON_THE_WAY : CAUSES[cause].fix)))
}

function fixFor(causes: readonly CauseId[], remedies: Remedies, { trust, hashed }: AdviceOptions): string {
  const rewritten = causes.filter(isRewritten)
  const others = causes.filter(cause => !isRewritten(cause))
  const inReceiver = sentences(rewritten.flatMap(cause => remedies.of(cause)))
  const aboutBody =
    rewritten.length === 0 || hashed || trust === undefined || trust === 'receiver'
      ? inReceiver
      : trust === 'wire'
        ? `${CHANGED_BEFORE} ${inReceiver}`
        : `${IF_HASHED} ${inReceiver}`
  return sentences([aboutBody, ...others.flatMap(cause => remedies.of(cause))])
}

/** Whether keeping the raw bytes in the receiver is the remedy. */
const isRewritten = (cause: CauseId) => /^(?:json|body)-/.test(cause) && !NOT_BY_RAW_BODY.has(cause)

class Remedies {
  constructor(
    readonly framework: Framework | undefined,
    readonly guessed: boolean,
    readonly guesses: readonly Framework[],
  ) {}

  of(cause: CauseId): string[] {
    const { framework, guesses } = this
    const own = framework?.fixes?.[cause] ?? (isRewritten(cause) ? framework?.fix : undefined)
    const { fix } = CAUSES[cause]
    if (framework && own !== undefined) {
      // A guess may be wrong: what holds anyway comes first.
      return this.guessed ? [fix, `${framework.title} (a guess): ${own}`] : [`${framework.title}: ${own}`]
    }
    if (!isRewritten(cause) || guesses.length < 2) return [fix]
    const calls = guesses.map(one => `${one.rawBody} in ${one.title}`).join(', or ')
    return [fix, `By the look of it (a guess) that is ${calls}.`]
  }
}

/** Each once, without those that another says with more behind it. */
function sentences(parts: readonly string[]): string {
  const once = [...new Set(parts)]
  return once.filter(part => !once.some(one => one !== part && one.startsWith(part.slice(0, -1)))).join(' ')
}
