/** Unicode normal forms. */
import type { BodyView } from '../view.js'
import type { BodyFault, Candidate } from './fault.js'

export const unicodeNormalised: BodyFault = { id: 'body-unicode-normalised', undo: otherForms, redo: otherForms }

function* otherForms({ text }: BodyView): Iterable<Candidate> {
  if (text === undefined || !/[^\u0000-\u007f]/.test(text)) return
  for (const form of ['NFC', 'NFD'] as const) {
    const other: string = text.normalize(form)
    if (other !== text) yield { body: other, how: `in ${form}`, guess: form === 'NFD' }
  }
}
