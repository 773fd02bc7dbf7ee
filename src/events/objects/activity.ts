/** `payload.activity`: the log entry of what happened. Its id is the only id that belongs to the event itself. */

import { choice, flag, object, openChoice, time, uuid } from '../field.js'
import type { Evidence, FieldOptions } from '../field-meta.js'
import {
  ACTIVITY_TYPES,
  ARCHIVE_REASONS,
  CASE_STATUSES,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  VISIT_TYPES,
} from '../values.js'
import { correspondent } from './person.js'

/** What may be shown of `valueBefore` and `valueAfter`, which otherwise hold free text. */
const SHOWN_VALUES = [...CASE_STATUSES, ...VISIT_TYPES, ...PAYMENT_STATUSES, ...ORDER_STATUSES, ...ARCHIVE_REASONS]

/**
 * The log entry.
 *
 * @param inTable whether the event's page lists the members that other pages only show in their example
 */
export function activity(options: FieldOptions = {}, inTable = false) {
  const seen: { evidence: Evidence } = { evidence: inTable ? 'documented' : 'example' }
  return object(
    {
      id: uuid('activity', { note: 'the natural key against duplicates' }),
      type: choice(ACTIVITY_TYPES),
      isPHI: flag(seen),
      isRestricted: flag(seen),
      timestamp: time(),
      valueBefore: openChoice(SHOWN_VALUES, { ...seen, nullable: true, note: 'free text' }),
      valueAfter: openChoice(SHOWN_VALUES, { ...seen, nullable: true, note: 'free text' }),
      actor: correspondent(),
      targetUser: correspondent({ nullable: true }),
    },
    options,
  )
}
