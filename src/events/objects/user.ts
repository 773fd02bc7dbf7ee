/** A whole user row, as it comes with a decision that was removed: five members are documented, the others an example shows. */

import { flag, id, list, object, openChoice, text, time } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { ROLES } from '../values.js'

const SEEN: FieldOptions = { evidence: 'example' }
const SEEN_NULL: FieldOptions = { evidence: 'example', nullable: true }

/** The user who added a decision. */
export const fullUser = () =>
  object({
    id: id('user'),
    createdAt: time(SEEN),
    email: text(),
    secondaryEmail: text(SEEN_NULL),
    firstName: text(),
    lastName: text(),
    phoneNumber: text(SEEN_NULL),
    npi: text(SEEN_NULL),
    dea: text(SEEN_NULL),
    dob: time({ ...SEEN_NULL, safe: false }),
    gender: text(SEEN_NULL),
    role: openChoice(ROLES),
    organizationId: id('organization', SEEN),
    customRoleId: text(SEEN_NULL),
    isMultiOrgAdmin: flag(SEEN),
    employeeId: text(SEEN_NULL),
    department: text(SEEN_NULL),
    jobTitle: text(SEEN_NULL),
    directSupervisor: text(SEEN_NULL),
    address: text(SEEN_NULL),
    address2: text(SEEN_NULL),
    city: text(SEEN_NULL),
    state: text(SEEN_NULL),
    country: text(SEEN_NULL),
    postalCode: text(SEEN_NULL),
    slackId: text(SEEN_NULL),
    workLocation: text(SEEN_NULL),
    availableInStates: list(text(), SEEN),
    hoursWorkedPerWeek: text({ ...SEEN_NULL, note: 'a number, as text' }),
    isDeleted: flag(SEEN),
    isCVAdminCreator: flag(SEEN_NULL),
    isAiSystemPromptSetter: flag(SEEN),
    isExternal: flag(SEEN),
    title: text(SEEN_NULL),
    titleSuffix: text(SEEN_NULL),
    customFields: text({ ...SEEN_NULL, note: 'null in the example: its type is a guess' }),
    isAiUser: flag(SEEN),
    isAiDecisionUser: flag(SEEN),
  })
