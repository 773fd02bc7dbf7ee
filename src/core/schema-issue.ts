/** What is wrong with a JSON file of the user's, in one sentence, from a schema's complaint. */
import { formatPath, type Segment } from './path.js'

/** As much of a zod issue as is needed here; core does not import zod. */
export interface SchemaIssue {
  code: string
  path: PropertyKey[]
  message: string
  keys?: string[]
  values?: unknown[]
  expected?: string
  origin?: string
  minimum?: unknown
  maximum?: unknown
  errors?: SchemaIssue[][]
}

/** How a schema is to be applied: what is missing is told apart from what is of another type, in the issue's message. */
export const SAYING_MISSING = {
  error: (issue: { input?: unknown }): string | undefined => (issue.input === undefined ? MISSING : undefined),
}

const MISSING = 'missing'

/** zod reports a union as a whole: the alternative that got furthest says what is really wrong. */
function deepestIssue(issue: SchemaIssue): SchemaIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors?.flat().find(one => one.path.length > 0 || one.code === 'unrecognized_keys')
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue
}

/** Where an issue stands: an unknown member at itself, not at the object that holds it. */
export function issuePath(issue: SchemaIssue): Segment[] {
  return [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys![0]!] : [])] as Segment[]
}

/** The issue to tell of several: a member that is not known explains another that is missing. */
export function firstIssue(issues: readonly SchemaIssue[]): SchemaIssue {
  return deepestIssue(issues.find(issue => issue.code === 'unrecognized_keys') ?? issues[0]!)
}

/** One sentence that names the member; `whole` is what the file itself is called. */
export function describeIssue(issue: SchemaIssue, whole: string): string {
  const member = formatPath(issue.path as Segment[]) || whole
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${member} has an unknown member "${issue.keys![0]!.slice(0, 60)}"`
    case 'invalid_value':
      return `${member} must be one of ${issue.values!.join(', ')}`
    case 'invalid_type':
      return issue.message === MISSING ? `${member} is missing` : `${member} must be of type ${issue.expected}`
    case 'too_small':
      return `${member} ${issue.origin === 'array' ? 'has fewer entries than' : 'is below'} ${issue.minimum}`
    case 'too_big':
      return `${member} ${issue.origin === 'array' ? 'has more entries than' : 'is above'} ${issue.maximum}`
    default:
      return `${member} is not of the right type`
  }
}
