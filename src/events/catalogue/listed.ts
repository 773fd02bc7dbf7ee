/** Events that the support list names as supported without a word on what they carry. */
import { listed } from './entry.js'

/** Events by the support list alone. */
export const LISTED = [
  listed('ADD_HR_REP', 'a point of contact was set'),
  listed('CALENDAR_EVENT_NO_SHOW', 'an appointment was marked as missed'),
  listed('CALENDAR_EVENT_NO_SHOW_REMOVED', 'the mark of a missed appointment was removed'),
  listed('COMMENT_ACKNOWLEDGED', 'somebody acknowledged a comment'),
  listed('FOLLOWUP_EMAIL', 'a follow-up mail was sent'),
  listed('FOLLOWUP_FORM', 'a follow-up form was sent'),
  listed('IMPORT_CASE', 'the case came in by import'),
  listed('INBOUND_EMAIL', 'a mail came in'),
  listed('NOTE_ACKNOWLEDGED', 'somebody acknowledged a note'),
  listed('OUTBOUND_EMAIL', 'a mail was sent'),
  listed('PAYMENT_INFO_LINK_SENT', 'the patient was sent a payment-setup link'),
  listed('REMOVE_HR_REP', 'the point of contact was taken off'),
  listed('SMS_RECEIVED', 'a text message came in'),
  listed('SMS_SENT', 'a text message was sent'),
  listed('SUPPORT_NOTE_ADDED', 'a support note was added'),
  listed('SUPPORT_NOTE_COMPLETED', 'a support note was completed'),
  listed('SUPPORT_NOTE_UPDATED', 'a support note was edited'),
  listed('TEXT_INFO', 'a "text info" entry: no document explains it'),
  listed('UPDATE_FORM_RESPONSE', 'an answer of a form was edited'),
] as const
