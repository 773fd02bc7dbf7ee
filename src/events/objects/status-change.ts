/** `payload.changeStatus`: from which status to which. */
import { choice, id, object, time } from '../field.js'
import { CASE_STATUSES } from '../values.js'
import { person } from './person.js'

/** A status change. */
export const changeStatus = () =>
  object({
    caseId: id('case'),
    newStatus: choice(CASE_STATUSES),
    oldStatus: choice(CASE_STATUSES),
    changeDate: time(),
    caller: person(),
  })
