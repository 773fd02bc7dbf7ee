/** `case.submitter`: the patient. */

import { id, object, text, time } from '../field.js'
import type { FieldOptions } from '../field-meta.js'

/** The patient, with address and date of birth. */
export const submitter = (options: FieldOptions = {}) =>
  object(
    {
      id: id('user'),
      firstName: text(),
      lastName: text(),
      email: text(),
      dob: time({ safe: false, note: 'date of birth, at midnight UTC' }),
      gender: text(),
      phoneNumber: text({ nullable: true, note: 'with country code' }),
      address: text(),
      address2: text(),
      city: text(),
      state: text(),
      postalCode: text(),
    },
    options,
  )
