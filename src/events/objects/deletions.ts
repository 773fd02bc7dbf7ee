/** `payload.deletedAttachment` and `payload.deletedComment`: which one, and who did it. */
import { id, object } from '../field.js'
import { caller } from './person.js'

/** A file that was removed. */
export const deletedAttachment = () =>
  object({ caseId: id('case'), caseAttachmentId: id('attachment'), caller: caller() })

/** A comment that was removed. */
export const deletedComment = () => object({ caseId: id('case'), caseCommentId: id('comment'), caller: caller() })
