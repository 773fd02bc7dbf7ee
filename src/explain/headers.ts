/** Looking up headers as they were recorded. */
import type { RawHeader } from '../captures/record.js'

/** The first value of a header, whatever its case. */
export const headerOf = (headers: readonly RawHeader[], name: string): string | undefined =>
  headers.find(one => one[0].toLowerCase() === name)?.[1]
