/** What is likely where nothing could be proven: evidence that is seen in the body or header, and worded as no more than that. */
import { stripBlanks } from '../core/signature.js'
import { BODY_FAULTS } from './body/faults.js'
import { CAUSES, type CauseId, inOrder } from './causes.js'
import type { ExplainInput, Explanation } from './explanation.js'
import { JSON_AXES } from './json/axes.js'
import { lexicalCauses } from './json/lexical.js'
import type { BodyView } from './view.js'

type Verdict = Pick<Explanation, 'proof' | 'causes' | 'summary'>

/** The explanation by evidence alone. */
export function likely(view: BodyView, input: ExplainInput): Verdict {
  const seen: Array<readonly [CauseId, string]> = []
  for (const fault of BODY_FAULTS) {
    const evidence = fault.evidence?.(view, input)
    if (evidence === undefined) continue
    if (fault.decisive) return likelyCauses([fault.id], evidence)
    seen.push([fault.id, evidence])
  }
  const { tokens, tree } = view
  if (tokens) {
    for (const id of lexicalCauses(tokens, { strings: 'js', numbers: 'js' })) seen.push([id, CAUSES[id].title])
  }
  if (tree) {
    const [template] = view.templates
    for (const axis of JSON_AXES) {
      const evidence = axis.evidence?.(tree, template?.shape, template?.orderKnown ?? false)
      if (evidence !== undefined) seen.push([axis.id, evidence])
    }
  }
  if (seen.length > 0) {
    return likelyCauses(
      seen.map(([id]) => id),
      seen.map(([, evidence]) => evidence).join('; '),
    )
  }
  return suspicion(view, input)
}

const likelyCauses = (causes: CauseId[], evidence: string): Verdict => ({
  proof: 'likely',
  causes: inOrder(causes),
  summary: `likely, not proven: ${evidence}`,
})

function suspicion({ tokens, templates }: BodyView, input: ExplainInput): Verdict {
  const trusted = input.trust === 'wire' || input.trust === 'receiver'
  const wellFormed = input.signatureValues.length === 1 && isDigest(input.signatureValues[0]!)
  const known = input.secrets.length > 0 || (input.suspects?.length ?? 0) > 0
  if (trusted && tokens && wellFormed && known) {
    return {
      proof: 'likely',
      causes: ['secret-unknown'],
      summary: `likely, not proven: the body looks untouched (compact JSON as the sender writes it${templates[0]?.orderKnown ? ', members in their order' : ''}); the secret is the suspect`,
    }
  }
  return { proof: 'none', causes: [], summary: nothing(trusted, known) }
}

function nothing(trusted: boolean, known: boolean): string {
  if (!known) return 'no secret is given, and nothing odd is seen in the body or header'
  return trusted
    ? 'nothing that is known explains the mismatch'
    : 'nothing that is known explains the mismatch; these bytes were copied or printed, so that they blame nobody'
}

const isDigest = (value: string) => /^[0-9a-fA-F]{64}$/.test(stripBlanks(value))
