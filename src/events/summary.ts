/** What an event says, in one line of safe words: counts, flags, amounts and known values, nothing of what people wrote. */
import { formatSize } from '../core/units.js'
import type { SendableEvent } from './catalogue.js'
import { SafePart } from './safe-part.js'
import { recognise } from './shape.js'
import {
  ARCHIVE_REASONS,
  CALENDAR_STATUSES,
  CASE_STATUSES,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  VISIT_TYPES,
} from './values.js'

type Part = string | false | undefined
type Line = (payload: SafePart, body: SafePart) => Part[]

/**
 * Sums up a body. Total: no value makes it throw.
 *
 * @returns one line, without anything that masking would hide; empty for an event that is not known
 */
export function summarise(body: unknown): string {
  const { entry } = recognise(body)
  if (!entry) return ''
  const whole = new SafePart(body)
  const parts = LINES[entry.name as SendableEvent]?.(whole.at('payload'), whole)
  return parts?.filter(Boolean).join(', ') || entry.meaning
}

const order: Line = (payload, body) => [payload.at('order').or(body.at('order')).at('status').among(ORDER_STATUSES)]

const payment: Line = payload => {
  const one = payload.at('payment')
  return [words(one.at('status').among(PAYMENT_STATUSES), one.at('amount').amount)]
}

const appointment: Line = payload => [payload.at('calendarEvent').at('status').among(CALENDAR_STATUSES)]

const decision: Line = payload => {
  const one = payload.at('decision')
  return [
    one.at('isNoDecision').is(true)
      ? 'no decision made'
      : one.at('isApproved').is(true)
        ? 'decision approved'
        : one.at('isApproved').is(false) && 'decision denied',
    one.at('medInfo').count('medicine'),
    words('visit', one.at('visitType').among(VISIT_TYPES)),
  ]
}

const file: Line = payload => {
  const one = payload.at('attachment')
  const size = one.at('content').length
  return [size > 0 ? formatSize(Math.floor((size * 3) / 4)) : one.at('url').length > 0 && 'by URL']
}

const comment: Line = payload => {
  const one = payload.at('comments', 'comment')
  return [one.at('isRestricted').is(true) && 'internal', one.at('attachments').count('file')]
}

const LINES: Partial<Record<SendableEvent, Line>> = {
  ADD_CASE_ASSIGNEE: payload => [words(people(payload), 'assigned')],
  ADD_CASE_ATTACHMENT: (...body) => ['file attached', ...file(...body)],
  ADD_CASE_COMMENT: (...body) => ['comment added', ...comment(...body)],
  ADD_CASE_DECISION: decision,
  ADD_FORM_RESPONSE: payload => ['form filled in', payload.at('response').count('answer')],
  ARCHIVE_CASE: payload => [
    'case archived',
    payload.at('archiveCase', 'case').at('archiveReason').among(ARCHIVE_REASONS),
  ],
  CALENDAR_EVENT_CANCELED: (...body) => ['appointment cancelled', ...appointment(...body)],
  CALENDAR_EVENT_CREATED: (...body) => ['appointment booked', ...appointment(...body)],
  CALENDAR_EVENT_RESCHEDULED: (...body) => ['appointment moved', ...appointment(...body)],
  CALENDAR_EVENT_STATUS_UPDATED: (...body) => ['appointment updated', ...appointment(...body)],
  CHANGE_CASE_STATUS: payload => [
    move('status', payload.at('changeStatus'), ['oldStatus', 'newStatus'], CASE_STATUSES) ??
      move('status', payload.at('activity'), BEFORE_AFTER, CASE_STATUSES),
  ],
  CREATE_CASE: payload => ['case created', payload.at('case').at('status').among(CASE_STATUSES)],
  DECISION_DELETED: (...body) => ['decision deleted', ...decision(...body).slice(1)],
  ORDER_CREATED: (...body) => ['order created', ...order(...body)],
  ORDER_STATUS_CHANGED: (...body) => [words('order', ...order(...body))],
  ORDER_TRACKING_ADDED: (...body) => [words('order', ...order(...body)), 'tracking added'],
  PAYMENT_ADDED: (...body) => ['payment added', ...payment(...body)],
  PAYMENT_COMPLETED: (...body) => [words('payment', ...payment(...body))],
  PAYMENT_DELETED: (...body) => ['payment deleted', ...payment(...body)],
  PAYMENT_UPDATED: (...body) => ['payment changed', ...payment(...body)],
  REMOVE_CASE_ASSIGNEE: payload => [words(people(payload), 'taken off')],
  VISIT_TYPE_CHANGED: payload => [move('visit', payload.at('activity'), BEFORE_AFTER, VISIT_TYPES)],
}

const BEFORE_AFTER = ['valueBefore', 'valueAfter'] as const

const people = (payload: SafePart) => payload.at('assignees').count('person', 'people')

/** Words that belong together: all of them, or none. */
const words = (...parts: Part[]): Part => parts.every(Boolean) && parts.join(' ')

function move(
  what: string,
  one: SafePart,
  [from, to]: readonly [string, string],
  values: readonly string[],
): string | undefined {
  const [before, after] = [one.at(from).among(values), one.at(to).among(values)]
  if (!after) return undefined
  return before ? `${what} ${before} -> ${after}` : `${what} ${after}`
}
