/**
 * What becomes of a member's value in a copy that is to be shared: what may stay is what may be shown, and of the rest it
 * is declared here which are dates, ids, documents and the ways in which a person is named.
 */
import type { Member } from './member-tree.js'
import { isSafeText } from './safe-text.js'

/**
 * - `keep`: it is known, and tells nothing of anybody
 * - `time`: moved with all others
 * - `id`: the same new one everywhere
 * - `document`: a placeholder of the same size
 * - `phone`, `number`: made so that nobody has it
 * - `word`: so few words are likely that the length of one would tell it
 * - `text`: anything else, also mail addresses and links, which are recognised by their form
 */
export type Treatment = 'keep' | 'time' | 'id' | 'document' | 'phone' | 'number' | 'word' | 'text'

const PHONES: ReadonlySet<string> = new Set(['phoneNumber'])
/** Registers of clinicians and of pharmacies: their numbers have check digits. */
const NUMBERS: ReadonlySet<string> = new Set(['npi', 'dea'])
/** `text` is the answer to a question of a form: yes, no, one of the options. */
const WORDS: ReadonlySet<string> = new Set(['gender', 'text', 'options', 'cardBrand', 'valueBefore', 'valueAfter'])

/** What becomes of a text, by the member that holds it; of a member that no document lists nothing is known. */
export function textTreatment(value: string, name: string, member: Member | undefined): Treatment {
  if (!member) return 'word'
  const { kind } = member.meta
  if (kind === 'time') return 'time'
  if (isSafeText(value, member.meta)) return 'keep'
  if (kind === 'uuid' || kind === 'id') return 'id'
  if (kind === 'document') return 'document'
  if (PHONES.has(name)) return 'phone'
  if (NUMBERS.has(name)) return 'number'
  return WORDS.has(name) ? 'word' : 'text'
}

/** What becomes of a number or a flag. */
export function plainTreatment(value: 'number' | 'flag', member: Member | undefined): 'keep' | 'time' | 'number' {
  if (!member) return 'number'
  const { kind, safe } = member.meta
  if (kind === 'time' && value === 'number') return 'time'
  if (!safe) return 'number'
  const isFlag = kind === 'flag'
  const isNumber = kind === 'integer' || kind === 'number' || kind === 'amount'
  return (value === 'flag' ? isFlag : isNumber) ? 'keep' : 'number'
}
