/** Events without a docs page that was seen: known by the tag page's one line and, most of them, by the older article's shape. */
import { CASE_END, CASE_MIDDLE, CASE_START, under } from './case-members.js'
import { documented } from './entry.js'

const COMMON = ['case', 'activity']

/** Events by the older article, and those that only the tag page describes. */
export const ARTICLE = [
  documented('ARCHIVE_CASE', 'the case was closed and archived', {
    event: ['archiveCase', 'case', 'activity'],
    legacy: ['archiveCase', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('CALENDAR_EVENT_CREATED', 'an appointment was booked', {
    event: ['calendarEvent', 'case', 'activity'],
    sources: ['tag', 'list', 'activity'],
    inferred: ['calendarEvent', ...COMMON],
  }),
  documented('CALENDAR_EVENT_STATUS_UPDATED', "an appointment's status changed", {
    event: ['calendarEvent', 'case', 'activity'],
    sources: ['tag'],
    inferred: ['calendarEvent', ...COMMON],
  }),
  documented('CHANGE_CASE_STATUS', "the case's status moved", {
    event: ['changeStatus', 'case', 'activity'],
    legacy: ['changeStatus', 'case'],
    sources: ['tag', 'article', 'oldList', 'activity'],
    inferred: COMMON,
  }),
  documented('CREATE_CASE', 'a case was created', {
    event: ['case', 'activity'],
    legacy: ['case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: [...under('case', [...CASE_START, ...CASE_MIDDLE, ...CASE_END]), 'activity'],
  }),
  documented('DEESCALATE_CASE', "the case's escalation was lifted", {
    event: ['escalated', 'case', 'activity'],
    legacy: ['escalated', 'case'],
    sources: ['article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('DELETE_ATTACHMENT', 'a file was removed from the case', {
    event: ['deletedAttachment', 'case', 'activity'],
    legacy: ['deletedAttachment', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('DELETE_CASE_COMMENT', 'a comment was removed', {
    event: ['deletedComment', 'case', 'activity'],
    legacy: ['deletedComment', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('ESCALATE_CASE', 'the case was escalated', {
    event: ['escalated', 'case', 'activity'],
    legacy: ['escalated', 'case'],
    sources: ['article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('ORDER_CREATED', 'a pharmacy order was created', {
    event: ['order', 'case', 'activity'],
    legacy: ['order', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('ORDER_STATUS_CHANGED', "a pharmacy order's status moved", {
    event: ['order', 'case', 'activity'],
    legacy: ['order', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('ORDER_TRACKING_ADDED', 'a pharmacy order got its tracking id', {
    event: ['order', 'case', 'activity'],
    legacy: ['order', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('PAYMENT_ADDED', 'a payment was added', {
    event: ['payment', 'case', 'activity'],
    legacy: ['payment', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('PAYMENT_DELETED', 'a payment was removed', {
    event: ['payment', 'case', 'activity'],
    sources: ['tag', 'activity'],
    inferred: ['payment', ...COMMON],
  }),
  documented('PAYMENT_UPDATED', 'a payment was changed', {
    event: ['payment', 'case', 'activity'],
    sources: ['tag', 'activity'],
    inferred: ['payment', ...COMMON],
  }),
  documented('REMOVE_CASE_ASSIGNEE', 'one or more people were taken off the case', {
    event: ['assignees', 'case', 'activity'],
    legacy: ['assignees', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
  documented('REOPEN_CASE', 'a closed case was opened again', {
    event: ['archiveCase', 'case', 'activity'],
    legacy: ['archiveCase', 'case'],
    sources: ['tag', 'article', 'list', 'activity'],
    inferred: COMMON,
  }),
] as const
