/**
 * Walks a value along a tree of members and notes what differs.
 *
 * This is not zod's parse: zod's issues do not tell null from a wrong type, and a million wrong items make a million
 * issues. The walk follows the schema, never the data, and notes nothing beyond the limit: no value makes it deep or slow.
 */
import { formatPath, type Segment } from '../core/path.js'
import type { FindingCode, Findings } from './findings.js'
import { hasPath } from './has-path.js'
import type { Member } from './member-tree.js'
import { shownName } from './shown-name.js'
import { attested, expected, kindOf, UNDOCUMENTED } from './wording.js'

/** Notes what differs between a value and the tree. */
export function compare(value: unknown, tree: Member, findings: Findings): void {
  visit(value, tree, [], findings)
}

function visit(value: unknown, member: Member, path: Segment[], findings: Findings): void {
  if (value === undefined) {
    if (!member.optional) note('missing', member, path, findings, () => `is missing: ${expected(member.meta)}`)
    return
  }
  if (value === null) {
    if (!member.nullable) note('null', member, path, findings, () => `is null: expected ${expected(member.meta)}`)
    return
  }
  const fit = member.fit(value)
  if (fit === 'ok') visitInner(value, member, path, findings)
  else if (fit === 'wrong-type') {
    note(fit, member, path, findings, () => `is ${kindOf(value)}: expected ${expected(member.meta)}`)
  } else if (fit === 'bad-format') {
    note(fit, member, path, findings, () => `is not ${expected(member.meta)}`)
  } else {
    note(fit, member, path, findings, () => `is none of the ${member.meta.values!.length} known values`)
  }
}

function visitInner(value: unknown, member: Member, path: Segment[], findings: Findings): void {
  if (member.members) visitMembers(value as Record<string, unknown>, member, member.members, path, findings)
  else if (member.item) visitItems(value as unknown[], member.item, path, findings)
}

function visitMembers(
  value: Record<string, unknown>,
  parent: Member,
  members: ReadonlyMap<string, Member>,
  path: Segment[],
  findings: Findings,
): void {
  const { parts } = parent
  let known = 0
  // Most come in the documents' order, in which reading them costs least.
  for (const name in value) {
    if (known === parts.length || parts[known]!.name !== name) break
    visitPart(value[name], parts[known]!, path, findings)
    known++
  }
  for (let index = known; index < parts.length; index++) {
    const part = value[parts[index]!.name]
    if (part !== undefined) known++
    visitPart(part, parts[index]!, path, findings)
  }
  const { oneOf } = parent.meta
  if (oneOf && !oneOf.some(way => hasPath(value, way))) {
    const names = oneOf.map(way => formatPath(way)).join(' or ')
    note('missing', members.get(oneOf[0]![0]!)!, [...path, ...oneOf[0]!], findings, () => `is missing: ${names}`)
  }
  if (parts.length > 0) noteUndocumented(value, known, members, path, findings)
}

function visitPart(
  part: unknown,
  { name, member }: Member['parts'][number],
  path: Segment[],
  findings: Findings,
): void {
  // Most are values without members that fit: they need no path.
  if (part != null && !member.members && !member.item && member.fit(part) === 'ok') return
  path.push(name)
  visit(part, member, path, findings)
  path.pop()
}

function visitItems(items: readonly unknown[], item: Member, path: Segment[], findings: Findings): void {
  for (let index = 0; index < items.length; index++) {
    if (!findings.wants('error') && !findings.wants('warning')) return
    path.push(index)
    visit(items[index], item, path, findings)
    path.pop()
  }
}

/** @param known how many of the members are documented */
function noteUndocumented(
  value: Record<string, unknown>,
  known: number,
  members: ReadonlyMap<string, Member>,
  path: Segment[],
  findings: Findings,
): void {
  if (!findings.wants('warning')) return
  const names = Object.keys(value)
  if (names.length === known) return
  for (const name of names) {
    if (members.has(name)) continue
    if (!findings.wants('warning')) return
    findings.add('warning', 'undocumented', formatPath([...path, shownName(name)]), UNDOCUMENTED)
  }
}

const FIRM: ReadonlySet<FindingCode> = new Set(['missing', 'wrong-type', 'null'])

function note(
  code: FindingCode,
  member: Member,
  path: readonly Segment[],
  findings: Findings,
  message: () => string,
): void {
  const severity = member.evidence === 'documented' && FIRM.has(code) ? 'error' : 'warning'
  if (findings.wants(severity)) findings.add(severity, code, formatPath(path), message() + attested(member.evidence))
}
