/** `payload.case`: the case as it stands after the event. */

import { choice, flag, id, object, openChoice, text, time, uuid } from '../field.js'
import type { Evidence, FieldOptions } from '../field-meta.js'
import { ARCHIVE_REASONS, CASE_STATUSES } from '../values.js'
import { submitter } from './submitter.js'

const NOT_YET = 'null until it happens'

/**
 * The case. Two generations of it are documented; members of either are accepted.
 *
 * @param inferred names of members that no document shows for this event
 */
export function caseObject(inferred: ReadonlySet<string>, options: FieldOptions = {}) {
  return object(caseMembers(inferred), options)
}

/** The members of a case, the patient last. */
export function caseMembers(inferred: ReadonlySet<string>) {
  const by = (name: string): { evidence: Evidence } => ({ evidence: inferred.has(name) ? 'inferred' : 'documented' })
  return {
    id: uuid('case', by('id')),
    type: text(by('type')),
    title: text(by('title')),
    status: choice(CASE_STATUSES, by('status')),
    shortId: id('short', by('shortId')),
    createdAt: time(by('createdAt')),
    updatedAt: time(by('updatedAt')),
    assignedAt: time({ ...by('assignedAt'), nullable: true, note: NOT_YET }),
    inProgressAt: time({ ...by('inProgressAt'), nullable: true, note: NOT_YET }),
    closedAt: time({ ...by('closedAt'), nullable: true, note: 'follows decisions, not archiving' }),
    isArchived: flag(by('isArchived')),
    isEscalated: flag(by('isEscalated')),
    isImported: flag(by('isImported')),
    referralCode: text({ ...by('referralCode'), nullable: true }),
    closedBy: id('user', { ...by('closedBy'), nullable: true, note: NOT_YET }),
    inProgressBy: id('user', { ...by('inProgressBy'), nullable: true, note: NOT_YET }),
    organizationId: uuid('organization', by('organizationId')),
    archiveReason: openChoice(ARCHIVE_REASONS, { ...by('archiveReason'), nullable: true, note: 'null while open' }),
    archiveNote: text({ nullable: true, optional: true, note: 'newer pages only' }),
    productBundleId: uuid('bundle', { nullable: true, optional: true, note: 'newer pages only' }),
    productBundle: object(
      { id: uuid('bundle', { evidence: 'inferred', optional: true }), name: text() },
      { ...by('productBundle'), nullable: true },
    ),
    submitter: submitter(by('submitter')),
  }
}
