/** Every cause by its stable id: what it is called, what happened, how it is recognised, what to do. Ids are a public contract. */
import { BODY_CAUSES } from './causes/body.js'
import type { CauseText } from './causes/cause.js'
import { HEADER_CAUSES } from './causes/header.js'
import { JSON_CAUSES } from './causes/json.js'
import { SECRET_CAUSES } from './causes/secret.js'

export type { CauseText } from './causes/cause.js'

/** A reason why a signature does not match. */
export type CauseId =
  | keyof typeof JSON_CAUSES
  | keyof typeof BODY_CAUSES
  | keyof typeof SECRET_CAUSES
  | keyof typeof HEADER_CAUSES

/** The causes by where the fault lies, each group in the order in which several are named. */
export const CAUSE_GROUPS = [
  { title: 'The body was read as JSON and written again', causes: JSON_CAUSES },
  { title: 'The bytes of the body changed', causes: BODY_CAUSES },
  { title: 'The two sides have different keys', causes: SECRET_CAUSES },
  { title: 'The header, the making or the comparing', causes: HEADER_CAUSES },
] as const satisfies ReadonlyArray<{ title: string; causes: Readonly<Record<string, CauseText>> }>

/** All causes, in the order in which several are named. */
export const CAUSES: Readonly<Record<CauseId, CauseText>> = {
  ...JSON_CAUSES,
  ...BODY_CAUSES,
  ...SECRET_CAUSES,
  ...HEADER_CAUSES,
}

/** All ids, in that order. */
export const CAUSE_IDS = Object.keys(CAUSES) as readonly CauseId[]

const RANK = new Map(CAUSE_IDS.map((id, index) => [id, index]))

/** Each cause once, in the order of the catalogue. */
export function inOrder(causes: Iterable<CauseId>): CauseId[] {
  return [...new Set(causes)].sort((a, b) => RANK.get(a)! - RANK.get(b)!)
}
