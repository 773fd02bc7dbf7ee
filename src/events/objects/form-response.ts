/** Filled-in forms: `formResponse` beside a decision, `form` and `response` when a form comes in. */

import { choice, flag, id, integer, list, object, text, time, uuid } from '../field.js'
import type { FieldOptions } from '../field-meta.js'
import { QUESTION_TYPES } from '../values.js'
import { person } from './person.js'

/** `payload.formResponse`: a form with its answers; the form has no id here. */
export const formResponse = (options: FieldOptions = {}) => object(filledForm(), options)

/** An item of a whole case's `responses`. */
export const datedFormResponse = () => object({ ...filledForm(), createdAt: time({ optional: true }) })

/** `payload.form`: the form that was filled in. */
export const form = () => object({ id: uuid('form'), name: text(), description: text() })

/** `payload.form` of the older article. */
export const legacyForm = () => object({ id: id('form'), name: text(), description: text() })

/** `payload.response`: one item an answer. */
export const responses = () =>
  list(
    object({
      id: uuid('response'),
      isArchived: flag(),
      question: question(true),
      text: text({ note: 'MULTISELECT: a JSON array in the text' }),
      createdAt: time(),
      respondent: person({ optional: true, note: 'here or beside response: the page does not tell' }),
    }),
  )

/** `payload.response` of the older article: a single answer. */
export const legacyResponse = () =>
  object({ id: id('response'), question: question(true), text: text(), createdAt: time(), respondent: person() })

const filledForm = () => ({
  id: uuid('response'),
  form: object({ name: text(), description: text() }),
  responses: list(
    object({
      id: uuid('response'),
      isArchived: flag({ evidence: 'example' }),
      question: question(false),
      text: text(),
      createdAt: time({ evidence: 'example' }),
    }),
  ),
})

function question(inTable: boolean) {
  const seen: FieldOptions = { evidence: inTable ? 'documented' : 'example' }
  return object({
    index: integer(),
    type: choice(QUESTION_TYPES),
    text: text(),
    isPHI: flag(seen),
    options: list(text(), seen),
    required: flag(seen),
  })
}
