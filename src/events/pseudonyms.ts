/** Other names for ids: the same id gets the same name within a run, so that deliveries can be told apart and nothing is told. */
import { isObject } from '../core/path.js'
import type { IdKind } from './field-meta.js'
import type { Pseudonym } from './mask.js'

/** Ids that get a name of their own; a run that meets more is one of a load test. */
const MOST_NAMES = 100_000

/** Names ids in the order in which they are met: `case#1`, `case#2`. Of very many ids the later ones share `case#?`. */
export function createPseudonyms(): Pseudonym {
  const names = new Map<string, string>()
  const counts = new Map<IdKind, number>()
  return (kind, value) => {
    const key = `${kind} ${value}`
    const known = names.get(key)
    if (known !== undefined) return known
    if (names.size >= MOST_NAMES) return `${kind}#?`
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    const name = `${kind}#${number}`
    names.set(key, name)
    return name
  }
}

/**
 * The pseudonym of the case that a body is about.
 *
 * @returns undefined where the body names none
 */
export function caseName(body: unknown, pseudonym: Pseudonym): string | undefined {
  const id = caseId(body)
  return id === undefined ? undefined : pseudonym('case', id)
}

/** The names under which a person may know the case that a body is about: its id and its short id. Not for showing. */
export function caseIds(body: unknown): string[] {
  const short = memberOf(memberOf(memberOf(body, 'payload'), 'case'), 'shortId')
  return [caseId(body), short].filter(one => typeof one === 'string')
}

function caseId(body: unknown): string | undefined {
  const payload = memberOf(body, 'payload')
  const id =
    memberOf(memberOf(payload, 'case'), 'id') ??
    memberOf(payload, 'caseId') ??
    CASE_ID_HOLDERS.map(name => memberOf(memberOf(payload, name), 'caseId')).find(one => one !== undefined)
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** The id of the activity that a body tells of: the same one is the same event, however often it is delivered. */
export function activityId(body: unknown): string | undefined {
  const id = memberOf(memberOf(memberOf(body, 'payload'), 'activity'), 'id')
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** Objects of the older shapes that name the case themselves. */
const CASE_ID_HOLDERS = ['archiveCase', 'changeStatus', 'deletedAttachment', 'deletedComment', 'escalated', 'decision']

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
