/** What a format's reader is given, and what it gives. */
import type { CapturedDelivery } from './delivery.js'
import type { Notices } from './problems.js'

/** A file to be read. */
export interface CaptureInput {
  bytes: Uint8Array
  /** The file's name, or `stdin`. */
  name: string
  /** The signature that was given beside the file. */
  signature?: string
  /** Reads a file that a command refers to; absent when that is not allowed. */
  readReferenced?: (path: string) => Uint8Array
}

/**
 * Reads one format. What is bad in one record is told to `notices`; the others are read.
 *
 * @throws CvHookError `bad-capture` when the file as a whole is not of the format
 */
export type CaptureReader = (input: CaptureInput, notices: Notices) => CapturedDelivery[]
