/** `payload.deletedAttachment` and `payload.deletedComment`: which one, and who did it. */
import { id, object } from '../field.js'
import { person } from './person.js'

/** A file that was removed. */
export const deletedAttachment = () =>
  object({ caseId: id('case'), caseAttachmentId: id('attachment'), caller: person() })

/** A comment that was removed. */
export const deletedComment = () => object({ caseId: id('case'), caseCommentId: id('comment'), caller: person() })
