/** `case.submitter`: the patient. */
import { type FieldOptions, id, object, text, time } from '../field.js'

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
