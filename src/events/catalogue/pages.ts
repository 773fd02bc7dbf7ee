/** Events with a docs page of their own whose text is known, whole or in part. What lies past a cut is inferred. */
import { CASE_END, CASE_MIDDLE, under } from './case-members.js'
import { documented } from './entry.js'

const ATTACHMENT = ['isRestricted', 'isPHI', 'fileName', 'isDeleted', 'createdAt', 'uploadedBy', 'content']

/** Events by the text of their docs page. */
export const PAGES = [
  documented('ADD_CASE_ASSIGNEE', 'one or more people were assigned to the case', {
    event: ['assignees', 'case', 'activity'],
    legacy: ['assignees', 'case'],
    sources: ['pageInPart', 'article', 'list', 'activity'],
    inferred: [...under('case', CASE_END), 'activity'],
  }),
  documented('ADD_CASE_ATTACHMENT', 'a file was attached to the case', {
    event: ['attachment', 'case', 'activity'],
    legacy: ['attachment', 'case'],
    sources: ['pageInPart', 'article', 'list', 'activity'],
    inferred: [...under('case', [...CASE_MIDDLE, ...CASE_END]), 'activity'],
  }),
  documented('ADD_CASE_COMMENT', 'a comment was posted on the case', {
    event: ['comments', 'case', 'activity'],
    legacy: ['comment', 'case'],
    sources: ['pageInPart', 'article', 'list', 'activity'],
    inferred: [...under('comments.attachments[]', ATTACHMENT), 'case', 'activity'],
  }),
  documented('ADD_CASE_DECISION', "a clinician's decision was recorded", {
    event: ['decision', 'formResponse', 'case', 'activity'],
    legacy: ['decision', 'case'],
    sources: ['page', 'article', 'list', 'activity'],
    inferred: [],
    orderKnown: true,
  }),
  documented('ADD_FORM_RESPONSE', 'a form of the case was filled in', {
    event: ['form', 'response', 'case', 'activity'],
    legacy: ['form', 'response', 'case'],
    sources: ['pageInPart', 'article', 'list', 'activity'],
    inferred: ['case', 'activity'],
  }),
  documented('ADD_PAYMENT_INFO_USING_LINK', 'the patient stored a payment method by the link', {
    event: ['caseId', 'paymentInfo', 'activity'],
    sources: ['pageInPart', 'staging', 'list', 'activity'],
    inferred: [],
  }),
  documented('CALENDAR_EVENT_CANCELED', 'an appointment was cancelled', {
    event: ['calendarEvent', 'case', 'activity'],
    sources: ['pageInPart', 'list', 'activity'],
    inferred: ['case', 'activity'],
  }),
  documented('CALENDAR_EVENT_RESCHEDULED', 'an appointment was moved', {
    event: ['calendarEvent', 'case', 'activity'],
    sources: ['pageInPart', 'list', 'activity'],
    inferred: ['case', 'activity'],
  }),
  documented('DECISION_DELETED', 'a decision was removed', {
    event: ['decision', 'formResponse', 'case', 'activity'],
    sources: ['page', 'list', 'activity'],
    inferred: [],
    orderKnown: true,
  }),
  documented('PAYMENT_COMPLETED', 'a payment was completed', {
    event: ['case', 'payment', 'activity'],
    legacy: ['payment', 'case'],
    sources: ['pageInPart', 'article', 'list', 'activity'],
    inferred: ['case.submitter', 'activity'],
  }),
  documented('VISIT_TYPE_CHANGED', 'the kind of visit was changed', {
    event: ['case', 'activity'],
    sources: ['staging', 'list', 'activity'],
    inferred: ['case.submitter', 'activity'],
  }),
] as const
