/** Captures of our own, told from their first bytes: most files that are read, without what it takes to tell the others. */
import { asBuffer } from '../core/bytes.js'
import { plainFile } from './encoding.js'

const CV_HOOK = /^\{\s{0,9}"cvHook(?:Capture|Answer)"/m
const HEAD = 1024 ** 2

/** Whether text begins a line as our own captures do. */
export const isOwnText = (text: string): boolean => CV_HOOK.test(text)

/** Whether a file is a capture of our own, as far as its beginning tells. */
export function isOwnCapture(head: Uint8Array): boolean {
  const { bytes } = plainFile(head)
  return isOwnText(asBuffer(bytes).toString('latin1', 0, HEAD))
}
