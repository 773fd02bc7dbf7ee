/** The list of JSON faults beyond blanks and escapes, in the order in which they are undone: structure before spelling before order. */
import type { JsonAxis } from './axis.js'
import { bigIntegers } from './big-integers.js'
import { dates } from './dates.js'
import { duplicateKeys } from './duplicate-keys.js'
import { emptyContainers } from './empty-containers.js'
import { emptyStrings } from './empty-strings.js'
import { htmlValues } from './html-values.js'
import { keyOrder } from './key-order.js'
import { nullsDropped } from './nulls-dropped.js'
import { numbers } from './numbers.js'
import { plusAsSpace } from './plus-as-space.js'

export const JSON_AXES: readonly JsonAxis[] = [
  numbers,
  htmlValues,
  plusAsSpace,
  dates,
  duplicateKeys,
  nullsDropped,
  emptyStrings,
  emptyContainers,
  keyOrder,
  bigIntegers,
]
