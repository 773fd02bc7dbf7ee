/** A file: `payload.attachment`, and the files of a comment. Its bytes come inline or as a URL, by the webhook's setting. */

import { base64, flag, id, object, text, time, url, uuid } from '../field.js'
import type { Evidence, FieldOptions } from '../field-meta.js'
import { nameOnly, person } from './person.js'

const ONE_OF = [['content'], ['url']] as const

/** A file. */
export const attachment = () => object({ id: uuid('attachment'), ...file({}) }, { oneOf: ONE_OF })

/** A file of a comment, of which the page shows the id only. */
export const commentAttachment = () =>
  object({ id: uuid('attachment'), ...file({ evidence: 'inferred' }) }, { oneOf: ONE_OF })

/** A file in the older article's shape. */
export const legacyAttachment = () =>
  object({ id: id('attachment'), ...file({}), uploadedBy: nameOnly() }, { oneOf: ONE_OF })

function file(by: { evidence?: Evidence }) {
  const either: FieldOptions = { ...by, optional: true }
  return {
    isRestricted: flag(by),
    isPHI: flag(by),
    fileName: text(by),
    isDeleted: flag(by),
    createdAt: time(by),
    uploadedBy: person(by),
    content: base64({ ...either, note: 'where documents are sent as BASE64' }),
    url: url({
      evidence: 'inferred',
      optional: true,
      note: 'instead of content where documents are sent as URL; 15 minutes',
    }),
  }
}
