/** What parsers and middleware make of what JSON says, before it is written again. */
import type { JsonNode } from '../../core/json-tree.js'
import type { CauseId } from '../causes.js'
import { DATE_FORMS, withDates } from './dates.js'
import { asParsed } from './duplicate-keys.js'
import { phpEmpties, railsEmpties } from './empty-containers.js'
import { emptyTextsToNull, trimmedTexts } from './empty-strings.js'
import { escapedValues } from './html-values.js'
import { byLength, byText, sorted } from './key-order.js'
import { withoutNulls } from './nulls-dropped.js'
import { plusToSpace } from './plus-as-space.js'

/** A tree that says something else, or in another order. */
export interface Version {
  readonly how: string
  readonly causes: readonly CauseId[]
  readonly tree: JsonNode
}

/** Versions that differ from a tree, each made when it is its turn: orders, then what is changed, then both. */
export function* versionsOf(tree: JsonNode): Iterable<Version> {
  for (const version of ordersOf(tree)) if (version.tree !== tree) yield version
  const changed: Version[] = []
  for (const version of changesOf(tree)) {
    if (version.tree === tree) continue
    changed.push(version)
    yield version
  }
  for (const { how, causes, tree: other } of changed) {
    const both = sorted(other, byText)
    if (both !== other) yield { how: `${how}, members sorted`, causes: [...causes, 'json-key-order'], tree: both }
  }
}

function* ordersOf(tree: JsonNode): Iterable<Version> {
  const base = asParsed(tree)
  yield { how: 'as a JavaScript parser reads it', causes: ['json-duplicate-keys'], tree: base }
  yield { how: 'members sorted', causes: ['json-key-order'], tree: sorted(base, byText) }
  yield { how: 'members ordered as by jsonb of PostgreSQL', causes: ['json-key-order'], tree: sorted(base, byLength) }
}

function* changesOf(tree: JsonNode): Iterable<Version> {
  yield { how: 'members that are null left out', causes: ['json-nulls-dropped'], tree: withoutNulls(tree) }
  yield { how: 'empty texts as null', causes: ['json-empty-strings'], tree: emptyTextsToNull(tree) }
  yield { how: 'texts trimmed', causes: ['json-empty-strings'], tree: trimmedTexts(tree) }
  const both = emptyTextsToNull(trimmedTexts(tree))
  yield { how: 'texts trimmed, empty ones as null', causes: ['json-empty-strings'], tree: both }
  yield { how: 'empty objects as arrays', causes: ['json-empty-containers'], tree: phpEmpties(tree) }
  yield { how: 'empty arrays as null', causes: ['json-empty-containers'], tree: railsEmpties(tree) }
  yield { how: 'plus signs as blanks', causes: ['json-plus-as-space'], tree: plusToSpace(tree) }
  for (const [how, print] of DATE_FORMS) {
    yield { how: `dates: ${how}`, causes: ['json-dates'], tree: withDates(tree, print) }
  }
  for (const [how, changed] of escapedValues(tree)) {
    yield { how: `values: ${how}`, causes: ['json-html-values'], tree: changed }
  }
}
