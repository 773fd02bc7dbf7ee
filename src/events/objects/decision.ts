/** `payload.decision`: what a clinician decided, with the prescribed medicines. */

import { choice, flag, id, integer, list, number, object, text, time, uuid } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { VISIT_TYPES } from '../values.js'
import { fullUser } from './user.js'

const EXAMPLE_NULL: FieldOptions = { evidence: 'example', nullable: true }

/** A decision that was recorded. */
export const decision = () =>
  object({
    id: uuid('decision'),
    isApproved: flag(),
    isNoDecision: flag(),
    startDate: time(),
    endDate: time(),
    decisionText: text(),
    category: text({ nullable: true }),
    createdAt: time(),
    visitType: choice(VISIT_TYPES),
    addedBy: clinician(),
    medInfo: list(
      object({
        id: uuid('medicine'),
        medicine: text(),
        dosage: text(),
        refillCount: integer(),
        pharmacyInstructions: text(),
        dosingFrequency: text(),
        externalId: id('product', EXAMPLE_NULL),
        isRefill: flag(),
        treatmentPeriod: text(),
        isPriorAuthRequested: flag(),
      }),
    ),
  })

/** A decision that was removed: a database row, with more members than the page lists. */
export const deletedDecision = () =>
  object({
    id: uuid('decision'),
    isApproved: flag(),
    isNoDecision: flag(),
    isIndefinite: flag(),
    startDate: time(),
    endDate: time(),
    decisionText: text(),
    caseId: uuid('case'),
    createdAt: time(),
    addedById: id('user'),
    onBehalfOfId: id('user', EXAMPLE_NULL),
    cost: number({ nullable: true }),
    category: text({ nullable: true }),
    isPaid: flag(),
    paymentInfoAddedById: id('user', EXAMPLE_NULL),
    visitType: choice(VISIT_TYPES),
    medInfo: list(
      object({
        id: uuid('medicine'),
        decisionId: uuid('decision', { evidence: 'example' }),
        medicine: text(),
        dosage: text(),
        refillCount: integer(),
        isPriorAuthRequested: flag(),
        dosingFrequency: text(),
        treatmentPeriod: text(),
        pharmacyInstructions: text({ evidence: 'example' }),
        externalId: id('product', EXAMPLE_NULL),
        isRefill: flag(),
      }),
    ),
    addedBy: fullUser(),
  })

/** A decision in the older article's shape: one medicine, as an object. */
export const legacyDecision = () =>
  object({
    id: id('decision'),
    isApproved: flag(),
    isNoDecision: flag(),
    startDate: time(),
    endDate: time(),
    decisionText: text(),
    category: text({ nullable: true }),
    medInfo: object({
      medicine: text(),
      dosage: text(),
      refillCount: integer(),
      pharmacyInstructions: text(),
      dosingFrequency: text(),
    }),
    createdAt: time(),
  })

const clinician = () =>
  object({
    firstName: text(),
    lastName: text(),
    title: text(),
    titleSuffix: text({ evidence: 'example' }),
    email: text(),
    phoneNumber: text(),
    npi: text(),
    dea: text(),
    address: text(),
    address2: text(EXAMPLE_NULL),
    city: text(),
    state: text(),
    postalCode: text(),
    country: text(EXAMPLE_NULL),
  })
