/** `payload.payment`. Its own page was not seen whole: the members are the older article's. */

import { amount, flag, id, object, openChoice, text, time } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { PAYMENT_STATUSES } from '../values.js'
import { correspondent } from './person.js'

/** A payment. */
export const payment = (options: FieldOptions = {}) =>
  object(
    {
      id: id('payment'),
      isDeleted: flag(),
      description: text(),
      amount: amount({ note: 'in dollars; a number by the article, a text in the field' }),
      status: openChoice(PAYMENT_STATUSES, { note: 'values of a kindred interface' }),
      dueDate: time(),
      paymentDate: time({ nullable: true }),
      cancellationDate: time({ nullable: true }),
      createdAt: time(),
      updatedAt: time(),
      createdBy: correspondent(),
    },
    options,
  )
