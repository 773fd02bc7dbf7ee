/** The members of `payload.case`, in the documents' order, as far as they stand on every page; the parts are where pages were cut. */

/** What every page seen shows of the case. */
export const CASE_START = [
  'id',
  'type',
  'title',
  'status',
  'shortId',
  'createdAt',
  'updatedAt',
  'assignedAt',
  'inProgressAt',
  'closedAt',
]

/** What follows, as far as the assignee page. */
export const CASE_MIDDLE = ['isArchived', 'isEscalated', 'isImported', 'referralCode', 'closedBy', 'inProgressBy']

/** The rest: whole on the two decision pages only. */
export const CASE_END = ['organizationId', 'archiveReason', 'productBundle', 'submitter']

/** Paths of members under a parent. */
export const under = (parent: string, members: readonly string[]): string[] =>
  members.map(member => `${parent}.${member}`)
