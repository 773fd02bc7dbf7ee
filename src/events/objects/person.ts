/** People: the few members by which the documents name somebody. Every user id is opaque; some are UUIDs, most are not. */

import { id, object, text } from '../field.js'
import type { FieldOptions } from '../field-meta.js'

/** First and last name, as older shapes name an author. */
export const nameOnly = (options: FieldOptions = {}) => object({ firstName: text(), lastName: text() }, options)

/** Id and name: assignees, respondents, who uploaded a file, who called for a change. */
export const person = (options: FieldOptions = {}) =>
  object({ id: id('user'), firstName: text(), lastName: text() }, options)

/** Id, name and address: who did something, and to whom. */
export const correspondent = (options: FieldOptions = {}) =>
  object({ id: id('user'), firstName: text(), lastName: text(), email: text() }, options)
