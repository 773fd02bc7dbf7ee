/** What is likely where nothing could be proven: evidence that is seen in the body or header, and worded as no more than that. */
import { isTrusted } from '../captures/delivery.js'
import { decoded } from '../core/json-spelling.js'
import type { JsonNode } from '../core/json-tree.js'
import { isSignature, stripBlanks } from '../core/signature.js'
import { BODY_FAULTS } from './body/faults.js'
import { CAUSES, type CauseId, inOrder } from './causes.js'
import type { ExplainInput, Verdict } from './explanation.js'
import { isMistyped, MISTYPED } from './header/reading.js'
import { JSON_AXES } from './json/axes.js'
import { lexicalCauses } from './json/lexical.js'
import { OF_LARGE, SETTLE } from './summary.js'
import type { BodyView } from './view.js'

/** The explanation by evidence alone. */
export function likely(view: BodyView, input: ExplainInput): Verdict {
  const seen: Seen[] = input.signatureValues.some(isMistyped)
    ? [['header-format', `${MISTYPED}; with that put right it still does not fit`]]
    : []
  for (const fault of BODY_FAULTS) {
    const evidence = fault.evidence?.(view, input)
    if (evidence === undefined) continue
    if (fault.decisive) return likelyCauses([[fault.id, evidence]], input)
    seen.push([fault.id, evidence])
  }
  seen.push(...seenInJson(view))
  return seen.length > 0 ? likelyCauses(seen, input) : suspicion(view, input)
}

type Seen = readonly [CauseId, evidence: string]

function seenInJson({ tokens, tree, templates }: BodyView): Seen[] {
  if (!tokens) return []
  const spelled = lexicalCauses(tokens, { strings: 'js', numbers: 'js' })
  const seen = spelled.map((id): Seen => [id, CAUSES[id].title])
  const [template] = templates
  for (const axis of tree ? JSON_AXES : []) {
    const evidence = axis.evidence?.(tree!, template?.shape, template?.orderKnown ?? false)
    if (evidence !== undefined) seen.push([axis.id, evidence])
  }
  return seen
}

const likelyCauses = (seen: readonly Seen[], { trust }: ExplainInput): Verdict => ({
  proof: 'likely',
  causes: inOrder(seen.map(([id]) => id)),
  summary: `likely, not proven: ${seen.map(([, evidence]) => evidence).join('; ')}${isTrusted(trust) ? '' : `; ${BLAMELESS}`}`,
})

function suspicion({ tokens, tree, templates, large }: BodyView, input: ExplainInput): Verdict {
  const trusted = isTrusted(input.trust)
  const wellFormed = input.signatureValues.length === 1 && isSignature(stripBlanks(input.signatureValues[0]!))
  const known = input.secrets.length > 0 || (input.suspects?.length ?? 0) > 0
  const lacks = tree ? MEMBERS.filter(name => !hasMember(tree, name)) : []
  if (trusted && lacks.length > 0) {
    const summary = `${nothing(trusted, known, large)}; the body has no ${lacks.join(' and no ')}, which every delivery has`
    return { proof: 'none', causes: [], summary }
  }
  if (trusted && tokens && wellFormed && known) {
    const order = templates.some(one => one.orderKnown)
      ? 'its members in their order'
      : 'though the order of its members is unknown for this event'
    return {
      proof: 'likely',
      causes: ['secret-unknown'],
      summary: `likely, not proven: the body looks untouched (compact JSON as the sender writes it, ${order}); the secret is the suspect`,
    }
  }
  return { proof: 'none', causes: [], summary: nothing(trusted, known, large) }
}

const MEMBERS = ['event', 'payload']

const hasMember = (tree: JsonNode, name: string) =>
  tree.kind === 'object' && tree.members.some(({ key }) => decoded(key) === name)

const BLAMELESS = `this text was printed or copied, so that it blames nobody, and whether the secret and the signature are right cannot be told; ${SETTLE}`

function nothing(trusted: boolean, known: boolean, large: boolean): string {
  if (!known) return 'no secret is given, and nothing odd is seen in the body or header'
  const unknown = `${large ? `nothing ${OF_LARGE}` : 'nothing that is known'} explains the mismatch`
  return trusted ? unknown : `${unknown}; ${BLAMELESS}`
}
