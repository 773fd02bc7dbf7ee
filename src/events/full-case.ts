/** The whole case as it stood when an event happened: the story's last state, with what came later taken back. */
import { isObject, type Json } from '../core/path.js'
import { EVENT_FIXTURES, FULL_CASE } from '../generated/fixtures.js'

type JsonObject = { [member: string]: Json }

/** One event of the story. */
interface Chapter {
  event: string
  time: string
  payload: JsonObject
}

let story: readonly Chapter[] | undefined

/**
 * The whole case at the time of an event.
 *
 * @param own the event's own case, which is right about its members; without one, that of the event before it counts
 * @param time the event's time
 */
export function fullCaseAt(own: Json | undefined, time: string): JsonObject {
  const past = chapters().filter(chapter => chapter.time <= time)
  const whole = JSON.parse(FULL_CASE['full-case']!) as JsonObject
  for (const [name, value] of Object.entries(whole)) {
    if (isDated(value)) whole[name] = value.filter(item => (item['createdAt'] ?? item['timestamp'])! <= time)
  }
  Object.assign(whole, { assignees: [], hrRep: firstContact() })
  for (const chapter of past) retell(chapter, whole)
  overlay(whole, own ?? past.findLast(chapter => isObject(chapter.payload['case']))!.payload['case']!)
  if (whole['assignedAt'] === null) Object.assign(whole, { assignedTo: null, assignedBy: null })
  return structuredClone(whole)
}

/** Brings the case's lists to where they are after an event. */
function retell({ event, payload }: Chapter, whole: JsonObject): void {
  const list = (name: string) => whole[name] as JsonObject[]
  const without = (name: string, id: unknown) => list(name).filter(item => item['id'] !== id)
  const latest = (name: string, item: JsonObject) => list(name).map(one => (one['id'] === item['id'] ? item : one))
  const { payment, attachment, deletedAttachment, deletedComment, decision, assignees, activity } = payload as Record<
    string,
    JsonObject
  >
  if (payment) whole['payments'] = latest('payments', payment)
  if (attachment) whole['attachments'] = latest('attachments', attachment)
  if (deletedAttachment) {
    const removed = list('attachments').find(one => one['id'] === deletedAttachment['caseAttachmentId'])
    if (removed) whole['attachments'] = latest('attachments', { ...removed, isDeleted: true })
  }
  if (deletedComment) whole['comments'] = without('comments', deletedComment['caseCommentId'])
  if (event === 'DECISION_DELETED') whole['decisions'] = without('decisions', decision!['id'])
  if (event === 'ADD_CASE_ASSIGNEE') whole['assignees'] = assignees as Json
  if (event === 'REMOVE_CASE_ASSIGNEE') {
    const gone = JSON.stringify(assignees)
    whole['assignees'] = list('assignees').filter(one => !gone.includes(JSON.stringify(one)))
  }
  if (event === 'ADD_HR_REP') whole['hrRep'] = named(activity!['targetUser']!)
  if (event === 'REMOVE_HR_REP') whole['hrRep'] = null
}

/** Who was the point of contact before the first change of it. */
const firstContact = (): Json => {
  const removal = chapters().find(chapter => chapter.event === 'REMOVE_HR_REP')!
  return named((removal.payload['activity'] as JsonObject)['targetUser']!)
}

function named(user: Json): Json {
  const { id, firstName, lastName } = user as JsonObject
  return { id: id!, firstName: firstName!, lastName: lastName! }
}

/** Takes over the members of the event's own case, in the whole case's order. */
function overlay(whole: JsonObject, own: Json): void {
  for (const [name, value] of Object.entries(own as JsonObject)) {
    const present = whole[name]
    whole[name] = isObject(value) && isObject(present) ? { ...present, ...value } : value
  }
}

function chapters(): readonly Chapter[] {
  story ??= Object.values(EVENT_FIXTURES)
    .map(text => JSON.parse(text) as { event: string; payload: { activity: { timestamp: string } } & JsonObject })
    .map(({ event, payload }) => ({ event, time: payload.activity.timestamp, payload }))
    .sort((a, b) => (a.time < b.time ? -1 : 1))
  return story
}

const isDated = (value: Json): value is JsonObject[] =>
  Array.isArray(value) && value.every(item => isObject(item) && ('createdAt' in item || 'timestamp' in item))
