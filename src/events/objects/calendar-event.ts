/** `payload.calendarEvent`: an appointment. Its times are not shown: they tell when somebody sees a doctor. */

import { choice, flag, integer, list, object, text, time, url, uuid } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { CALENDAR_STATUSES } from '../values.js'

/** An appointment. */
export const calendarEvent = (options: FieldOptions = {}) =>
  object(
    {
      id: uuid('calendar-event'),
      title: text(),
      topic: text(),
      description: text(),
      color: text(),
      createdAt: time(),
      updatedAt: time(),
      isDeleted: flag(),
      status: choice(CALENDAR_STATUSES, { nullable: true }),
      startDateTime: time({ safe: false }),
      endDateTime: time({ safe: false }),
      timezone: text({ note: 'IANA name' }),
      meetingLink: url(),
      cancelURL: url(),
      rescheduleURL: url(),
      meetingNotes: list(object({ answer: text(), position: integer(), question: text() })),
      meetingProvider: text(),
      providerName: text(),
      providerEmail: text(),
      tracking: tracking(options.evidence === 'inferred'),
    },
    options,
  )

// The pages are cut after two members; the others are those of the calendar service behind it.
function tracking(optional: boolean) {
  const known = text({ nullable: true, optional })
  const deduced = text({ nullable: true, optional: true, evidence: 'inferred' })
  return object({
    utm_campaign: deduced,
    utm_source: deduced,
    utm_medium: known,
    utm_content: deduced,
    utm_term: known,
    salesforce_uuid: deduced,
  })
}
