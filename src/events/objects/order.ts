/** `order`: a pharmacy order, in the payload by the older article, beside it in the whole example of a full body. */

import { id, object, openChoice, text, time } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { ORDER_STATUSES } from '../values.js'

/** A pharmacy order. */
export const order = (options: FieldOptions = {}) =>
  object(
    {
      id: id('order'),
      status: openChoice(ORDER_STATUSES, { note: 'only SHIPPED is seen' }),
      trackingId: text(),
      message: text(),
      createdAt: time(),
    },
    options,
  )
