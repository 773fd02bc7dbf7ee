/** `payload.archiveCase`: whether the case is archived now, and why. */
import { flag, id, object, openChoice } from '../field.js'
import { ARCHIVE_REASONS } from '../values.js'
import { person } from './person.js'

/** The case's archive mark. */
export const archiveCase = () =>
  object({
    caseId: id('case'),
    isArchived: flag(),
    archiveReason: openChoice(ARCHIVE_REASONS, { nullable: true }),
    caller: person(),
  })
