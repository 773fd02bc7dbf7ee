/** Which object stands under which member of `payload`, in each shape. The catalogue says which members an event has. */
import type * as z from 'zod/mini'
import type { CatalogueEntry, Variant } from './catalogue.js'
import { uuid } from './field.js'
import type { FieldOptions } from './field-meta.js'
import { activity } from './objects/activity.js'
import { archiveCase } from './objects/archive.js'
import { assignees } from './objects/assignees.js'
import { attachment, legacyAttachment } from './objects/attachment.js'
import { calendarEvent } from './objects/calendar-event.js'
import { caseObject } from './objects/case.js'
import { comment, legacyComment } from './objects/comment.js'
import { decision, deletedDecision, legacyDecision } from './objects/decision.js'
import { deletedAttachment, deletedComment } from './objects/deletions.js'
import { escalated } from './objects/escalation.js'
import { form, formResponse, legacyForm, legacyResponse, responses } from './objects/form-response.js'
import { fullCase, legacyFullCase } from './objects/full-case.js'
import { order } from './objects/order.js'
import { payment } from './objects/payment.js'
import { paymentInfo } from './objects/payment-info.js'
import { person } from './objects/person.js'
import { changeStatus } from './objects/status-change.js'

/** Makes the schema of one member; `inferred` are the names within it that are deduced for the event. */
type Maker = (options: FieldOptions, inferred: ReadonlySet<string>) => z.ZodMiniType

const CURRENT: Record<string, Maker> = {
  activity: options => activity(options),
  archiveCase,
  assignees,
  attachment,
  calendarEvent,
  case: (options, inferred) => caseObject(inferred, options),
  caseId: options => uuid('case', options),
  changeStatus,
  comments: comment,
  decision,
  deletedAttachment,
  deletedComment,
  escalated,
  form,
  formResponse,
  order: options => order({ ...options, optional: true }),
  payment,
  paymentInfo,
  respondent: options => person({ ...options, optional: true, alternative: true }),
  response: responses,
}

const FULL: Record<string, Maker> = {
  ...CURRENT,
  case: (options, inferred) => fullCase(inferred, options),
  order: options => order({ ...options, optional: true, alternative: true }),
}

// What the article calls the members common to all events is not spelled out: the case is a guess, and may be absent.
const LEGACY: Record<string, Maker> = {
  ...CURRENT,
  activity: () => activity({ evidence: 'inferred', optional: true, alternative: true, note: 'not in the article' }),
  attachment: legacyAttachment,
  case: (_, inferred) => caseObject(inferred, { evidence: 'inferred', optional: true }),
  comment: legacyComment,
  decision: legacyDecision,
  form: legacyForm,
  response: legacyResponse,
}

const OWN: Partial<Record<string, Partial<Record<Variant, Record<string, Maker>>>>> = {
  ADD_PAYMENT_INFO_USING_LINK: { event: { activity: options => activity(options, true) } },
  CREATE_CASE: { legacy: { case: (_, inferred) => legacyFullCase(inferred) } },
  DECISION_DELETED: { event: { decision: deletedDecision }, full: { decision: deletedDecision } },
}

/** Members beside the catalogue's that are accepted: a second place that sources tell of. */
const BESIDE: Partial<Record<string, readonly string[]>> = {
  ADD_FORM_RESPONSE: ['respondent'],
  ORDER_CREATED: ['order'],
  ORDER_STATUS_CHANGED: ['order'],
  ORDER_TRACKING_ADDED: ['order'],
}

/** The members of an event's payload, in the documents' order. */
export function payloadMembers(entry: CatalogueEntry, variant: Variant): Record<string, z.ZodMiniType> {
  const makers = { ...(variant === 'event' ? CURRENT : variant === 'full' ? FULL : LEGACY) }
  Object.assign(makers, OWN[entry.name]?.[variant])
  const beside = [...(BESIDE[entry.name] ?? []), ...(variant === 'legacy' ? ['activity'] : [])]
  const names = new Set([...(entry.members[variant] ?? []), ...beside])
  const members: Record<string, z.ZodMiniType> = {}
  for (const name of names) {
    const within = entry.inferred.filter(path => path.startsWith(`${name}.`)).map(path => path.slice(name.length + 1))
    const deduced = entry.inferred.includes(name) || (name === 'case' && !entry.members.event?.includes('case'))
    members[name] = makers[name]!(deduced ? { evidence: 'inferred' } : {}, new Set(within))
  }
  return members
}
