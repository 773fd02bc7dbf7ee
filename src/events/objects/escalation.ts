/** `payload.escalated`: whether the case is escalated now. */
import { flag, id, object } from '../field.js'
import { person } from './person.js'

/** The case's escalation mark. */
export const escalated = () => object({ caseId: id('case'), isEscalated: flag(), caller: person() })
