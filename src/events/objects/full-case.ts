/** The whole case of full bodies. No table of it was seen: what it adds is deduced from a kindred interface and the article's notes. */

import { list, object } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { activity } from './activity.js'
import { assignees } from './assignees.js'
import { attachment } from './attachment.js'
import { caseMembers } from './case.js'
import { comment } from './comment.js'
import { decision } from './decision.js'
import { datedFormResponse } from './form-response.js'
import { payment } from './payment.js'
import { person } from './person.js'

const DEDUCED: FieldOptions = { evidence: 'inferred' }
const DEDUCED_NULL: FieldOptions = { evidence: 'inferred', nullable: true }

/**
 * The whole case.
 *
 * @param inferred names of the case's own members that no document shows for this event
 */
export function fullCase(inferred: ReadonlySet<string>, options: FieldOptions = {}) {
  // The kindred interface, said to be of the same format, leaves out the organisation.
  const { submitter, ...members } = caseMembers(new Set([...inferred, 'organizationId']))
  return object(
    {
      ...members,
      assignedTo: person({ ...DEDUCED_NULL, note: 'the clinician' }),
      hrRep: person({ ...DEDUCED_NULL, note: 'point of contact' }),
      assignedBy: person({ ...DEDUCED_NULL, note: 'who chose the clinician' }),
      assignees: assignees(DEDUCED),
      submitter,
      responses: list(datedFormResponse(), { ...DEDUCED, note: 'one item a form' }),
      decisions: list(decision(), DEDUCED),
      comments: list(comment(), DEDUCED),
      attachments: list(attachment(), DEDUCED),
      payments: list(payment(), DEDUCED),
      activity: list(activity(), { ...DEDUCED, note: 'every event so far' }),
    },
    options,
  )
}

/** What the older article calls the full case object, without spelling it out: the case and its people. */
export function legacyFullCase(inferred: ReadonlySet<string>) {
  const { submitter, ...members } = caseMembers(inferred)
  const people: FieldOptions = { ...DEDUCED_NULL, optional: true }
  return object({
    ...members,
    assignedTo: person(people),
    hrRep: person(people),
    assignedBy: person(people),
    submitter,
  })
}
