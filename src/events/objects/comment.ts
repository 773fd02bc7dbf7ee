/** `payload.comments` (one object, in spite of its name) and the older `payload.comment`. */

import { choice, flag, id, list, object, text, time, uuid } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { ACCESS_ROLES, ROLES } from '../values.js'
import { commentAttachment, legacyAttachment } from './attachment.js'
import { nameOnly } from './person.js'

/** A comment. */
export const comment = () =>
  object({
    id: uuid('comment'),
    text: text(),
    isRestricted: flag({ note: 'true: for internal eyes only' }),
    createdAt: time(),
    forms: list(object({}), { note: 'forms with a question marked as PHI; what is in them is not shown anywhere' }),
    author: author(),
    attachments: list(commentAttachment()),
  })

/** A comment in the older article's shape. */
export const legacyComment = () =>
  object({
    id: id('comment'),
    text: text(),
    isRestricted: flag(),
    createdAt: time(),
    author: nameOnly(),
    attachments: list(legacyAttachment()),
  })

function author() {
  const nullable: FieldOptions = { nullable: true }
  return object({
    id: id('user'),
    firstName: text(),
    lastName: text(),
    email: text(),
    role: choice(ROLES),
    title: text(nullable),
    titleSuffix: text(nullable),
    npi: text(nullable),
    dea: text(nullable),
    organizationAccess: list(object({ role: choice(ACCESS_ROLES) })),
  })
}
