/** The values that the vendor's documents list for a member, in their order. Plain data: safe to load for completion. */

/** `case.status`, and what a status change names. */
export const CASE_STATUSES = ['OPEN', 'ASSIGNED', 'IN_PROGRESS', 'APPROVED', 'REJECTED', 'NO_DECISION'] as const

/** `decision.visitType`, and what a visit type change names. */
export const VISIT_TYPES = ['NO_SHOW', 'ASYNC_TEXT_EMAIL', 'SYNC_VIDEO', 'SYNC_PHONE', 'ORDER_FORM'] as const

/** `archiveReason`; a free text in older shapes. */
export const ARCHIVE_REASONS = ['COMPLETE', 'INELIGIBLE'] as const

/** `payment.status`, as the page of another interface lists it. */
export const PAYMENT_STATUSES = ['PAID', 'UNPAID', 'CANCELED', 'IN_DISPUTE', 'LOST_DISPUTE', 'REFUND', 'ERROR'] as const

/** `order.status`: one is seen in an example, the others belong to a kindred object. */
export const ORDER_STATUSES = ['ORDERED', 'SHIPPED', 'DELIVERED'] as const

/** `calendarEvent.status`. */
export const CALENDAR_STATUSES = [
  'EVENT_ACCEPTED_BY_PROVIDER',
  'MISSED_EVENT_BY_PROVIDER',
  'MISSED_EVENT_BY_USER',
  'NEED_RESCHEDULE',
] as const

/** `comments.author.role`. */
export const ROLES = ['USER', 'CASEMANAGER', 'CASEWORKER', 'ADMIN', 'CVADMIN', 'CVTPA'] as const

/** `comments.author.organizationAccess[].role`. */
export const ACCESS_ROLES = ['TPASUPPORT', 'TPAMEDICAL', 'TPALEGAL'] as const

/** `question.type`. */
export const QUESTION_TYPES = [
  'TEXT',
  'SINGLESELECT',
  'MULTISELECT',
  'DATE',
  'FILE',
  'BOOLEAN',
  'DATERANGE',
  'STATEMENT',
  'WIDGET_STATE_PICKER',
  'WIDGET_BMI',
  'WIDGET_VISIT_TYPE',
  'WIDGET_USER_ID_DOCUMENT',
] as const

/** `activity.type`. */
export const ACTIVITY_TYPES = [
  'CREATE_CASE',
  'CHANGE_CASE_STATUS',
  'ADD_CASE_COMMENT',
  'DELETE_CASE_COMMENT',
  'ADD_CASE_DECISION',
  'ARCHIVE_CASE',
  'ESCALATE_CASE',
  'DEESCALATE_CASE',
  'ADD_CASE_ESCALATION',
  'REMOVE_CASE_ESCALATION',
  'UPDATE_CASE_ESCALATION',
  'DECISION_DELETED',
  'ADD_CASE_ATTACHMENT',
  'ADD_CASE_ASSIGNEE',
  'REMOVE_CASE_ASSIGNEE',
  'IMPORT_CASE',
  'ADD_FORM_RESPONSE',
  'UPDATE_FORM_RESPONSE',
  'ADD_HR_REP',
  'REMOVE_HR_REP',
  'DELETE_ATTACHMENT',
  'FOLLOWUP_EMAIL',
  'PAYMENT_ADDED',
  'PAYMENT_COMPLETED',
  'PAYMENT_DELETED',
  'PAYMENT_UPDATED',
  'ORDER_CREATED',
  'TEXT_INFO',
  'REOPEN_CASE',
  'SMS_SENT',
  'SMS_RECEIVED',
  'INBOUND_EMAIL',
  'OUTBOUND_EMAIL',
  'FOLLOWUP_FORM',
  'ORDER_STATUS_CHANGED',
  'ORDER_TRACKING_ADDED',
  'PAYMENT_INFO_LINK_SENT',
  'ADD_PAYMENT_INFO_USING_LINK',
  'CALENDAR_EVENT_CREATED',
  'CALENDAR_EVENT_RESCHEDULED',
  'CALENDAR_EVENT_CANCELED',
  'CALENDAR_EVENT_NO_SHOW',
  'CALENDAR_EVENT_NO_SHOW_REMOVED',
  'SUPPORT_NOTE_ADDED',
  'SUPPORT_NOTE_UPDATED',
  'SUPPORT_NOTE_COMPLETED',
  'COMMENT_ACKNOWLEDGED',
  'NOTE_ACKNOWLEDGED',
  'VISIT_TYPE_CHANGED',
  'PAYMENT_PREAUTHORIZED',
  'SUBSCRIPTION_ADDED',
  'SUBSCRIPTION_ACTIVATED',
  'SUBSCRIPTION_COMPLETED',
  'SUBSCRIPTION_PAUSED',
  'SUBSCRIPTION_RESUMED',
  'SUBSCRIPTION_CANCELLED',
  'SUBSCRIPTION_UPDATED',
] as const
