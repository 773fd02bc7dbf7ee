/** `payload.paymentInfo`: the stored card and the addresses, on the newer of two pages. */
import { object, text } from '../field.js'

/** The payment method that the patient stored. */
export const paymentInfo = () =>
  object(
    { maskedCardNumber: text(), cardBrand: text(), shippingAddress: address(), billingAddress: address() },
    { optional: true, note: 'on the staging page only' },
  )

const address = () =>
  object({
    addressLine1: text(),
    addressLine2: text({ optional: true, nullable: true }),
    city: text(),
    state: text(),
    country: text({ note: 'two letters' }),
    postalCode: text(),
  })
