/** Whole numbers of options. */
import { CvHookError } from '../../core/errors.js'

/**
 * Reads a whole number.
 *
 * @throws CvHookError `usage` when it is none or out of range
 */
export function parseCount(text: string, option: string, min: number, max: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) {
    throw new CvHookError('usage', `${option}: "${text.slice(0, 40)}" is not a whole number from ${min} to ${max}`)
  }
  return value
}
