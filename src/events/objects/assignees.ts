/** `payload.assignees`: who was assigned or taken off. */
import { list, object } from '../field.js'
import { person } from './person.js'

/** The people concerned, each wrapped in an object of its own. */
export const assignees = (options: Parameters<typeof list>[1] = {}) => list(object({ assignee: person() }), options)
